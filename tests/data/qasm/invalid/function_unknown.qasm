OPENQASM 2.0;
include "qelib1.inc";
qreg q[3];
creg c[3];
rx(2*sinh(0.3)) q[0];
