// subroutines: a call in an index or in the ends of a range is one call
// construct: `def`
// expect: c=1011 r=31
OPENQASM 3.1;
include "stdgates.inc";
def f(qubit a, int[8] n) -> int[8] {
  x a;
  return n;
}
output int[8] r;
output bit[4] c;
qubit[4] q;
x q[f(q[0], 3)];
r = 0;
for int i in [0:f(q[1], 2)] { r += 10; }
array[int[8], 2] a = {0, 0};
a[f(q[2], 1)] = 1;
a[f(q[2], 1)] += 0;
r += a[1];
c = measure q;
