// ends of a range known at run time
// expect: r=00000001:0.5 r=00000010:0.5
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
bit c;
h q;
c = measure q;
int n = int(c);
r = 0;
for int i in [0:n] { r += 1; }
