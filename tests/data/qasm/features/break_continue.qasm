// the example of break and continue
// construct: `break`, `continue`
// expect: r=8
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
int[8] i = 0; int[8] total = 0; while (i < 10) { i += 1; if (i == 2) { continue; } total += i; if (i == 4) { break; } }
r = total;
