// qiskit: qc = QuantumCircuit(1); qc.h(0); qc.t(0)
OPENQASM 3;
include "stdgates.inc";
qubit q;
h q;
t q;
