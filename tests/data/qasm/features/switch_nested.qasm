// classical: switch in switch
// construct: `switch`
// expect: r=5
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
int[8] a = 1; int[8] b = 2;
switch (a) { case 1 { switch (b) { case 2 { r = 5; } default { r = 6; } } } default { r = 7; } }
