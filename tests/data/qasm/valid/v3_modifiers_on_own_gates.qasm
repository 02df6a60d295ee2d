// qiskit: g = QuantumCircuit(2, global_phase=0.3)
// qiskit: g.ry(0.5, 0)
// qiskit: g.cx(0, 1)
// qiskit: g.rz(0.9, 1)
// qiskit: qc = QuantumCircuit(4)
// qiskit: qc.h([0, 1, 2, 3])
// qiskit: qc.t([0, 2])
// qiskit: qc.append(g.to_gate(), [0, 1])
// qiskit: qc.append(g.to_gate().inverse(), [2, 1])
// qiskit: qc.append(g.to_gate().control(1), [3, 0, 1])
// qiskit: qc.append(g.to_gate().inverse().control(2, ctrl_state=0b01), [0, 1, 3, 2])
// qiskit: qc.append(g.to_gate(), [1, 2])
// qiskit: qc.append(g.to_gate(), [1, 2])
OPENQASM 3.0;
include "stdgates.inc";
gate inner(a) r, y { ry(a) r; ctrl @ x r, y; }
gate mine(a, b) r, y { gphase(0.3); inner(a) r, y; rz(b) y; }
qubit[4] q;
h q;
t q[0];
t q[2];
mine(0.5, 0.9) q[0], q[1];
inv @ mine(0.5, 0.9) q[2], q[1];
ctrl @ mine(0.5, 0.9) q[3], q[0], q[1];
ctrl @ negctrl @ inv @ mine(0.5, 0.9) q[0], q[1], q[3], q[2];
pow(2) @ mine(0.5, 0.9) q[1], q[2];
