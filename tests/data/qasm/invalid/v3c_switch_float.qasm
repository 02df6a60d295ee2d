OPENQASM 3.1;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
switch (1.5) { case 1 { } }
