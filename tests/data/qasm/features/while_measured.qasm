// repeat until 1
// expect: r=00000001:0.5 r=00000010:0.25 r=00000011:0.25
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
bit c;
int[8] n = 0;
while (!c && n < 3) { h q; c = measure q; n += 1; }
r = n;
