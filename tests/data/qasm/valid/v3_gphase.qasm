// qiskit: qc = QuantumCircuit(3, global_phase=0.4 - 0.1 + 0.2 + 0.2)
// qiskit: qc.h([0, 1, 2])
// qiskit: qc.p(0.3, 0)
// qiskit: qc.cp(0.5, 0, 2)
// qiskit: qc.x(1)
// qiskit: qc.p(0.7, 1)
// qiskit: qc.x(1)
// qiskit: qc.x([0, 1])
OPENQASM 3.0;
include "stdgates.inc";
qubit[3] q;
gate turned(a) r { gphase(a); x r; }
h q;
gphase(0.4);
inv @ gphase(0.1);
ctrl @ gphase(0.3) q[0];
ctrl(2) @ gphase(0.5) q[0], q[2];
negctrl @ gphase(0.7) q[1];
turned(0.2) q[0];
turned(0.2) q[1];
