OPENQASM 2.0;
include "qelib1.inc";
// Twelve declared, three used, far apart.
qreg q[12];
creg c[12];
ry(0.3) q[1];
cx q[1], q[10];
cry(0.8) q[10], q[5];
measure q[10] -> c[11];
measure q[1] -> c[0];
measure q[5] -> c[6];
