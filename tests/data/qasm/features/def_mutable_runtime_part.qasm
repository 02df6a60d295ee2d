// subroutines: arrays are passed by reference
// construct: `def`: arrays by reference
// expect: r=[[9,2],[3,4]]:0.5 r=[[1,2],[9,4]]:0.5
OPENQASM 3.1;
include "stdgates.inc";
output array[int[8], 2, 2] r;
def f(mutable array[int[8], #dim = 1] v) { v[0] = 9; }
qubit q;
bit c;
array[int[8], 2, 2] m = {{1, 2}, {3, 4}};
h q;
c = measure q;
f(m[c]);
r = m;
