OPENQASM 2.0;
include "qelib1.inc";
// Letters, digits and underscores after a lower-case letter; keywords of OpenQASM 3 and near-keywords are plain names here.
qreg aB_9z[1];
qreg qubit[1];
qreg bit[1];
qreg measure_[1];
qreg iff[1];
qreg pi2[1];
gate ctrl(let) const { rx(let) const; }
gate for a, b { cx a, b; }
creg int[1];
creg gates[2];
ctrl(0.3) aB_9z[0];
ctrl(0.5) qubit;
for qubit, bit;
for qubit, measure_;
h iff;
ctrl(pi) pi2[0];
measure iff -> int;
measure pi2[0] -> gates[1];
