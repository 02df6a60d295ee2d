// Two registers, a controlled phase and an idle qubit: shows joined registers and a wider drawing.
OPENQASM 2.0;
include "qelib1.inc";
qreg q[4];
qreg idle[1];
creg low[2];
creg high[1];
h q[0];
cx q[0], q[1];
cu1(pi/4) q[1], q[2];
ry(2*pi/3) q[3];
swap q[2], q[3];
barrier q;
measure q[0] -> low[1];
measure q[2] -> low[0];
measure q[1] -> high[0];
