// U(0, 0, tau) has no global phase; rz has
// construct: `U`
// expect: c=1:0.5 c=0:0.5
OPENQASM 3.1;
include "stdgates.inc";
qubit[2] q;
bit c;
h q[0];
x q[1];
ctrl @ U(0, 0, pi/2) q[0], q[1];
h q[0];
c = measure q[0];
