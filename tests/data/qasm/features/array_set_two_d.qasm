// slicing produces an array with the same number of dimensions
// construct: arrays: slices, sets, concatenation
// expect: r=[[31,32],[11,12]]
OPENQASM 3.1;
include "stdgates.inc";
output array[int[8], 2, 2] r;
qubit q;
array[int[8], 3, 2] m = {{11, 12}, {21, 22}, {31, 32}};
r = m[{2, 0}];
