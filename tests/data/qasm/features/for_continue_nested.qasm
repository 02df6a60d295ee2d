// classical: continue affects the innermost loop
// construct: `break`, `continue`
// expect: r=4
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
r = 0;
for int i in [0:1] { for int j in [0:2] { if (j == 1) continue; r += 1; } }
