// secondSlice = second[1:2]
// construct: arrays: slices, sets, concatenation
// expect: r=2
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
array[int[8], 5] a = {0, 1, 2, 3, 4}; array[int[8], 3, 2] m = {{11, 12}, {21, 22}, {31, 32}}; array[int[8], 2] v = a[1:2];
r = v[1];
