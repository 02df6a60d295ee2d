// for over [0:2:20]
// construct: `for`
// expect: r=11
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
int[8] total = 0; for int i in [0:2:20] total += 1;
r = total;
