// negative indices
// expect: r=00000001
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
int[8] a = -1;
r = int[8](a[-1]);
