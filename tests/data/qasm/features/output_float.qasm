// directives: output
// construct: `output`
// expect: f=0.5
OPENQASM 3.1;
include "stdgates.inc";
output float f;
qubit q;
f = 1 / 2.0;
