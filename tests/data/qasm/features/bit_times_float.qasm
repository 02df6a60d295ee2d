// types, Casting: a bit in the angle of a gate counts as 0 or 1, as a boolean does
// construct: `bit`, `bit[n]`
// expect: c=111
OPENQASM 3.1;
include "stdgates.inc";
qubit[3] q;
output bit[3] c;
bit k;
bit n;
bool b = false;
x q[0];
k = measure q[0];
n = k;
rx(k * pi) q[1];
if (n) { b = true; }
rx((b - 0.5 * k + k / 2.0) * pi) q[2];
c = measure q;
