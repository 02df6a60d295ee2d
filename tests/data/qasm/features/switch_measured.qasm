// switch on a measured value
// construct: `switch`
// expect: r=1:0.5 r=2:0.25 r=3:0.25
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit[2] q;
bit[2] c;
h q;
c = measure q;
switch (int(c)) { case 0, 1 { r = 1; } case 2 { r = 2; } default { r = 3; } }
