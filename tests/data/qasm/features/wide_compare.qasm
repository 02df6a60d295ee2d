// classical: registers of any width are compared
// construct: bits of more than 64
// expect: r=7
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
x q;
bit[70] a;
bit[70] b;
a[68] = measure q;
r = 0;
if (a != b) { r += 1; }
if (a == "0100000000000000000000000000000000000000000000000000000000000000000000") { r += 2; }
b[68] = measure q;
if (a == b) { r += 4; }
b[69] = measure q;
if (a == b) { r += 8; }
if (a == "0010000000000000000000000000000000000000000000000000000000000000000000") { r += 16; }
