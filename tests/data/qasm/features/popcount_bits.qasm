// built-in functions
// construct: `rotl`, `rotr`, `popcount`
// expect: r=3
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
bit[4] b = "1011";
r = popcount(b);
