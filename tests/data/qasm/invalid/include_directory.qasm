OPENQASM 2.0;
include "include";
qreg q[1];
