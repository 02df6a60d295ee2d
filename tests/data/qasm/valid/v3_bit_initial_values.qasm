// A bit string literal is written highest bit first: c[0] is 1, c[1] is 0, c[2] is 0 in "001".
// qiskit: q = QuantumRegister(3, 'q'); c = ClassicalRegister(3, 'c'); d = ClassicalRegister(1, 'd'); qc = QuantumCircuit(q, c, d)
// qiskit: qc.x(2); qc.measure(2, c[0]); qc.measure(2, d[0]); qc.x(2)
// qiskit: qc.rx(0.3, 0); qc.measure(0, c[2])
OPENQASM 3.0;
include "stdgates.inc";
qubit[3] q;
bit[3] c = "001";
bit d = 1;
if (c == 1) rx(0.3) q[0];
if (c[1]) x q[1];
if (d == 0) x q[1];
c[2] = measure q[0];
