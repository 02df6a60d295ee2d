// gates: ctrl of a power; the phase of the power is relative to the control
// construct: exponents known at run time
// expect: c=00:0.5 c=11:0.5
OPENQASM 3.1;
include "stdgates.inc";
qubit[3] q;
bit[2] c;
h q[2];
c[1] = measure q[2];
float e = 2.0 * int(uint[1](c[1]));
x q[0];
h q[1];
ctrl @ pow(e / 2) @ U(0, 0, pi) q[1], q[0];
ctrl @ pow(e) @ gphase(pi) q[1];
h q[1];
c[0] = measure q[1];
