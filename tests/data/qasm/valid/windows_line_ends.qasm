OPENQASM 2.0;
include "qelib1.inc";
qreg q[2];
// a comment
creg c[2];
ry(0.3) q[0];
cx q[0],
   q[1];
measure q -> c;
