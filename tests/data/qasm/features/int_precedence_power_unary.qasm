// classical: integers, operator precedence
// construct: `int` and arithmetic
// expect: r=-4
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
int[8] a = 2; int[8] b = 3;
r = -a ** 2;
