// classical: popcount(b) of 37 is 3
// construct: `rotl`, `rotr`, `popcount`
// expect: r=3
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
uint[6] b = 37;
r = popcount(b);
