// classical: if on a measured bit
// construct: `if`, `else`
// expect: d=1
OPENQASM 3.1;
include "stdgates.inc";
qubit[2] q;
bit c;
bit d;
x q[0];
c = measure q[0];
if (c) { x q[1]; }
d = measure q[1];
