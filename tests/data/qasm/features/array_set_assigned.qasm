// slicing: a reference in the case of assignment
// construct: arrays: slices, sets, concatenation
// expect: r=[8,1,2,7,4]
OPENQASM 3.1;
include "stdgates.inc";
output array[int[8], 5] r;
qubit q;
array[int[8], 5] a = {0, 1, 2, 3, 4};
array[int[8], 2] v = {7, 8};
a[{3, 0}] = v;
r = a;
