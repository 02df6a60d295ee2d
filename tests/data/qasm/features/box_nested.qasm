// delays: boxes nest
// construct: `box`, `delay`, `stretch`
// expect: c=1
OPENQASM 3.1;
include "stdgates.inc";
qubit q;
bit c;
box { box { x q; } }
c = measure q;
