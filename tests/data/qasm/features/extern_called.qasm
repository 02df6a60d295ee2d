// subroutines: extern
// construct: `extern`: called
// refused: Q0604
OPENQASM 3.1;
include "stdgates.inc";
extern f(int[8]) -> int[8];
output int[8] r;
qubit q;
r = f(1);
