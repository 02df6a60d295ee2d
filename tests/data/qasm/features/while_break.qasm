// classical: break
// construct: `break`, `continue`
// expect: r=3
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
r = 0;
while (true) { r += 1; if (r == 3) break; }
