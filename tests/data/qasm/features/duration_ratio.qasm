// a / one_ns is 500
// construct: `duration`
// expect: r=100
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
duration one = 1ns; duration a = 100ns;
r = int[8](floor(a / one + 0.5));
