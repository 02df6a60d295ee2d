// BB84: Alice sends four qubits with bits 0 1 1 0 in bases Z X Z X; Bob measures all but the last in her basis.
// Comes out: bits 0, 1, 2 are always 0 1 1; bit 3 (wrong basis) is random and thrown away when they compare bases.
OPENQASM 2.0;
include "qelib1.inc";
qreg q[4];
creg bob[4];
x q[1];
h q[1];       // bit 1, basis X
x q[2];       // bit 1, basis Z
h q[3];       // bit 0, basis X
barrier q;    // the channel
h q[1];       // Bob's bases: Z X Z Z
measure q -> bob;
