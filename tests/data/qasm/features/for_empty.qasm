// an empty range
// construct: `for`
// expect: r=0
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
int[8] total = 0; for int i in [3:2] total += 1;
r = total;
