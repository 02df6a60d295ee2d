// casting from bit: little endian
// construct: `bit`, `bit[n]`
// expect: r=6
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
bit[8] a = "00000110";
r = int[8](a);
