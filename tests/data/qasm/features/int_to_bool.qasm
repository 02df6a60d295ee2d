// casting: val != 0
// construct: casts
// expect: r=1
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
int[8] a = 4;
r = int[8](bool(a));
