// break under a measured condition
// expect: r=00000001:0.5 r=00000010:0.25 r=00000011:0.25
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
bit c;
r = 0;
for int i in [0:2] { r += 1; h q; c = measure q; if (c) break; }
