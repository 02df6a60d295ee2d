// myInt[4:7] = "1010" makes 0xAF
// construct: bits of values
// expect: r=175
OPENQASM 3.1;
include "stdgates.inc";
output int[32] r;
qubit q;
int[32] a = 15;
a[4:7] = "1010";
r = a;
