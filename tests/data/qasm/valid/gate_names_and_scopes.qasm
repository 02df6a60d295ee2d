OPENQASM 2.0;
include "qelib1.inc";
// Formal names live in their gate only: they may equal registers, gates, functions' neighbours and each other's elsewhere.
qreg q[2];
qreg theta[2];
gate first(theta) q { rx(theta) q; }
gate second(x) theta { ry(x) theta; x theta; }
gate third(q) a { rz(q) a; }
gate fourth(a) b { first(a) b; third(2*a) b; }
first(0.4) q[0];
second(0.6) theta[1];
third(0.8) q[1];
fourth(1.0) theta;
h q;
h theta;
fourth(0.2) q;
