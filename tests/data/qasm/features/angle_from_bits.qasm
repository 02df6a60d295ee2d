// casting from bit to angle
// expect: r=00000001
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
bit[4] a = "0100";
r = int[8](angle[4](a) == pi / 2);
