// directives: output
// construct: `output`
// expect: r=011
OPENQASM 3.1;
include "stdgates.inc";
output bit[3] r;
qubit[3] q;
x q[0:1];
r = measure q;
