OPENQASM 2.0;
include "qelib1.inc";
gate link(a) x, y { ry(a) x; cx x, y; rz(-a) y; }
qreg q[2];
qreg r[2];
h q;
link(0.3) q, r;
link(0.5) q[1], r;
link(0.7) r, q[0];
