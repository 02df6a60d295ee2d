OPENQASM 2.0;
include "qelib1.inc";
// Of one qubit, entangled with another, and of a register.
qreg q[2];
qreg r[2];
creg c[2];
creg d[2];
ry(0.7) q[0];
cx q[0], q[1];
reset q[0];
h q[0];
ry(1.1) r;
cx r[0], r[1];
reset r;
rx(0.3) r[1];
measure q -> c;
measure r -> d;
