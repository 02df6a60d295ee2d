// bit slicing, reversed
// construct: bits of values
// expect: r=1100
OPENQASM 3.1;
include "stdgates.inc";
output bit[4] r;
qubit q;
int[8] a = 48;
r = a[-1:-1:-4];
