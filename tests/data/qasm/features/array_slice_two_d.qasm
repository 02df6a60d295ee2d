// twoD[1:2, 0] = anotherTwoD[0:1, 1]
// construct: arrays: slices, sets, concatenation
// expect: r=[[1,2],[12,4],[22,6]]
OPENQASM 3.1;
include "stdgates.inc";
output array[int[8], 3, 2] r;
qubit q;
array[int[8], 3, 2] b = {{11, 12}, {21, 22}, {31, 32}};
array[int[8], 3, 2] a = {{1, 2}, {3, 4}, {5, 6}};
a[1:2, 0] = b[0:1, 1];
r = a;
