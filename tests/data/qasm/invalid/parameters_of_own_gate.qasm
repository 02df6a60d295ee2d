OPENQASM 2.0;
include "qelib1.inc";
qreg q[3];
creg c[3];
gate g(a, b) x { u2(a, b) x; }
g(1) q[0];
