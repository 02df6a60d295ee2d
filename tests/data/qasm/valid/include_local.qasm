OPENQASM 2.0;
include "qelib1.inc";
// A file beside this one, which includes another beside itself.
include "include/my_gates.inc";
qreg q[3];
creg c[3];
triangle(0.4) q[0], q[1], q[2];
fan q[2], q[1], q[0];
measure q -> c;
