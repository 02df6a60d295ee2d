// The built-in U is e^{i theta/2} times OpenQASM 2's: a global phase, physical under a control.
// qiskit: qc = QuantumCircuit(2, global_phase=0.3/2 + 0.8/2 + 0.25)
// qiskit: qc.append(UGate(0.3, 0.5, 0.7), [0])
// qiskit: qc.append(UGate(0.8, -0.5, 0.1), [1])
// qiskit: qc.append(UGate(1.2, 0.4, -0.6).control(1), [0, 1])
// qiskit: qc.p(1.2 / 2, 0)
// qiskit: qc.append(UGate(0.9, 0.1, 0.2).control(1, ctrl_state=0), [1, 0])
// qiskit: qc.x(1)
// qiskit: qc.p(0.9 / 2, 1)
// qiskit: qc.x(1)
OPENQASM 3.0;
qubit[2] q;
gphase(0.25);
U(0.3, 0.5, 0.7) q[0];
U(0.8, -0.5, 0.1) q[1];
ctrl @ U(1.2, 0.4, -0.6) q[0], q[1];
negctrl @ U(0.9, 0.1, 0.2) q[1], q[0];
