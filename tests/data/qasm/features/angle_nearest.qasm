// casting from float: nearest angle, ties to even
// construct: `angle`
// expect: r=1110
OPENQASM 3.1;
include "stdgates.inc";
output bit[4] r;
qubit q;

r = bit[4](angle[4](-pi / 4));
