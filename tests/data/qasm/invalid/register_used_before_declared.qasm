OPENQASM 2.0;
include "qelib1.inc";
h q[0];
qreg q[1];
