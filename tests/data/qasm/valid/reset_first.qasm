OPENQASM 2.0;
include "qelib1.inc";
qreg q[3];
creg c[3];
reset q;
h q[1];
cx q[1], q[2];
measure q -> c;
