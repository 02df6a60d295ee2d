OPENQASM 2.0;
include "qelib1.inc";
qreg q[3];
creg c[3];
gate g a, b { cx a, b; }
g q[2], q[2];
