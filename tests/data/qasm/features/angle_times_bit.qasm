// classical: an angle times a bit is the angle or zero
// construct: `angle`
// expect: c=01
OPENQASM 3.1;
include "stdgates.inc";
qubit[2] q;
bit[2] c;
bit one = 1;
bit zero;
angle[8] a = pi;
rx(a * one) q[0];
rx(zero * a) q[1];
c = measure q;
