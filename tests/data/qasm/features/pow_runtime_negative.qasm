// gates: a negative power is that of the inverse; s to the power of -2 is z
// construct: exponents known at run time
// expect: c=01:0.5 c=10:0.5
OPENQASM 3.1;
include "stdgates.inc";
qubit[2] q;
bit[2] c;
h q[1];
c[1] = measure q[1];
int n = -2 * int(uint[1](c[1]));
h q[0];
z q[0];
pow(n) @ s q[0];
h q[0];
c[0] = measure q[0];
