// input
// construct: `input`
// expect: r=6
// input: a=[1,2,3]
OPENQASM 3.1;
include "stdgates.inc";
input array[int[8], 3] a;
output int[8] r;
qubit q;
r = 0;
for int[8] x in a { r += x; }
