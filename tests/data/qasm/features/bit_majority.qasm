// types, Classical scalar types: three measured ones are three
// construct: `bit`, `bit[n]`
// expect: d=1 e=0
OPENQASM 3.1;
include "stdgates.inc";
qubit[5] q;
bit[3] c;
bit d;
bit e;
x q[0];
x q[1];
x q[2];
c = measure q[0:2];
if (c[0] + c[1] + c[2] >= 2) { x q[3]; }
if ((c[0] + c[1] + c[2]) % 2 == 0) { x q[4]; }
d = measure q[3];
e = measure q[4];
