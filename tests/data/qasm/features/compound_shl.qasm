// classical: compound assignment
// construct: compound assignment
// expect: r=40
OPENQASM 3.1;
include "stdgates.inc";
output uint[8] r;
qubit q;
uint[8] a = 10;
a <<= 2;
r = a;
