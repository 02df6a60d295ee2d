// for over bits, lowest first
// construct: `for`
// expect: r=3
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
bit[3] a = "110"; int[8] total = 0; for bit v in a { total = 2 * total + int[8](v); }
r = total;
