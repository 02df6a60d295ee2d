// parameters known at run time
// construct: gate parameters known at run time
// expect: c=11:0.5 c=00:0.5
OPENQASM 3.1;
include "stdgates.inc";
qubit[2] q;
bit[2] c;
float theta = 0;
h q[0];
c[0] = measure q[0];
if (c[0]) { theta = pi; }
rx(theta) q[1];
c[1] = measure q[1];
