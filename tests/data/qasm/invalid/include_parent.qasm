OPENQASM 2.0;
include "qelib1.inc";
include "../valid/include/my_gates.inc";
