OPENQASM 3.1;
include "stdgates.inc"; // onequbit q; // two
/* ab */ y r;
