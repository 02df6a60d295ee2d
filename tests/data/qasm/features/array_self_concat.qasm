// arrays can be concatenated with themselves
// construct: arrays: slices, sets, concatenation
// expect: r=7
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
array[int[8], 2] v = {7, 8}; array[int[8], 4] w = v ++ v;
r = w[2];
