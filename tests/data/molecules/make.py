#!/usr/bin/env python3
"""Writes FCIDUMP files with PySCF: make.py FOLDER [NAME...]; beside each the energies of PySCF (NAME.json).

The files in this folder come from: make.py tests/data/molecules h2 heh+ h4 lih beh2 h2o n2_6_6 oh
"""
import json
import pathlib
import sys

from pyscf import fci, gto, mcscf, scf
from pyscf.tools import fcidump

# geometry (Angstrom), charge, unpaired electrons, active space (electrons, orbitals) or None; all in STO-3G
MOLECULES = {
    "h2": ("H 0 0 0; H 0 0 0.735", 0, 0, None),
    "heh+": ("He 0 0 0; H 0 0 0.772", 1, 0, None),
    "h4": ("; ".join(f"H 0 0 {0.9 * i}" for i in range(4)), 0, 0, None),
    "lih": ("Li 0 0 0; H 0 0 1.595", 0, 0, None),
    "beh2": ("H 0 0 -1.326; Be 0 0 0; H 0 0 1.326", 0, 0, None),
    "h2o": ("O 0 0 0.1173; H 0 0.7572 -0.4692; H 0 -0.7572 -0.4692", 0, 0, None),
    "n2_6_6": ("N 0 0 0; N 0 0 1.098", 0, 0, (6, 6)),
    "oh": ("O 0 0 0; H 0 0 0.97", 0, 1, None),
    "n2": ("N 0 0 0; N 0 0 1.098", 0, 0, None),
}


def make(name, path):
    geometry, charge, spin, active = MOLECULES[name]
    mol = gto.M(atom=geometry, basis="sto-3g", charge=charge, spin=spin, verbose=0)
    mf = scf.ROHF(mol) if spin else scf.RHF(mol)
    mf.conv_tol = 1e-12
    mf.kernel()
    path.mkdir(parents=True, exist_ok=True)
    file = path / f"{name}.fcidump"
    if active:
        electrons, orbitals = active
        cas = mcscf.CASCI(mf, orbitals, electrons)
        h1, core = cas.get_h1eff()
        h2 = cas.get_h2eff()
        fcidump.from_integrals(str(file), h1, h2, orbitals, electrons, nuc=core, ms=spin, tol=1e-15,
                               float_format=" %.17g")
    else:
        fcidump.from_scf(mf, str(file), tol=1e-15, float_format=" %.17g")
    read = fcidump.read(str(file), verbose=False)
    solver = fci.direct_spin1.FCI()
    solver.conv_tol, solver.max_cycle = 1e-13, 500
    electrons = ((read["NELEC"] + spin) // 2, (read["NELEC"] - spin) // 2)
    # Several roots, lest the lowest of another symmetry be missed.
    energies, _ = solver.kernel(read["H1"], read["H2"], read["NORB"], electrons, ecore=read["ECORE"], nroots=3)
    result = {"molecule": name, "hf": float(mf.e_tot), "fci": [float(e) for e in energies]}
    (path / f"{name}.json").write_text(json.dumps(result) + "\n")
    return result


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1])
    for molecule in sys.argv[2:] or MOLECULES:
        print(make(molecule, folder))
