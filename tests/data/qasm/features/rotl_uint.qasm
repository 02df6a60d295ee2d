// classical: rotl(b, 3) of 37 is 44
// expect: r=101100
OPENQASM 3.1;
include "stdgates.inc";
output uint[6] r;
qubit q;
uint[6] b = 37;
r = rotl(b, 3);
