OPENQASM 2.0;
include "qelib1.inc";
// Everything that may stand behind if: gates of the library, one's own, U, CX, broadcast, reset, measure.
gate mine(a) x, y { ry(a) x; cx x, y; }
qreg q[3];
creg c[1];
creg d[2];
creg e[3];
h q[0];
measure q[0] -> c[0];
if (c == 1) mine(0.7) q[1], q[2];
if (c == 0) U(0.3, 0.2, 0.1) q[1];
if (c == 1) CX q[0], q[2];
if (c == 1) h q;
if (c == 0) reset q[2];
if (c == 1) reset q;
if (c == 0) measure q[1] -> d[1];
h q[2];
if (d == 2) x q[2];
if (c == 1) measure q -> e;
if (e == 5) z q[0];
