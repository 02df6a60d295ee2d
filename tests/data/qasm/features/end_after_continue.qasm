// classical: end, in a loop that goes on where `continue` is taken
// construct: `end`
// expect: r=3
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
r = 0;
for int i in [0:3] {
  reset q;
  r += 1;
  if (i < 2) { x q; }
  bit c = measure q;
  if (c) continue;
  end;
}
r = 50;
