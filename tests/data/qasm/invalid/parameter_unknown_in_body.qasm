OPENQASM 2.0;
include "qelib1.inc";
gate g(alpha) a { rx(alpha + beta) a; }
qreg q[1];
