// directives: output
// construct: `output`
// expect: f=0.25:0.5 f=-2:0.5
OPENQASM 3.1;
include "stdgates.inc";
output float[32] f;
qubit q;
bit c;
h q;
c = measure q;
if (c) { f = 0.25; } else { f = -2; }
