// Qiskit's importer makes single bits without a register of them; here each is a register of one.
// qiskit: q = QuantumRegister(2); x0 = ClassicalRegister(1, 'x0'); x1 = ClassicalRegister(1, 'x1'); qc = QuantumCircuit(q, x0, x1)
// qiskit: qc.ry(0.6, 0); qc.cx(0, 1); qc.measure(1, x0[0]); qc.h(1); qc.measure(1, x1[0])
OPENQASM 3.0;
include "stdgates.inc";
qubit a;
qubit b;
bit x0;
bit x1;
ry(0.6) a;
cx a, b;
x0 = measure b;
h b;
x1 = measure b;
