// ends of a range known at run time
// construct: `for`: ranges known at run time
// expect: r=1:0.5 r=2:0.5
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
