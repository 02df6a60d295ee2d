// casting from bool
// construct: `bool` and logical operators
// expect: r=1
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
bool a = true;
r = int[8](a);
