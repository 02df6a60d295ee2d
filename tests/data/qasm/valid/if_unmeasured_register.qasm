OPENQASM 2.0;
include "qelib1.inc";
// Classical bits start as 0.
qreg q[2];
creg c[2];
creg d[1];
if (c == 0) ry(0.6) q[0];
if (d == 1) x q[1];
measure q -> c;
