OPENQASM 2.0;
include "qelib1.inc";
// The same on parameters, evaluated when the gate is called.
gate g(a, b) x { u3(a^b, -a^2, a/b - b/a) x; rx(sin(a)*cos(b) - tan(a/2)) x; rz(sqrt(a*b) + ln(a+b) - exp(-b)) x; }
gate h2(a) x { g(a, 2*a) x; g(a*pi, (1+a)/(2-a)) x; }
qreg q[2];
g(0.3, 0.7) q[0];
h2(0.4) q[1];
cx q[0], q[1];
h2(1.1) q[0];
