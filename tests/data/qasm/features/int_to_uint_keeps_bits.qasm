// casting: int and uint keep the bits
// construct: casts
// expect: r=255
OPENQASM 3.1;
include "stdgates.inc";
output uint[8] r;
qubit q;
int[8] a = -1;
r = uint[8](a);
