OPENQASM 2.0;
include "include/ping.inc";
qreg q[1];
