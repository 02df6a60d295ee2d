// qiskit: qc = QuantumCircuit(4)
// qiskit: qc.ry(0.3, [0, 1, 2, 3])
// qiskit: qc.h([0, 3])
// qiskit: qc.cx(0, 1)
// qiskit: qc.append(XGate().control(1, ctrl_state=0), [2, 1])
// qiskit: qc.append(XGate().control(3, ctrl_state=0b111), [0, 1, 2, 3])
// qiskit: qc.append(SwapGate().control(2, ctrl_state=0b00), [3, 1, 0, 2])
// qiskit: qc.append(SdgGate().control(2, ctrl_state=0b10), [0, 1, 2])
// qiskit: qc.sdg(1)
// qiskit: qc.rx(3 * 0.4, 2)
// qiskit: qc.append(TGate().control(1), [0, 1])
// qiskit: qc.append(TGate().control(1), [0, 1])
// qiskit: qc.sdg(3)
// qiskit: qc.sdg(3)
// qiskit: qc.rz(-0.7, 0)
// qiskit: qc.append(SXGate(), [1])
// qiskit: qc.append(RXGate(0.8 / 2), [3])
// qiskit: qc.cx(1, 2)
// qiskit: qc.ry(0.2, 2)
OPENQASM 3.0;
include "stdgates.inc";
qubit[4] q;
ry(0.3) q;
h q[0];
h q[3];
ctrl @ x q[0], q[1];
negctrl @ x q[2], q[1];
ctrl(3) @ x q[0], q[1], q[2], q[3];
negctrl(2) @ swap q[3], q[1], q[0], q[2];
negctrl @ ctrl @ inv @ s q[0], q[1], q[2];
inv @ s q[1];
pow(3) @ rx(0.4) q[2];
pow(2) @ ctrl @ t q[0], q[1];
pow(-2) @ s q[3];
inv @ inv @ inv @ rz(0.7) q[0];
pow(0.5) @ x q[1];
pow(1/2.0) @ rx(0.8) q[3];
pow(0) @ h q[0];
ctrl @ pow(1) @ x q[1], q[2];
inv @ ry(-0.2) q[2];
