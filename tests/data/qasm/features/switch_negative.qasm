// negative labels
// construct: `switch`
// expect: r=1
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
const int A = -2; int i = -1; int[8] total = 4; switch (i) { case A + 1 { total = 1; } }
r = total;
