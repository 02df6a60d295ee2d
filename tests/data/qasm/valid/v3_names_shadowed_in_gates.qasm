// qiskit: qc = QuantumCircuit(2); qc.ry(0.3, 0); qc.rx(0.5, 1); qc.cx(0, 1); qc.rz(0.7, 0)
OPENQASM 3.0;
include "stdgates.inc";
const float theta = 0.3;
qubit[2] q;
gate g(theta) q { rx(theta) q; }
gate constant a { ry(theta) a; }
constant q[0];
g(0.5) q[1];
cx q[0], q[1];
gate uses_constant(x0) a { rz(x0 + theta) a; }
uses_constant(0.4) q[0];
