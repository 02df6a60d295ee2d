// break under a measured condition
// construct: `break`, `continue`
// expect: r=1:0.5 r=2:0.25 r=3:0.25
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
bit c;
r = 0;
for int i in [0:2] { r += 1; h q; c = measure q; if (c) break; }
