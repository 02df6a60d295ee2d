OPENQASM 2.0;
include "qelib1.inc";
// Compares the whole register with the number, lowest bit first.
qreg q[3];
creg c[2];
ry(0.7) q[0];
ry(1.3) q[1];
measure q[0] -> c[0];
measure q[1] -> c[1];
if (c == 0) rx(0.2) q[2];
if(c==1)ry(0.4) q[2];
if ( c == 2 ) u3(0.1, 0.2, 0.3) q[2];
if (c==3) cx q[0], q[2];
if (c == 7) x q[2];
