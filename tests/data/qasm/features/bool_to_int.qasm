// casting from bool
// expect: r=00000001
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
bool a = true;
r = int[8](a);
