// gates: hierarchical definitions
// construct: `gate`
// expect: c=11
OPENQASM 3.1;
include "stdgates.inc";
gate bell a, b { h a; cx a, b; }
gate twice a, b { bell a, b; inv @ bell a, b; x a; x b; }
qubit[2] q;
bit[2] c;
twice q[0], q[1];
c = measure q;
