// subroutines: classical operations
// construct: `def`
// expect: r=42
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
def twice(int[8] v) -> int[8] { return 2 * v; }
r = twice(21);
