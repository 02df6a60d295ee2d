// return exits immediately
// construct: `def`
// expect: r=40
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
def f(int[8] v) -> int[8] { for int[8] i in [0:10] { if (i == v) { return 10 * i; } } return -1; }
r = f(4);
