// delay and box have no effect on an ideal machine
// construct: `box`, `delay`, `stretch`
// expect: c=1
OPENQASM 3.1;
include "stdgates.inc";
qubit q;
bit c;
stretch g;
duration d = 2 * 100ns;
box [1us] { x q; delay[d] q; delay[g + 10dt] q; }
c = measure q;
