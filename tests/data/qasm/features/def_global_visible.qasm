// scope: global variables are const inside
// construct: `def`
// expect: r=50
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
int[8] g = 100; def f() -> int[8] { return g / 2; }
r = f();
