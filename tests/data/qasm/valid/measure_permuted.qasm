OPENQASM 2.0;
include "qelib1.inc";
// The classical target decides where a result stands, not the order of measuring.
qreg q[4];
creg c[4];
x q[0];
ry(0.5) q[1];
ry(1.0) q[2];
cx q[2], q[3];
measure q[0] -> c[2];
measure q[3] -> c[0];
measure q[1] -> c[3];
measure q[2] -> c[1];
