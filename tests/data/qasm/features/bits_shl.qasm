// classical: classical bits and registers
// construct: `bit`, `bit[n]`
// expect: r=00011110
OPENQASM 3.1;
include "stdgates.inc";
output bit[8] r;
qubit q;
bit[8] a = "10001111"; bit[8] b = "01110000";
r = a << 1;
