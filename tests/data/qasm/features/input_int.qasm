// input
// construct: `input`
// expect: c=1
// input: n=3
OPENQASM 3.1;
include "stdgates.inc";
input int n;
qubit q;
bit c;
if (n == 3) x q;
c = measure q;
