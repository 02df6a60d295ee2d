OPENQASM 3.1;
include "stdgates.inc";
// Tosses until heads; the bit itself is no result.
output int[8] tosses;
output float[64] odds;
output bool lucky;
output array[int[8], 2] both;
bit c;
qubit q;
tosses = 0;
odds = 1;
while (!c && tosses < 3) {
  h q;
  c = measure q;
  tosses += 1;
  odds = odds / 2;
}
lucky = tosses == 1;
both = {-1, 2};
