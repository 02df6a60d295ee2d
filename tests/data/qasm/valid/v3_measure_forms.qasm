// qiskit: a = QuantumRegister(2); b = QuantumRegister(1); c = ClassicalRegister(2, 'c'); d = ClassicalRegister(1, 'd'); e = ClassicalRegister(3, 'e'); f = ClassicalRegister(2, 'f')
// qiskit: qc = QuantumCircuit(a, b, c, d, e, f)
// qiskit: qc.ry(0.5, a[0]); qc.ry(1.2, a[1]); qc.cx(a[0], b[0])
// qiskit: qc.measure(a, c); qc.measure(b[0], d[0]); qc.measure(a[1], e[0]); qc.measure(b[0], e[2]); qc.measure(a, f)
OPENQASM 3.0;
include "stdgates.inc";
qubit[2] a;
qubit b;
bit[2] c;
bit d;
bit[3] e;
ry(0.5) a[0];
ry(1.2) a[1];
cx a[0], b;
c = measure a;
measure b -> d;
e[0] = measure a[1];
measure b -> e[2];
bit[2] f = measure a;
