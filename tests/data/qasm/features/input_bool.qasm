// directives: input
// construct: `input`
// expect: c=1
// input: go=true
OPENQASM 3.1;
include "stdgates.inc";
input bool go;
qubit q;
bit c;
if (go) x q;
c = measure q;
