OPENQASM 2.0;
include "qelib1.inc";
// Every wider gate of the extended qelib1.inc.
qreg q[5];
u3(0.3, 0.5, 0.7) q[0];
u3(1.3, -0.5, 0.2) q[1];
u3(2.3, 1.5, -0.7) q[2];
u3(0.9, 2.5, 0.1) q[3];
u3(1.9, 0.5, 1.7) q[4];
ccx q[0], q[2], q[1];
cswap q[3], q[1], q[4];
rccx q[4], q[0], q[3];
rc3x q[1], q[3], q[0], q[2];
c3x q[2], q[4], q[1], q[0];
c3sqrtx q[0], q[1], q[4], q[3];
c4x q[4], q[3], q[2], q[1], q[0];
ccx q[4], q[3], q[0];
