// arrays can be sliced like registers using index sets
// construct: arrays: slices, sets, concatenation
// expect: r=[0,3,4]
OPENQASM 3.1;
include "stdgates.inc";
output array[int[8], 3] r;
qubit q;
array[int[8], 5] a = {0, 1, 2, 3, 4};
r = a[{0, 3, -1}];
