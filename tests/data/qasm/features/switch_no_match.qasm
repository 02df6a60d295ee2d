// a switch that matches nothing is a no-op
// construct: `switch`
// expect: r=4
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
int i = 9; int[8] total = 4; switch (i) { case 1 { total = 1; } }
r = total;
