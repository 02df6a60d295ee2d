#!/usr/bin/env python3
"""The program's energies of molecules against PySCF's full configuration interaction, from FCIDUMP files that PySCF
writes now: compare_molecules.py QIAO FOLDER_OF_make.py"""
import importlib.util
import json
import pathlib
import subprocess
import sys
import tempfile
import time

qiao, molecules = sys.argv[1], pathlib.Path(sys.argv[2])
try:
    import pyscf  # noqa: F401
except ImportError:
    print("PySCF is not in this environment")
    sys.exit(77)
spec = importlib.util.spec_from_file_location("make", molecules / "make.py")
make = importlib.util.module_from_spec(spec)
spec.loader.exec_module(make)

EXACT = 1e-8  # Hartree
CHEMICAL_ACCURACY = 1.6e-3
# ansatz, and how near to the exact energy it comes
ANSATZE = {
    "h2": [("uccsd", EXACT), ("kupccgsd", EXACT), ("adapt", EXACT)],
    "heh+": [("uccsd", EXACT), ("adapt", EXACT)],
    "h4": [("uccsd", CHEMICAL_ACCURACY), ("adapt", EXACT)],
    "lih": [("uccsd", 1.5e-5), ("adapt", EXACT)],
    "beh2": [("uccsd", CHEMICAL_ACCURACY)],
    "h2o": [("uccsd", CHEMICAL_ACCURACY)],
    "n2_6_6": [("uccsd", CHEMICAL_ACCURACY)],
    "oh": [("uccsd", CHEMICAL_ACCURACY)],
}
with tempfile.TemporaryDirectory() as folder:
    failures = 0
    for name, runs in ANSATZE.items():
        truth = make.make(name, pathlib.Path(folder))
        for ansatz, tolerance in runs:
            out = subprocess.run(
                [qiao, "vqe", f"{folder}/{name}.fcidump", "--ansatz", ansatz, "--json", "--quiet", "--seed", "1"],
                capture_output=True, text=True, check=False)
            if out.returncode != 0:
                print(f"{name} {ansatz}: exit status {out.returncode}: {out.stderr}")
                failures += 1
                continue
            result = json.loads(out.stdout)["results"][0]
            exact, reference = result["exact"]["energies"][0], result["hartree_fock"]
            energy = result["states"][0]["energy"]
            fci = truth["fci"][0]
            good = (abs(exact - fci) < EXACT and abs(reference - truth["hf"]) < EXACT
                    and -EXACT < energy - fci < tolerance)
            print(f"{name:8} {ansatz:9} FCI {fci:.10f} {exact - fci:+.1e}  energy {energy - fci:+.1e}"
                  f" {'' if good else 'WRONG'}")
            failures += not good

    # Killed in the middle and resumed: the result of the run that was left alone.
    make.make("beh2", pathlib.Path(folder))
    command = [qiao, "vqe", f"{folder}/beh2.fcidump", "--ansatz", "adapt", "--seed", "7", "--quiet"]

    def outcome(path):
        result = json.loads(pathlib.Path(path).read_text())["results"][0]["states"][0]
        result["optimisation"].pop("seconds")
        return result

    subprocess.run([*command, "-o", f"{folder}/whole.json"], check=True, stdout=subprocess.DEVNULL)
    log = pathlib.Path(f"{folder}/killed.json.log")

    def written():
        try:
            return log.stat().st_size
        except FileNotFoundError:
            return 0

    for _ in range(50):  # a fast machine may be through before the log is first written, a tenth of a second on
        process = subprocess.Popen([*command, "-o", f"{folder}/killed.json"], stdout=subprocess.DEVNULL)
        while process.poll() is None and written() < 20_000:
            time.sleep(0.0005)
        process.kill()
        if process.wait() == -9 and log.exists():
            break
        pathlib.Path(f"{folder}/killed.json").unlink(missing_ok=True)
        log.unlink(missing_ok=True)
    else:
        print("no run could be killed before it was over")
        failures += 1
    lines = log.read_bytes().count(b"\n") if log.exists() else 0
    subprocess.run([*command, "-o", f"{folder}/killed.json", "--resume"], check=True, stdout=subprocess.DEVNULL)
    same = outcome(f"{folder}/whole.json") == outcome(f"{folder}/killed.json")
    print(f"killed after about {lines} evaluations and resumed: {'the same result' if same else 'ANOTHER RESULT'}")
    failures += not same or log.exists()
    sys.exit(1 if failures else 0)
