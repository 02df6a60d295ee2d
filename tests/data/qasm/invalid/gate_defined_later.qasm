OPENQASM 2.0;
include "qelib1.inc";
gate a x { b x; }
gate b x { h x; }
qreg q[1];
