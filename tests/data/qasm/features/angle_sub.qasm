// classical: angles
// construct: `angle`
// expect: r=1010
OPENQASM 3.1;
include "stdgates.inc";
output bit[4] r;
qubit q;
angle[4] a = 7 * (pi / 8); angle[4] b = pi / 8; angle[4] c = 5 * (pi / 4); uint[4] two = 2;
r = bit[4](b - a);
