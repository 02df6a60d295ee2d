// pulse-level text is kept
// construct: `cal`, `defcal`, `defcalgrammar`
// expect: c=1
OPENQASM 3.1;
include "stdgates.inc";
defcalgrammar "openpulse";
cal { frame f; }
qubit q;
bit c;
defcal x $0 { play(f); }
x q;
c = measure q;
