// note on comparing angles: 2 * ang >= ang is not always true
// construct: `angle`
// expect: r=0
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
angle[8] a = 3 * pi / 2;
r = int[8](2 * a >= a);
