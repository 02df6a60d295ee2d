OPENQASM 2.0;
include "qelib1.inc";
opaque magic(a) x;
qreg q[1];
magic(0.2) q[0];
