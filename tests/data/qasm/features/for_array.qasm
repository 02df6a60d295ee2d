// for over an array
// construct: `for`
// expect: r=6
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
array[int[8], 3] a = {1, 2, 3}; int[8] total = 0; for int[8] v in a { total += v; }
r = total;
