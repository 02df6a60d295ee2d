// pulses: a gate that only a defcal defines
// construct: gates of a `defcal` alone
// refused: Q0605
OPENQASM 3.1;
include "stdgates.inc";
defcalgrammar "openpulse";
defcal mygate $0 { }
mygate $0;
