// readonly arrays
// construct: `def`: arrays by reference
// expect: r=12
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
def f(readonly array[int[8], 3] a) -> int[8] { return a[0] + a[2]; } array[int[8], 3] v = {5, 6, 7};
r = f(v);
