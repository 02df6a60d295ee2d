// gates: pow of an integer: the gate as often as that
// construct: exponents known at run time
// expect: c=01:0.5 c=10:0.5
OPENQASM 3.1;
include "stdgates.inc";
qubit[2] q;
bit[2] c;
h q[1];
c[1] = measure q[1];
int n = int(uint[1](c[1]));
pow(n + 1) @ x q[0];
c[0] = measure q[0];
