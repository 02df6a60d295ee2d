// classical: integers, operator precedence
// expect: r=00000000
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
int[8] a = 2; int[8] b = 3;
r = int[8](1 << a < b);
