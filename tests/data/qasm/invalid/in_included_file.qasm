OPENQASM 2.0;
include "qelib1.inc";
include "include/faulty.inc";
qreg q[1];
