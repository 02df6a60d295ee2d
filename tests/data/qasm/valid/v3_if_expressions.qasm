// Operators in conditions: comparisons, logic, bitwise operations, indices from both ends.
// qiskit: from qiskit.circuit.classical import expr
// qiskit: q = QuantumRegister(5, 'q'); c = ClassicalRegister(3, 'c'); qc = QuantumCircuit(q, c)
// qiskit: qc.ry(0.7, 0); qc.ry(1.1, 1); qc.ry(1.9, 2); qc.measure([0, 1, 2], [0, 1, 2])
// qiskit: with qc.if_test(expr.less(c, 3)): qc.ry(0.1, 3)
// qiskit: with qc.if_test(expr.greater_equal(c, 5)): qc.ry(0.2, 3)
// qiskit: with qc.if_test(expr.not_equal(c, 4)): qc.ry(0.3, 4)
// qiskit: with qc.if_test(expr.logic_and(c[0], expr.logic_not(c[1]))): qc.ry(0.4, 4)
// qiskit: with qc.if_test(expr.logic_or(c[0], c[2])): qc.rx(0.5, 3)
// qiskit: with qc.if_test(expr.not_equal(expr.bit_and(c, 6), 0)): qc.rx(0.6, 4)
// qiskit: with qc.if_test(expr.equal(expr.bit_xor(c, 5), 3)): qc.rx(0.7, 3)
// qiskit: with qc.if_test(expr.equal(expr.bit_or(c, 1), 7)): qc.rx(0.8, 4)
// qiskit: with qc.if_test(expr.greater(c, 2)): qc.rz(0.9, 3)
// qiskit: with qc.if_test(expr.less_equal(c, 2)): qc.rz(1.0, 4)
// qiskit: with qc.if_test((c[2], 1)): qc.ry(1.1, 3)
OPENQASM 3.0;
include "stdgates.inc";
qubit[5] q;
bit[3] c;
ry(0.7) q[0];
ry(1.1) q[1];
ry(1.9) q[2];
c = measure q[0:2];
if (c < 3) ry(0.1) q[3];
if (c >= 5) ry(0.2) q[3];
if (c != 4) ry(0.3) q[4];
if (c[0] && !c[1]) ry(0.4) q[4];
if (c[0] || c[2]) { rx(0.5) q[3]; }
if ((c & 6) != 0) rx(0.6) q[4];
if ((c ^ 5) == 3) rx(0.7) q[3];
if ((c | 1) == 7) rx(0.8) q[4];
if (c > 2) rz(0.9) q[3];
if (c <= 2) rz(1.0) q[4];
if (c[-1]) ry(1.1) q[3];
