// gates: pow of an integer known only at run time: exact for all 64 bits
// construct: exponents known at run time
// expect: c=01111
OPENQASM 3.1;
include "stdgates.inc";
qubit[5] q;
output bit[5] c;
bit m;
x q[0];
m = measure q[0];
int n = 9007199254740992;
uint w = 18446744073709551614;
n += m;
w += m;
pow(n) @ x q[1];
pow(w) @ x q[2];
pow(n) @ pow(9007199254740993) @ x q[3];
pow(n) @ pow(n - 1) @ x q[4];
c = measure q;
