// slices of arrays as arguments
// construct: `def`: arrays by reference
// expect: r=4
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
def f(readonly array[int[8], 2] v) -> int[8] { return v[0] + v[1]; }
qubit q;
array[int[8], 5] a = {0, 1, 2, 3, 4};
r = f(a[{0, 4}]);
