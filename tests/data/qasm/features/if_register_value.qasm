// classical: comparing a register
// construct: `if`, `else`
// expect: d=1
OPENQASM 3.1;
include "stdgates.inc";
qubit[3] q;
bit[2] c;
bit d;
x q[1];
c = measure q[0:1];
if (c == 2) { x q[2]; }
d = measure q[2];
