// E91: one pair of a singlet state, Alice's analyser at pi/4 and Bob's at pi/8 (angles of the polarisation picture).
// Comes out: equal results with probability sin^2(pi/8) = 0.146, the correlation -cos(pi/4) of the CHSH test.
OPENQASM 2.0;
include "qelib1.inc";
qreg alice[1];
qreg bob[1];
creg r[2];
x alice[0];
x bob[0];
h alice[0];
cx alice[0], bob[0];   // singlet up to sign
ry(-pi/2) alice[0];
ry(-pi/4) bob[0];
measure alice[0] -> r[0];
measure bob[0] -> r[1];
