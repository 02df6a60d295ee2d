// delays: durationof
// construct: the value of `durationof` and `stretch`
// refused: Q0601
OPENQASM 3.1;
include "stdgates.inc";
output float r;
qubit q;
duration d = durationof({ x q; });
r = d / 1ns;
