// BB84 with both parties' coins: eight qubits are sent one after another through one qubit of memory; the bits for which the
// bases agree are kept, and those that differ all the same are counted.
// Comes out: kept is binomial (8, 1/2), errors is always 0.
OPENQASM 3.1;
include "stdgates.inc";
qubit[3] coins;
qubit channel;
bit[3] toss;     // Alice's bit, her basis, Bob's basis
bit received;
output uint[4] kept;
output uint[4] errors;
kept = 0;
errors = 0;
for int i in [0:7] {
  reset coins;
  reset channel;
  h coins;
  toss = measure coins;
  if (toss[0]) x channel;
  if (toss[1]) h channel;
  if (toss[2]) h channel;
  received = measure channel;
  if (toss[1] == toss[2]) {
    kept += 1;
    if (received != toss[0]) errors += 1;
  }
}
