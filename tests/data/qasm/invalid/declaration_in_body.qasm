OPENQASM 2.0;
include "qelib1.inc";
gate g a { qreg b[2]; h a; }
qreg q[1];
