// reset
// construct: `reset`
// expect: c=0
OPENQASM 3.1;
include "stdgates.inc";
qubit q;
bit c;
h q;
reset q;
c = measure q;
