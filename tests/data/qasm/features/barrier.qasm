// insts: barrier
// construct: `barrier`
// expect: c=1
OPENQASM 3.1;
include "stdgates.inc";
qubit q;
bit c;
x q;
barrier q;
barrier;
c = measure q;
