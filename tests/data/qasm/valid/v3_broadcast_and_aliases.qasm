// qiskit: qc = QuantumCircuit(7)
// qiskit: qc.ry(0.3, [0, 1, 2, 3])
// qiskit: qc.rx(0.2, [0, 1])
// qiskit: qc.cx(0, 4)
// qiskit: qc.cx(1, 5)
// qiskit: qc.cx(2, 6)
// qiskit: qc.h([1, 3])
// qiskit: qc.t([3])
// qiskit: qc.y([0, 2])
// qiskit: qc.cx(1, 0)
// qiskit: qc.cx(2, 0)
// qiskit: qc.swap(0, 4)
// qiskit: qc.swap(1, 5)
// qiskit: qc.rz(0.5, [1, 2, 4, 5, 6])
// qiskit: qc.rx(0.1, 6)
OPENQASM 3.0;
include "stdgates.inc";
qubit[4] q;
qubit[3] r;
ry(0.3) q;
let low = q[0:1];
rx(0.2) low;
cx q[0:2], r;
let odd = q[1:2:3];
h odd;
t q[-1];
y q[{0, 2}];
cx q[1:2], q[0];
let pair = r[0:1];
swap low, pair;
let both = q[1:2] ++ r;
rz(0.5) both;
rx(0.1) both[-1];
