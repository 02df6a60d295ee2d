// directives: input
// construct: `input`
// expect: f=2.5
// input: v=1.5
OPENQASM 3.1;
include "stdgates.inc";
input float v;
output float f;
qubit q;
f = v + 1;
