// casting: val != 0
// construct: casts
// expect: r=0
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
float a = 0.0;
r = int[8](bool(a));
