// gates: parameters
// construct: `gate`
// expect: c=1
OPENQASM 3.1;
include "stdgates.inc";
gate g(a, b) q { rx(a / 2) q; rx(b) q; }
qubit q;
bit c;
g(pi, pi / 2) q;
c = measure q;
