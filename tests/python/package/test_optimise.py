"""QAOA, VQE and placement; references are enumeration, NumPy and PySCF."""
import copy
import json
import os
import pathlib
import pickle
import signal
import subprocess
import threading
import time

import networkx as nx
import numpy as np
import pytest

import qiao

DATA = pathlib.Path(__file__).resolve().parents[2] / "data"


def cut(graph, side):
    return sum(w for u, v, w in graph.edges(data="weight", default=1) if side[u] != side[v])


@pytest.fixture(scope="module")
def graph():
    g = nx.random_regular_graph(3, 8, seed=3)
    g = nx.relabel_nodes(g, {i: f"v{i}" for i in g})
    for i, (u, v) in enumerate(g.edges):
        g[u][v]["weight"] = 0.5 + i % 3
    g.add_node("alone")
    g.add_edge("v0", "v0")
    return g


def test_qaoa_of_a_graph(graph, tmp_path):
    r = qiao.qaoa(graph, p=3, seed=7)
    nodes = list(graph)
    cuts = np.array([cut(graph, {v: x >> i & 1 for i, v in enumerate(nodes)}) for x in range(2 ** len(nodes))])
    assert r.optimum == pytest.approx(cuts.max(), abs=1e-12) and r.maximised and r.value_name == "cut"
    assert set(r.assignment) == set(nodes) and cut(graph, r.assignment) == pytest.approx(r.value)
    assert r.approximation_ratio == pytest.approx(r.expectation / cuts.max())
    # the circuit with the angles found gives the same expectation
    probabilities = qiao.StateVector.from_circuit(r.circuit()).probabilities()
    assert probabilities @ cuts == pytest.approx(r.expectation, abs=1e-9)
    assert probabilities[np.isclose(cuts, cuts.max())].sum() == pytest.approx(r.probability_of_optimum, abs=1e-9)
    assert r.circuit(symbolic=True).parameters[:1] == ("gamma0",) and r.gamma.shape == r.beta.shape == (3,)
    assert len(r.history) == r.runs[0].evaluations and r.distribution[1].sum() == pytest.approx(1)
    again = qiao.qaoa(graph, p=3, seed=7, threads=1)
    assert (again.expectation, again.bitstring) == (r.expectation, r.bitstring)
    assert r.classical and "optimum" in r._repr_html_()
    r.save(tmp_path / "r.json")
    saved = json.loads((tmp_path / "r.json").read_text())
    assert saved == r.to_dict() and saved["schema"] == "qiao.qaoa/1"
    copied = pickle.loads(pickle.dumps(r))
    assert copied.to_dict() == saved and copied.circuit() == r.circuit()
    assert qiao.qaoa(graph, p=3, start_from=r, seed=7).expectation >= r.expectation - 1e-9


def test_qaoa_gives_what_the_command_gives(graph, tmp_path):
    instance = qiao.Instance.generate("labs", 8)
    (tmp_path / "labs").write_text(instance.text)
    out = subprocess.run([os.environ["QIAO_COMMAND"], "qaoa", "--problem", "labs", "labs", "-p", "1,2", "--seed", "5", "--json"],
                         cwd=tmp_path, capture_output=True, text=True, check=True)
    command = json.loads(out.stdout)
    ours = qiao.qaoa(instance, p=[1, 2], seed=5).to_dict()
    for document in (command, ours):
        del document["timing"], document["problem"]["name"]
    assert ours == command


def test_qaoa_of_matrices_dictionaries_and_sums(random):
    q = random.normal(size=(5, 5))
    values = [x @ q @ x for x in ((np.arange(32)[:, None] >> np.arange(5)) & 1)]
    assert qiao.qaoa(q, seed=1).optimum == pytest.approx(min(values))
    named = {(f"x{i}", f"x{j}"): q[i, j] for i in range(5) for j in range(5)}
    r = qiao.qaoa(named, p=2, seed=1)
    x = np.array([r.assignment[f"x{i}"] for i in range(5)])
    assert r.optimum == pytest.approx(min(values)) and x @ q @ x == pytest.approx(r.value)
    observable = qiao.PauliSum("1.5 Z0 Z1 - Z2 + 0.25 Z0 Z1 Z2")
    energies = [1.5 * a * b - c + 0.25 * a * b * c for a in (1, -1) for b in (1, -1) for c in (1, -1)]
    assert qiao.qaoa(observable, p=[1, 2], start="interp").optimum == pytest.approx(min(energies))


@pytest.mark.parametrize("arguments, message", [
    (dict(problem="0 1"), "kind of the problem is missing"),
    (dict(problem="0 1", kind="maxcutt"), "maxcut"),
    (dict(problem="0 x", kind="maxcut"), "<text>:1"),
    (dict(problem={(0, 1): 1}, p=0), "p: 0"),
    (dict(problem={(0, 1): 1}, mixer="y"), "mixer: 'y' is none of x, xy-ring"),
    (dict(problem={(0, 1): 1}, samples=-1), "samples: -1"),
    (dict(problem={(0, 1): 1}, alpha="a"), "alpha"),
    (dict(problem={0: 1}), "pairs of variables"),
    (dict(problem=np.zeros((2, 3))), r"shape \(n, n\)"),
    (dict(problem=nx.DiGraph([(0, 1)])), "to_undirected"),
    (dict(problem=nx.Graph([(0, 1)]), kind="labs"), "maxcut"),
    (dict(problem=qiao.PauliSum("X0")), "products of Z"),
    (dict(problem=3), "networkx"),
])
def test_qaoa_refuses(arguments, message):
    with pytest.raises(qiao.Error, match=message):
        qiao.qaoa(**arguments)


def test_selection_of_voters_is_judged_on_held_out_items():
    made_up = qiao.Instance.generate("select", 7, seed=3, items=200, accuracy=0.6, spread=0.2, choose=3)
    data = dict(json.loads(made_up.text), train=list(range(100)))
    r = qiao.qaoa(qiao.Instance("select", json.dumps(data)), p=2, seed=1)
    assert r.heldout["verdict"]["decision"] == "SHELVE" and r.heldout["verdict"]["reason"] == "ties the proven optimum"
    assert r.optimum == pytest.approx(r.classical["exhaustive"])
    chosen = [i for i, kept in r.assignment.items() if kept]
    votes, labels = np.array(data["votes"])[100:], np.array(data["labels"])[100:]
    assert len(chosen) == 3 and r.heldout["items"] == 100
    assert r.heldout["best_sample"] == pytest.approx(np.mean((votes[:, chosen].sum(axis=1) >= 2) == labels))
    assert qiao.qaoa(qiao.Instance.generate("labs", 6)).heldout is None
    with pytest.raises(qiao.UsageError, match="no setting 'acuracy'"):
        qiao.Instance.generate("select", 7, acuracy=0.6)


def test_callbacks_see_every_evaluation_and_may_stop():
    problem, seen = qiao.Instance.generate("labs", 10), []
    r = qiao.qaoa(problem, p=4, callback=seen.append, seed=1)
    assert [e.evaluations for e in seen] == list(range(1, len(r.history) + 1)) and not r.interrupted
    assert [e.value for e in seen] == pytest.approx(r.history.tolist())

    def stop(e):
        if e.evaluations == 3:
            raise StopIteration
    r = qiao.qaoa(problem, p=4, callback=stop)
    assert r.interrupted and r.runs[-1].stopped == "interrupted" and len(r.history) <= 4

    def fail(e):
        raise ZeroDivisionError("in the callback")
    for call in (lambda: qiao.qaoa(problem, callback=fail), lambda: qiao.vqe("Z0 + X0", ansatz="hea", callback=fail)):
        with pytest.raises(ZeroDivisionError, match="in the callback"):
            call()


def test_interrupt_gives_the_best_so_far():
    def interrupt():
        time.sleep(0.3)
        os.kill(os.getpid(), signal.SIGINT)
    thread = threading.Thread(target=interrupt)
    thread.start()
    r = qiao.qaoa(qiao.Instance.generate("labs", 16), p=12, optimizer="neldermead", max_evaluations=10**9, ftol=0)
    thread.join()
    assert r.interrupted and r.to_dict()["status"] == "interrupted" and np.isfinite(r.expectation)


@pytest.fixture(scope="module")
def lih():
    from pyscf import gto, scf
    return scf.RHF(gto.M(atom="Li 0 0 0; H 0 0 1.6", basis="sto-3g", verbose=0)).run()


def test_vqe_of_a_pyscf_calculation(lih, tmp_path):
    from pyscf import fci
    r = qiao.vqe(lih, ansatz="adapt", max_operators=12)
    exact = fci.FCI(lih).kernel()[0]
    assert r.exact[0] == pytest.approx(exact, abs=1e-9) and r.reference_energy == pytest.approx(lih.e_tot, abs=1e-8)
    assert 0 <= r.error < 1e-3 and r.within_chemical_accuracy and r.states[0].steps[-1] == pytest.approx(r.energy)
    # the circuit's energy under the Hamiltonian, on the general simulator
    assert qiao.expectation(r.circuit(), r.hamiltonian()) == pytest.approx(r.energy, abs=1e-8)
    assert r.circuit(symbolic=True).parameters[0] == "theta0" and len(r.history) == r.states[0].evaluations
    r.save(tmp_path / "r.json")
    assert json.loads((tmp_path / "r.json").read_text()) == r.to_dict() and r.to_dict()["schema"] == "qiao.vqe/1"
    copied = pickle.loads(pickle.dumps(r))
    assert copied.circuit() == r.circuit() and copied.energy == r.energy
    assert "exact" in r._repr_html_() and copy.copy(r).energy == r.energy


def test_what_integrals_do_not_hold_is_refused(lih):
    from pyscf import dft, gto, mcscf, scf
    from pyscf.pbc import gto as periodic, scf as periodic_scf
    occupied = np.array([(0, 1, 1), (0, 1, 1)], dtype=float)
    excited = scf.addons.mom_occ(scf.ROHF(lih.mol), lih.mo_coeff, np.pad(occupied, ((0, 0), (0, len(lih.mo_occ) - 3)))).run()
    cell = periodic.M(atom="He 2 2 2", a=np.eye(3) * 4, basis="sto-3g", mesh=[11] * 3, verbose=0)
    solvated = [scf.RHF(lih.mol).PCM(), dft.RKS(lih.mol).PCM(), mcscf.CASCI(lih, 2, 2).PCM()]
    for calculation in solvated:
        calculation.mo_coeff = lih.mo_coeff  # as if it had run
    for calculation, why in [*((c, "solvent") for c in solvated), (excited, "in order"),
                             (scf.addons.smearing_(scf.RHF(lih.mol), sigma=0.2, method="fermi").run(), "in order"),
                             (periodic_scf.RHF(cell).run(), "exxdiv"), (scf.GHF(lih.mol).run(), "GHF")]:
        with pytest.raises(qiao.UnsupportedError, match=why):
            qiao.Molecule.from_pyscf(calculation)
    plain = periodic_scf.RHF(cell, exxdiv=None).run()
    assert qiao.Molecule.from_pyscf(plain).reference_energy == pytest.approx(plain.e_tot, abs=1e-6)
    triplet = mcscf.CASCI(lih, 2, 2)
    triplet.fix_spin_(ss=2)
    with pytest.warns(qiao.ProgramWarning, match="fix_spin"):
        qiao.Molecule.from_pyscf(triplet.run())
    with pytest.warns(qiao.ProgramWarning, match="converged"):
        qiao.Molecule.from_pyscf(scf.RHF(lih.mol).set(max_cycle=1).run())


def test_active_spaces_and_open_shells_from_pyscf(lih):
    from pyscf import gto, mcscf, scf
    cas = mcscf.CASCI(lih, 4, 2).run(verbose=0)
    assert qiao.vqe(cas).exact[0] == pytest.approx(cas.e_tot, abs=1e-9)
    relaxed = mcscf.CASSCF(lih, 4, 2).run(verbose=0)
    assert relaxed.e_tot < cas.e_tot and qiao.vqe(relaxed).exact[0] == pytest.approx(relaxed.e_tot, abs=1e-8)
    fitted = scf.RHF(lih.mol).density_fit().run(verbose=0)
    assert abs(fitted.e_tot - lih.e_tot) > 1e-6  # other integrals
    assert qiao.Molecule.from_pyscf(fitted).reference_energy == pytest.approx(fitted.e_tot, abs=1e-8)
    ours = qiao.Molecule.from_pyscf(lih)
    assert qiao.vqe(ours, active_space=(2, 4)).exact[0] == pytest.approx(cas.e_tot, abs=1e-9)
    assert ours.orbitals == 6 and ours.electrons == (2, 2) and ours.reference_energy == pytest.approx(lih.e_tot, abs=1e-8)
    again = pickle.loads(pickle.dumps(ours))
    assert np.array_equal(again.two, ours.two) and again.core == ours.core
    mol = gto.M(atom="O", basis="sto-3g", spin=2, verbose=0)
    rohf = scf.ROHF(mol).run()
    assert qiao.Molecule.from_pyscf(rohf).electrons == (5, 3)
    assert qiao.Molecule.from_pyscf(rohf).reference_energy == pytest.approx(rohf.e_tot, abs=1e-8)
    with pytest.raises(qiao.UnsupportedError, match="UHF"):
        qiao.vqe(scf.UHF(mol).run())
    with pytest.raises(qiao.UsageError, match="kernel"):
        qiao.vqe(scf.RHF(mol))


def test_vqe_of_files_and_sums():
    path = DATA / "molecules" / "h2.fcidump"
    from_path, from_text = qiao.vqe(path, seed=1), qiao.vqe(path.read_text(), seed=1)
    assert from_path.energy == from_text.energy == qiao.vqe(qiao.Molecule.from_fcidump(path), seed=1).energy
    shots = qiao.vqe(path, shots=20000, seed=1)
    estimate, error = shots.states[0].estimate
    assert abs(estimate - shots.energy) < 6 * error
    h = {"Z0 Z1": 1.0, "X0": 0.5, "X1": 0.5}
    matrix = np.diag([1.0, -1, -1, 1]) + 0.5 * (np.kron(np.eye(2), [[0, 1], [1, 0]]) + np.kron([[0, 1], [1, 0]], np.eye(2)))
    r = qiao.vqe(h, ansatz="hea", seed=1)
    assert r.exact == pytest.approx(np.linalg.eigvalsh(matrix)[:1]) and r.energy == pytest.approx(r.exact[0], abs=1e-6)
    excited = qiao.vqe(path, states=2, seed=1)
    assert len(excited.exact) == 2 and excited.states[1].error == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("arguments, message", [
    (dict(problem="X0", ansatz="uccsdd"), "none of uccsd"),
    (dict(problem="X0", active_space=(2, 2)), "no orbitals"),
    (dict(problem={"X0": 1j}), "Hermitian"),
    (dict(problem="&FCI NORB=2,NELEC=2 /\n1 1 1"), "<text>:2"),
    (dict(problem=pathlib.Path("nowhere")), "nowhere"),
])
def test_vqe_refuses(arguments, message):
    with pytest.raises(qiao.Error, match=message):
        qiao.vqe(**arguments)


def test_molecules_refuse_integrals_without_symmetry(random):
    with pytest.raises(qiao.UsageError, match="symmetry of real orbitals"):
        qiao.Molecule(np.eye(2), random.normal(size=(2, 2, 2, 2)), 2)
    with pytest.raises(qiao.UsageError, match="shapes"):
        qiao.Molecule(np.eye(2), np.zeros((3, 3, 3, 3)), 2)
    with pytest.raises(qiao.UsageError, match="closed shell"):
        qiao.Molecule(np.eye(2), np.zeros((2, 2, 2, 2)), 3)


def test_placement_of_arrays_and_files(tmp_path, random):
    ids = (random.random((2048, 2, 8)) + np.linspace(0, 0.3, 8)).argsort(axis=2)[:, :, :2]
    np.save(tmp_path / "trace.npy", ids)
    np.save(tmp_path / "heldout.npy", ids[:512])
    r = qiao.place(ids, heldout=ids[:512], cluster="2x2", moves=500, seed=1)
    assert r.map.shape == (2, 8) and r.map.dtype == np.uint16 and r.by_device.shape == (2, 4, 2) and r.slots_per_device == 2
    assert all(sorted(layer) == list(range(8)) for layer in r.map.tolist())
    out = subprocess.run([os.environ["QIAO_COMMAND"], "place", "trace.npy", "--heldout", "heldout.npy", "--cluster", "2x2",
                          "--moves", "500", "--seed", "1", "--json", "-o", "p.json"],
                         cwd=tmp_path, capture_output=True, text=True, check=True)
    command, ours = json.loads(out.stdout), r.to_dict()
    assert [s["heldout"] for s in ours["solvers"]] == [s["heldout"] for s in command["solvers"]]
    assert json.loads(r.placement()) == json.loads((tmp_path / "p.json").read_text())
    assert json.loads(r.placement("sglang"))["physical_to_logical_map"] == r.map.tolist()
    assert r.heldout()["step_seconds"] == min(r.arrays()[1]) and r.gain("eplb")[1] <= r.gain("eplb")[0]
    assert r.verdict is None and "contiguous" in r._repr_html_() and pickle.loads(pickle.dumps(r)).seed == 1
    shares = []
    small = qiao.place(tmp_path / "trace.npy", cluster="2x2", solvers=["auto", "qaoa"], moves=2, depth=1, shots=10, subproblem=4,
                       seed=1, progress=shares.append)
    assert small.verdict["decision"] in ("GO", "SHELVE") and 0 < max(shares) <= 1 and not small.interrupted
    with pytest.raises(qiao.UsageError, match=r"\(tokens, layers, top_k\)"):
        qiao.place(ids[0])
    with pytest.raises(qiao.Error, match="cluster"):
        qiao.place(ids, cluster="2y2")
    with pytest.raises(qiao.UsageError, match="objective: 'speed' is none of step-time"):
        qiao.place(ids, objective="speed")


def test_arrays_of_any_order_and_type_are_the_same_trace(random):
    ids = (random.random((1024, 2, 8)) + np.linspace(0, 0.3, 8)).argsort(axis=2)[:, :, :2]
    given = dict(cluster="2x2", moves=50, seed=1)
    expected = qiao.place(ids, **given).heldout()
    for same in (np.asfortranarray(ids), ids.astype(np.int8), ids.astype(">u4"), ids.astype(">i8"),
                 np.ascontiguousarray(ids.transpose(2, 1, 0)).transpose(2, 1, 0)):
        assert qiao.place(same, **given).heldout() == expected, same.dtype
    for wrong in (ids - 1, ids.astype(np.uint64) + 2**40, np.ma.masked_equal(ids, 3)):
        with pytest.raises(qiao.UsageError, match="trace"):
            qiao.place(wrong, **given)


def test_numbers_are_not_truncated():
    for electrons in ((1.5, 1), 2.5, (1,), (3, 1), None):
        with pytest.raises(qiao.UsageError, match="electrons"):
            qiao.Molecule(np.eye(2), np.zeros((2,) * 4), electrons)
    molecule = qiao.Molecule(np.eye(3), np.zeros((3,) * 4), 4)
    for option in (dict(active_space=(2.5, 2)), dict(active_space=3), dict(frozen_core=0.5)):
        with pytest.raises(qiao.UsageError, match="active_space|frozen_core"):
            qiao.vqe(molecule, **option)
    for p in ("2", 1.5, [1, 2.5], 0):
        with pytest.raises(qiao.UsageError, match="p: "):
            qiao.qaoa({(0, 1): 1.0}, p)
    with pytest.raises(qiao.UsageError, match="amplitude"):
        qiao.StateVector(2).amplitude(-1)
    with pytest.raises(qiao.UsageError, match="width"):
        qiao.Circuit(1).draw("mpl")


def test_imaginary_parts_are_not_dropped():
    for problem in (np.array([[1j, 1], [1, 0]]), {(0, 1): np.complex128(1 + 1j)}, np.ma.masked_equal(np.eye(2), 0)):
        with pytest.raises(qiao.UsageError, match="imaginary|masked"):
            qiao.qaoa(problem)
    for values in (np.array([1j]), {"t": np.array([1j])}, [1j]):
        with pytest.raises(qiao.UsageError):
            qiao.expectation(qiao.Circuit(1).rx("t", 0), "Z", values)
    with pytest.raises(qiao.UsageError, match="imaginary"):
        qiao.Circuit(1).rx("t", 0).bind(t=np.complex128(1j))
    with pytest.raises(qiao.UsageError, match="imaginary"):
        qiao.Circuit(1).rx(np.complex128(1j), 0)
