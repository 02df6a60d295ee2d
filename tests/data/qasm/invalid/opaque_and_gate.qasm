OPENQASM 2.0;
include "qelib1.inc";
opaque foo a;
gate foo a { h a; }
qreg q[1];
