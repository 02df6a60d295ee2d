// casting from float
// construct: casts
// expect: r=-3
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
float a = -3.9;
r = int[8](a);
