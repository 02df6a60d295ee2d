// subroutines call subroutines
// construct: `def`
// expect: r=7
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
def f(int[8] v) -> int[8] { return v + 1; } def g(int[8] v) -> int[8] { return f(f(v)); }
r = g(5);
