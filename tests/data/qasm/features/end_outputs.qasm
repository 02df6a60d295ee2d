// classical: end; the outputs have the values they had then
// construct: `end`
// expect: r=2:0.5 r=3:0.5
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
h q;
r = 2;
bit c = measure q;
if (c) { end; }
r = 3;
