OPENQASM 2.0;
include "qelib1.inc";
// Bit to bit, register to register, single-bit registers, a qubit measured twice.
qreg q[2];
qreg one[1];
creg c[2];
creg d[1];
creg e[3];
ry(0.4) q[0];
ry(1.4) q[1];
cx q[0], one[0];
measure q -> c;
measure one -> d;
measure q[1] -> e[0];
measure one[0] -> e[2];
