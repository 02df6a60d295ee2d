OPENQASM 2.0;
// U and CX need no include. Not one of the angles is special.
qreg q[2];
U(0.3, 1.1, -0.7) q[0];
CX q[0], q[1];
U(2.9, -0.2, 0.4) q[1];
CX q[1], q[0];
U(pi/7, 0, pi) q[0];
