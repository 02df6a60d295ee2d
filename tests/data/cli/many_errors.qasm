OPENQASM 2.0;
include "qelib1.inc";
qreg q[2];
hh q[0];
cx q[0], q[0];
x q[7];
rx() q[0];
measure q -> c;
