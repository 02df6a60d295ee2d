// standard library
// construct: `include`
// expect: c=11
OPENQASM 3.1;
include "stdgates.inc";
qubit[2] q;
bit[2] c;
u3(pi, 0, pi) q[0];
cx q[0], q[1];
c = measure q;
