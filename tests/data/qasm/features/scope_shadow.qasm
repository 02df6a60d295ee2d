// block scope
// construct: scopes
// expect: r=12
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
int[8] i = 1; int[8] total = 0; for int[8] i in [5:6] { total += i; if (true) { int[8] total = 100; total += 1; } }
r = total + i;
