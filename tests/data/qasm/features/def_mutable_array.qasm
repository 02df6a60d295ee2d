// arrays are passed by reference
// construct: `def`: arrays by reference
// expect: r=10
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
def f(mutable array[int[8], #dim = 1] a) { a[2] = 10; } array[int[8], 5] v = {0, 1, 2, 3, 4}; f(v[1:3]);
r = v[3];
