// switch
// construct: `switch`
// expect: r=3
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
int i = 7; int[8] total = 0; switch (i) { case 1, 3, 5 { total = 1; } case 2, 4 { total = 2; } default { total = 3; } }
r = total;
