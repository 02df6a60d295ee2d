// classical: end terminates the program, no matter what scope it is called from
// construct: `end`
// expect: r=0:0.5 r=57:0.5
OPENQASM 3.1;
include "stdgates.inc";
def f(qubit a) -> int[8] {
  bit c = measure a;
  if (c) return 7;
  end;
}
output int[8] r;
qubit q;
h q;
r = 0;
r = f(q);
r += 50;
