// classical: a round that `continue` left is followed by the next one
// construct: `break`, `continue`
// expect: r=1
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
r = 0;
for int i in [0:3] {
  reset q;
  if (i < 2) { x q; }
  bit c = measure q;
  if (c) continue;
  r += 1;
  break;
}
