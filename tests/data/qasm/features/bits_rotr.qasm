// classical: classical bits and registers
// construct: `rotl`, `rotr`, `popcount`
// expect: r=11111000
OPENQASM 3.1;
include "stdgates.inc";
output bit[8] r;
qubit q;
bit[8] a = "10001111"; bit[8] b = "01110000";
r = rotr(a, 4);
