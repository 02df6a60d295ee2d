// repeat until 1
// construct: `while`
// expect: r=1:0.5 r=2:0.25 r=3:0.25
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
bit c;
int[8] n = 0;
while (!c && n < 3) { h q; c = measure q; n += 1; }
r = n;
