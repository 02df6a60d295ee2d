"""routing_opt/tools/sglang_to_moetrace.py on recordings made by hand: check_sglang.py QIAO TOOL

What SGLang would have written is given as Python values in place of a torch file; `qiao trace` reads what the tool makes of it, and
the tokens must be those that were recorded, without padding and with logical experts.
"""

import csv
import importlib.util
import pathlib
import pickle
import subprocess
import sys
import tempfile
import types

import numpy as np

QIAO, TOOL = sys.argv[1], sys.argv[2]

FILES = {}
torch = types.ModuleType("torch")


def load(path, **options):
    assert options["weights_only"] is True  # anything else runs what a file says
    content = FILES[pathlib.Path(path).name]
    if isinstance(content, Exception):
        raise content
    return content


torch.load = load
sys.modules["torch"] = torch
spec = importlib.util.spec_from_file_location("sglang_to_moetrace", TOOL)
tool = importlib.util.module_from_spec(spec)
spec.loader.exec_module(tool)


def read_back(folder, name):
    """[tokens, layers, k] and the sequence of each token, through `qiao trace`."""
    subprocess.run([QIAO, "trace", "validate", name], cwd=folder, check=True, capture_output=True)
    subprocess.run([QIAO, "trace", "convert", name, "-o", "out.csv"], cwd=folder, check=True, capture_output=True)
    rows = list(csv.DictReader(open(folder / "out.csv")))
    tokens, layers = 1 + max(int(r["token"]) for r in rows), 1 + max(int(r["layer"]) for r in rows)
    k = sum(c.startswith("e") for c in rows[0])
    ids, sequence = np.zeros((tokens, layers, k), int), np.zeros(tokens, int)
    for r in rows:
        ids[int(r["token"]), int(r["layer"])] = [int(r[f"e{j}"]) for j in range(k)]
        sequence[int(r["token"])] = int(r.get("seq", 0))
    return ids, sequence


def convert(folder, *arguments):
    sys.argv = ["sglang_to_moetrace.py", *map(str, arguments), "-o", str(folder / "out.json")]
    tool.main()


def refused(folder, part, *arguments):
    before = sorted(folder.iterdir())
    try:
        convert(folder, *arguments)
    except SystemExit as stop:
        assert part in str(stop.code), stop.code
        assert sorted(folder.iterdir()) == before  # nothing half written
        return
    raise AssertionError(f"not refused: {part}")


random = np.random.default_rng(7)
with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    # Two records of 3 layers and top-2 of 6 experts in 8 slots (two replicas, moved), padded to 4 and in the
    # second record with a token that is only padding.
    mapping = np.array([random.permutation([0, 1, 2, 3, 4, 5, 0, 3]) for _ in range(3)])
    records, expected, sequences = [], [], []
    for number, tokens in enumerate((4, 5)):
        slots = np.array([[random.choice(8, 2, replace=False) for _ in range(tokens)] for _ in range(3)])
        for layer in range(3):  # a router never chooses an expert twice
            for t in range(tokens):
                while len(set(mapping[layer][slots[layer, t]])) < 2:
                    slots[layer, t] = random.choice(8, 2, replace=False)
        padded = np.full((3, tokens, 4), -1)
        padded[:, :, 1:3] = slots
        rids = [f"request-{number}-{t % 2}" for t in range(tokens)]
        keep = [t for t in range(tokens) if (number, t) != (1, 2)]
        if number == 1:
            padded[:, 2] = -1
        records.append({"topk_ids_of_layer": padded, "rids": rids})
        for t in keep:
            expected.append([[mapping[layer][s] for s in slots[layer, t]] for layer in range(3)])
            sequences.append(rids[t])
    FILES["a.pt"] = {"records": records, "last_physical_to_logical_map": mapping}
    convert(folder, folder / "a.pt", "--experts", 6)
    ids, sequence = read_back(folder, "out.json")
    assert (ids == np.array(expected)).all()
    assert [sequences.index(s) for s in sequences] == [list(sequence).index(s) for s in sequence]

    # Experts that were never moved; requests not recorded; the number of experts from the data.
    plain = random.permuted(np.tile(np.arange(300), (2, 7, 1)), axis=2)[:, :, :3]
    FILES["b.pt"] = {"records": [{"topk_ids_of_layer": plain}], "last_physical_to_logical_map": None}
    convert(folder, folder / "b.pt", "--experts", 300)
    ids, _ = read_back(folder, "out.json")
    assert (ids == plain.transpose(1, 0, 2)).all()

    (folder / "out.json").unlink(), (folder / "out.bin").unlink(), (folder / "out.csv").unlink()
    refused(folder, "expert 299 with --experts 299" if plain.max() == 299 else "with --experts 2", folder / "b.pt",
            "--experts", plain.max())
    FILES["c.pt"] = {}
    refused(folder, "no 'records'", folder / "c.pt")
    FILES["code.pt"] = pickle.UnpicklingError("posix.system")  # what torch says of a file that would run code
    refused(folder, "not a recording", folder / "code.pt")
    FILES["list.pt"] = [1, 2]
    refused(folder, "no 'records'", folder / "list.pt")
    FILES["d.pt"] = {"records": [{"topk_ids_of_layer": np.full((2, 3, 2), -1)}]}
    refused(folder, "no token in the recordings", folder / "d.pt")
    FILES["e.pt"] = {"records": [{"topk_ids_of_layer": np.array([[[0, 1], [2, -1]]])}]}
    refused(folder, "token 1 has 1 experts in layer 0", folder / "e.pt")
    FILES["f.pt"] = {"records": records, "last_physical_to_logical_map": mapping[:, :3]}
    refused(folder, "outside the map of 3 slots", folder / "f.pt")
    FILES["g.pt"] = {"records": records, "last_physical_to_logical_map": mapping[:2]}
    refused(folder, "expected [3, slots]", folder / "g.pt")
print("recordings of SGLang are converted as they were made")
