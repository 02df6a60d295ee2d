// directives: output
// construct: `output`
// expect: b=true:0.5 b=false:0.5
OPENQASM 3.1;
include "stdgates.inc";
output bool b;
qubit q;
bit c;
h q;
c = measure q;
b = !c;
