// for over a set: 1 + 5 + 10
// construct: `for`
// expect: r=16
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
int[8] total = 0; for int[8] i in {1, 5, 10} { total += i; }
r = total;
