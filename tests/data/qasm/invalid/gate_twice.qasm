OPENQASM 2.0;
include "qelib1.inc";
gate g a { h a; }
gate g a, b { cx a, b; }
qreg q[1];
