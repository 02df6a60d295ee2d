// if-else
// construct: `if`, `else`
// expect: r=1
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
int[8] a = 3; int[8] b; if (a > 2) b = 1; else b = 2;
r = b;
