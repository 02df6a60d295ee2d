// run-time parameters in a defined gate
// construct: gate parameters known at run time
// expect: c=1
OPENQASM 3.1;
include "stdgates.inc";
gate g(a) q { rx(2 * a) q; rx(-a) q; }
qubit q;
bit c;
bit m;
m = measure q;
float theta = pi + int(m);
g(theta) q;
c = measure q;
