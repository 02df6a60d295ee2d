// end, no matter what scope
// construct: `end`
// expect: c=01:0.5 c=10:0.5
OPENQASM 3.1;
include "stdgates.inc";
qubit[2] q;
bit[2] c;
h q[0]; x q[1];
c[0] = measure q[0];
if (c[0]) { end; }
c[1] = measure q[1];
