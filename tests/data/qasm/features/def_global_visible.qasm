// scope: global variables are const inside
// expect: r=00110010
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
int[8] g = 100; def f() -> int[8] { return g / 2; }
r = f();
