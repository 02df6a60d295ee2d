/* a block comment before the version,
   over two lines, with // inside and a * star */
// qiskit: q = QuantumRegister(2, 'q'); r = QuantumRegister(1, 'r')
// qiskit: qc = QuantumCircuit(q, r)
// qiskit: qc.ry(0.3, q[0]); qc.rx(0.4, r[0]); qc.cx(q[0], r[0]); qc.rz(0.5, q[1]); qc.h(q[1])
OPENQASM 3.0;/**/include "stdgates.inc";
qubit[2] ψ; /* between */ qubit _r;
gate Rot(θ) φ { ry(/* here, too */ θ) φ; }
Rot(0.3) ψ[0]; rx(0.4) _r;
cx ψ[0]/**/,/**/_r;
rz(0.5) ψ[1];
/* almost the end */ h ψ[1]; // end
