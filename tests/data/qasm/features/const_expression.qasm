// types: const expressions are folded
// construct: `const`
// expect: r=7
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
const int[8] a = 3;
const int[8] b = 2 * a + 1;
r = b;
