// classical: comparison and logical operators
// construct: `bool` and logical operators
// expect: r=1
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;

r = int[8]((3 & 1) == 1 && true);
