// comments: a carriage return ends a line comment, a line separator does not (grammar: LineComment)
// construct: comments
// expect: c=101
OPENQASM 3.1;
include "stdgates.inc";
qubit[3] q; // onex q[0]; // two   x q[1];
bit[3] c; /* three */ x q[2];//c = measure q;
