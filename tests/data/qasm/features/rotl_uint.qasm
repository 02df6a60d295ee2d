// classical: rotl(b, 3) of 37 is 44
// construct: `rotl`, `rotr`, `popcount`
// expect: r=44
OPENQASM 3.1;
include "stdgates.inc";
output uint[6] r;
qubit q;
uint[6] b = 37;
r = rotl(b, 3);
