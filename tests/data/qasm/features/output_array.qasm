// directives: output
// construct: `output`
// expect: r=[[1,-2],[3,4]]
OPENQASM 3.1;
include "stdgates.inc";
output array[int[8], 2, 2] r;
qubit q;
array[int[8], 2, 2] a = {{1, -2}, {3, 4}};
r = a;
