// types: arrays
// construct: `array`
// expect: r=4
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
array[int[8], 5] a = {0, 1, 2, 3, 4}; array[int[8], 3, 2] m = {{11, 12}, {21, 22}, {31, 32}};
r = a[-1];
