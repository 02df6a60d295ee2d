OPENQASM 2.0;
include "qelib1.inc";
gate g a { h a; cx a, b; }
qreg q[1];
