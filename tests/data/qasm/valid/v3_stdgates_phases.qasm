// stdgates.inc defines u2 and u3 with phases of their own; under a control they are physical.
// qiskit: qc = QuantumCircuit(2)
// qiskit: qc.ry(0.9, 0)
// qiskit: qc.ry(0.7, 1)
// qiskit: qc.append(UGate(0.4, 0.5, 0.6).control(1), [0, 1])
// qiskit: qc.p(-(0.5 + 0.6) / 2, 0)
// qiskit: qc.append(UGate(pi / 2, 0.2, 0.3).control(1), [1, 0])
// qiskit: qc.p(-(0.2 + 0.3) / 2, 1)
// qiskit: qc.append(PhaseGate(0.1).control(1), [0, 1])
// qiskit: qc.append(RZGate(0.3).control(1), [0, 1])
// qiskit: qc.append(SXGate().control(1), [1, 0])
OPENQASM 3.0;
include "stdgates.inc";
qubit[2] q;
ry(0.9) q[0];
ry(0.7) q[1];
ctrl @ u3(0.4, 0.5, 0.6) q[0], q[1];
ctrl @ u2(0.2, 0.3) q[1], q[0];
ctrl @ u1(0.1) q[0], q[1];
ctrl @ rz(0.3) q[0], q[1];
ctrl @ sx q[1], q[0];
