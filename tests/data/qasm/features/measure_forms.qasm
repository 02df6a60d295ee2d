// both forms of measure
// construct: `measure`
// expect: c=11
OPENQASM 3.1;
include "stdgates.inc";
qubit[2] q;
bit[2] c;
x q;
measure q[0] -> c[0];
c[1] = measure q[1];
measure q;
