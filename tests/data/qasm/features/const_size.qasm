// types: const as a size
// construct: `const`
// expect: c=11
OPENQASM 3.1;
include "stdgates.inc";
const int[32] n = 2;
qubit[n] q;
bit[n] c;
x q;
c = measure q;
