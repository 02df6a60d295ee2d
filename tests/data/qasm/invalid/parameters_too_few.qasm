OPENQASM 2.0;
include "qelib1.inc";
qreg q[3];
creg c[3];
u3(0.1, 0.2) q[0];
