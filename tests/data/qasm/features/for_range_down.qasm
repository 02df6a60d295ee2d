// a range downwards
// construct: `for`
// expect: r=-80
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
int[8] total = 0; for int[8] i in [4:-1:2] { total = 10 * total + i; }
r = total;
