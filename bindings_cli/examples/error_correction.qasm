OPENQASM 2.0;
include "qelib1.inc";
// Three-qubit repetition code: q[1] is partly flipped; measuring the syndrome makes it a whole flip or none, and the
// correction restores the code word, so that data is 000 or 111 and nothing else.
gate syndrome d0, d1, d2, a0, a1 { cx d0, a0; cx d1, a0; cx d1, a1; cx d2, a1; }
qreg q[3];
qreg a[2];
creg syn[2];
creg data[3];
ry(0.6) q[0];
cx q[0], q[1];
cx q[0], q[2];
barrier q;
rx(0.5) q[1];
barrier q;
syndrome q[0], q[1], q[2], a[0], a[1];
measure a -> syn;
if (syn == 1) x q[0];
if (syn == 2) x q[2];
if (syn == 3) x q[1];
measure q -> data;
