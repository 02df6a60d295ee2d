OPENQASM 2.0;
include "qelib1.inc";
qreg a[1];
h a[0];
gate later x { t x; h x; }
later a[0];
qreg b[2];
creg c[2];
cx a[0], b[1];
gate even_later(k) x, y { later x; crz(k) x, y; }
even_later(0.3) b[1], a[0];
measure b -> c;
