// index sets known at run time
// construct: qubit indices known at run time
// expect: c=01:0.5 c=11:0.5
OPENQASM 3.1;
include "stdgates.inc";
qubit[2] q;
qubit a;
bit[2] c;
bit m;
h a;
m = measure a;
int i = int(m);
x q[0];
if (m) x q[i];
c = measure q;
