// options: --qelib1 original
// qelib1: qelib1_original.inc
// phase: free
OPENQASM 2.0;
include "qelib1.inc";
// The 23 gates of the OpenQASM 2 paper. Others are free names then: swap below is this file's own.
gate swap a, b { cx a, b; cx b, a; cx a, b; rz(0.2) a; }
qreg q[3];
u3(0.3, 0.5, 0.7) q[0];
u2(0.2, -1.4) q[1];
u1(0.9) q[0];
h q[2];
cx q[0], q[1];
id q[0];
x q[1];
y q[2];
z q[0];
s q[0];
sdg q[1];
t q[2];
tdg q[0];
rx(0.77) q[0];
ry(-1.9) q[1];
rz(2.3) q[2];
cz q[1], q[2];
cy q[2], q[0];
ch q[1], q[0];
ccx q[0], q[2], q[1];
crz(-0.9) q[1], q[2];
cu1(0.3) q[0], q[2];
cu3(0.5, 0.6, 0.7) q[0], q[1];
swap q[1], q[2];
h q[0];
