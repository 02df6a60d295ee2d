// while
// construct: `while`
// expect: r=12
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
int[8] a = 0; while (a < 10) { a += 3; }
r = a;
