OPENQASM 2.0;
include "qelib1.inc";
gate if a { }
qreg q[1];
