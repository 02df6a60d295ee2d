// end terminates the program
// construct: `end`
// expect: c=01
OPENQASM 3.1;
include "stdgates.inc";
qubit[2] q;
bit[2] c;
x q;
c[0] = measure q[0];
end;
c[1] = measure q[1];
