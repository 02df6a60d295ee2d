OPENQASM 2.0;
include "qelib1.inc";
qreg q[3];
h q[0];
ry(pi/3) q[2];
