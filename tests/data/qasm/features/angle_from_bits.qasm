// casting from bit to angle
// construct: `angle`
// expect: r=1
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
bit[4] a = "0100";
r = int[8](angle[4](a) == pi / 2);
