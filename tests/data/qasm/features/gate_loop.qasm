// loops in gate definitions
// construct: `gate`
// expect: c=1
OPENQASM 3.1;
include "stdgates.inc";
gate g q { for int i in [0:2] { x q; } }
qubit q;
bit c;
g q;
c = measure q;
