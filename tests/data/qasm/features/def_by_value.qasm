// classical types are passed by value
// construct: `def`
// expect: r=5
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
def f(int[8] v) -> int[8] { v += 1; return v; } int[8] a = 5; int[8] b = f(a);
r = a;
