// B92: Alice sends |0> for bit 0 and |+> for bit 1; Bob's coin chooses the basis. An outcome 1 is conclusive: in basis X
// Alice cannot have sent |+>, in basis Z she cannot have sent |0>.
// Comes out: out is 1 in a quarter of all runs, and then alice is the opposite of basis.
OPENQASM 2.0;
include "qelib1.inc";
qreg coins[2];
qreg q[1];
creg alice[1];
creg basis[1];  // 1: X
creg out[1];
h coins;
measure coins[0] -> alice[0];
measure coins[1] -> basis[0];
if (alice == 1) h q[0];
barrier q;      // the channel
if (basis == 1) h q[0];
measure q[0] -> out[0];
