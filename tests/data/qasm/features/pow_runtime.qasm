// gates: pow
// construct: exponents known at run time
// refused: Q0601
OPENQASM 3.1;
include "stdgates.inc";
qubit q;
bit c;
bit m;
m = measure q;
float e = int[1](m);
pow(e) @ x q;
c = measure q;
