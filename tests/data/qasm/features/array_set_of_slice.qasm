// slicing produces an array with the same number of dimensions
// construct: arrays: slices, sets, concatenation
// expect: r=[3,1]
OPENQASM 3.1;
include "stdgates.inc";
output array[int[8], 2] r;
qubit q;
array[int[8], 5] a = {0, 1, 2, 3, 4};
r = a[1:4][{2, 0}];
