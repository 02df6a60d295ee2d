// gates: the exponent is a parameter of the gate around it
// construct: exponents known at run time
// expect: c=00:0.5 c=11:0.5
OPENQASM 3.1;
include "stdgates.inc";
gate part(k) q { pow(k) @ x q; }
qubit[2] q;
bit[2] c;
h q[1];
c[1] = measure q[1];
float e = int(uint[1](c[1])) / 2.0;
part(e) q[0];
part(e) q[0];
c[0] = measure q[0];
