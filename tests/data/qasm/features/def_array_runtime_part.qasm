// subroutines: arrays; index sets known at run time
// construct: `def`: arrays by reference
// expect: r=3:0.5 r=7:0.5
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
def f(readonly array[int[8], 2] v) -> int[8] { return v[0] + v[1]; }
qubit q;
bit c;
array[int[8], 2, 2] m = {{1, 2}, {3, 4}};
h q;
c = measure q;
r = f(m[c]);
