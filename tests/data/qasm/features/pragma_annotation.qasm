// pragmas and annotations
// construct: pragmas and annotations
// expect: c=1
OPENQASM 3.1;
include "stdgates.inc";
pragma qiao.test a b
qubit q;
bit c;
@qiao.note here
x q;
c = measure q;
