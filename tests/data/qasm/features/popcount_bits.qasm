// built-in functions
// expect: r=00000011
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
bit[4] b = "1011";
r = popcount(b);
