OPENQASM 2.0;
include "qelib1.inc";
// Gates made of gates made of gates; empty bodies; barriers in bodies; parameters handed down in expressions.
gate nothing a { }
gate also_nothing() a { }
gate one(t) a { rx(t) a; }
gate two(t, v) a, b { one(t/2 + v) a; cx a, b; one(-v*3) b; barrier a, b; nothing a; }
gate three(t, v, w) a, b, c { two(t, v^2) a, b; two(sin(w), -t) c, a; U(t, v, w) b; CX b, c; also_nothing() c; }
qreg q[3];
three(0.3, 0.5, 0.7) q[0], q[1], q[2];
three(pi/3, -1, 2) q[2], q[0], q[1];
also_nothing() q[0];
nothing q;
