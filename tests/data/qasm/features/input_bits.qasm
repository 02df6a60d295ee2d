// input
// construct: `input`
// expect: c=10
// input: key=10
OPENQASM 3.1;
include "stdgates.inc";
input bit[2] key;
qubit[2] q;
bit[2] c;
for int i in [0:1] { if (key[i]) x q[i]; }
c = measure q;
