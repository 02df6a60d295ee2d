// extern may be declared
// construct: `extern`
// expect: c=0
OPENQASM 3.1;
include "stdgates.inc";
extern f(int[8], bit[3]) -> float;
qubit q;
bit c;
c = measure q;
