// subroutines: bits passed by value are numbers in arithmetic, as indices and as ends of ranges
// construct: `def`
// expect: n=2 c=0110
OPENQASM 3.1;
include "stdgates.inc";
qubit[4] q;
output int[8] n;
output bit[4] c;
bit[2] m;
def count(bit a, bit b) -> int[8] { return a + b; }
x q[1];
x q[2];
m[0] = measure q[1];
m[1] = measure q[2];
n = count(m[0], m[1]);
reset q;
for int i in [m[0]:m[0] + m[1]] { x q[i]; }
c = measure q;
