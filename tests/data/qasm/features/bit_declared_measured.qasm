// bit c = measure q
// construct: `measure`
// expect: c=1
OPENQASM 3.1;
include "stdgates.inc";
qubit q;
x q;
bit c = measure q;
