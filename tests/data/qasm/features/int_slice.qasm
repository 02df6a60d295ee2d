// bit slicing: every second bit of 15
// construct: bits of values
// expect: r=0011
OPENQASM 3.1;
include "stdgates.inc";
output bit[4] r;
qubit q;
int[8] a = 15;
r = a[0:2:7];
