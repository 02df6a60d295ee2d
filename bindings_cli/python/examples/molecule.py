"""The ground state of a molecule from PySCF."""
from pyscf import gto, scf

import qiao

molecule = scf.RHF(gto.M(atom="H 0 0 0; H 0 0 0.9; H 0 0 1.8; H 0 0 2.7", basis="sto-3g", verbose=0)).run()
result = qiao.vqe(molecule, ansatz="adapt", pool_tolerance=1e-3)
print(f"Hartree-Fock {result.reference_energy:.6f}, ADAPT {result.energy:.6f}, exact {result.exact[0]:.6f} Ha")
print(f"{len(result.parameters)} parameters, {result.circuit().count_ops()['cx']} cx on {result.num_qubits} qubits")
