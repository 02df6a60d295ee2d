// return under a measured condition
// construct: `def`
// expect: r=1:0.5 r=2:0.5
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
def f(qubit q) -> int[8] { bit c; h q; c = measure q; if (c) { return 1; } return 2; }
qubit q;
r = f(q);
