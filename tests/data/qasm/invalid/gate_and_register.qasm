OPENQASM 2.0;
include "qelib1.inc";
gate foo a { h a; }
qreg foo[2];
