// assigning the loop variable does not change the next value
// construct: `for`
// expect: r=33
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
int[8] total = 0; for int[8] i in [0:2] { i += 10; total += i; }
r = total;
