OPENQASM 2.0;
include "qelib1.inc";
// Teleportation: the state of q[0] arrives at q[2] with the help of two classical bits. Undoing its preparation there shows
// that it did: out is always 0.
qreg q[3];
creg z_bit[1];
creg x_bit[1];
creg out[1];

u3(0.3, 0.2, 0.1) q[0];      // the state to send
h q[1];                      // the entangled pair q[1], q[2]
cx q[1], q[2];
barrier q;
cx q[0], q[1];               // Bell measurement
h q[0];
measure q[0] -> z_bit[0];
measure q[1] -> x_bit[0];
if (x_bit == 1) x q[2];      // corrections
if (z_bit == 1) z q[2];
u3(-0.3, -0.1, -0.2) q[2];   // undo the preparation
measure q[2] -> out[0];
