"""Each program of tests/data/qasm/features in Qiskit's importer and in Braket's simulator.

usage: compare_features.py QIAO FOLDER [--update] [--verbose]

Each tool reads the program and gives the exact distribution of every register and output, which is compared with that of
`qiao run --exact`. FOLDER/peers.txt lists which programs a tool refuses and where it gets something else, with the place
in the specification that says why; the test fails if that list and what happens differ. `--update` rewrites the list and
keeps the explanations; a difference without one fails the test.

Where Qiskit refuses or differs `qiao check --lint --for qiskit` must say so, and nowhere else.

Braket's simulator has no stdgates.inc and samples measurements: it gets the gates that its own library lacks, and a
context that gives each outcome its probability as weight instead of a number of shots.
"""

import concurrent.futures
import contextlib
import io
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import warnings

import numpy as np

TOLERANCE = 1e-9
IMPOSSIBLE = 1e-12
# Of stdgates.inc and qelib1.inc, written with Braket's gates; its own names are left as they are.
STDGATES = """
gate p(l) a { phaseshift(l) a; }
gate sx a { pow(1/2) @ x a; }
gate sdg a { si a; }
gate tdg a { ti a; }
gate cx a, b { cnot a, b; }
gate cp(l) a, b { cphaseshift(l) a, b; }
gate ccx a, b, c { ccnot a, b, c; }
gate id a { i a; }
gate u3(t, p, l) a { U(t, p, l) a; }
"""


class Refused(Exception):
    """The tool does not take the program."""


def header(text):
    """The inputs of a program, and its constructs."""
    inputs = {}
    for line in re.findall(r"^// input: (.*)$", text, re.M):
        for word in line.split():
            name, value = word.split("=", 1)
            inputs[name] = value
    return inputs


def by_qiao(qiao, path, inputs):
    options = [x for name, value in inputs.items() for x in ("--input", f"{name}={value}")]
    run = subprocess.run([qiao, "run", str(path), "--exact", "--json", "--quiet", *options], capture_output=True, text=True)
    if run.returncode:
        print(f"{path}: qiao refuses: {run.stderr}")
        return {}
    document = json.loads(run.stdout)
    types = document.get("outputs", {})
    return {name: (types.get(name, "bit"), table) for name, table in document["registers"].items()}


# ---------------------------------------------------------------- Qiskit


def by_qiskit(text, inputs, wanted):
    import branch_walker
    from qiskit import qasm2, qasm3

    try:
        circuit = (qasm3 if re.search(r"^OPENQASM 3", text, re.M) else qasm2).loads(text)
        if inputs:
            values = {p: evaluated(inputs[p.name]) for p in circuit.parameters}
            circuit = circuit.assign_parameters(values)
        distribution = branch_walker.exact(circuit).clbits
        tables = branch_walker.register_distributions(circuit, distribution)
    except Exception as error:
        raise Refused(f"{type(error).__name__}: {error}") from error
    loose = [c for c in circuit.clbits if not circuit.find_bit(c).registers]
    if loose and set(wanted) - set(tables):  # `bit c;` has no name there
        names = [name for name in wanted if name not in tables]
        for i, (name, _) in enumerate(zip(names, loose)):
            at = circuit.find_bit(loose[i]).index
            table = tables.setdefault(name, {})
            for bits, p in distribution.items():
                key = bits[len(bits) - 1 - at]
                table[key] = table.get(key, 0.0) + p
    if set(wanted) - set(tables):
        raise Refused("a register is missing")
    return tables


# ---------------------------------------------------------------- Braket


def exact_context():
    """A context that follows both outcomes of each measurement, weighted by their probabilities."""
    from braket.default_simulator.gate_operations import Projection
    from braket.default_simulator.openqasm.program_context import ProgramContext
    from braket.default_simulator.state_vector_simulator import StateVectorSimulator

    class Exact(ProgramContext):
        def add_output_declaration(self, name, kind):
            pass  # all variables are looked at

        def _branch_single_qubit(self, path_index, qubit, active):
            path = self._paths[path_index]
            used = sorted({qubit}.union(*(i.targets for i in path.instructions)))
            place = {q: i for i, q in enumerate(used)}
            simulation = self._simulator.initialize_simulation(qubit_count=len(used), shots=1, batch_size=1)
            moved = []
            for instruction in path.instructions:
                other = type(instruction).__new__(type(instruction))
                other.__dict__.update(instruction.__dict__)
                other._targets = tuple(place[q] for q in instruction.targets)
                moved.append(other)
            simulation.evolve(moved)
            p = np.moveaxis(simulation.probabilities.reshape([2] * len(used)), place[qubit], 0).reshape(2, -1).sum(axis=1)
            p = p / p.sum()
            weight = path.shots
            outcomes = [k for k in (0, 1) if p[k] > IMPOSSIBLE]
            paths = [(path_index, path)]
            if len(outcomes) == 2:
                paths.append((len(self._paths), path.branch()))
                self._paths.append(paths[1][1])
            for (index, one), k in zip(paths, outcomes):
                one.add_instruction(Projection([qubit], outcome=k))
                one.record_measurement(qubit, k)
                one.shots = weight * p[k]
                active.append(index)

    context = Exact(simulator=StateVectorSimulator())
    context._shots = 1.0
    return context


def evaluated(text):
    """The value of an input: a number, perhaps with pi, a list or bits."""
    if re.fullmatch(r"[01]{2,}", text):
        return text
    return eval(text, {"pi": np.pi, "true": True, "false": False})


def by_braket(text, inputs, wanted):
    from braket.default_simulator.openqasm.interpreter import Interpreter

    context = exact_context()
    try:
        Interpreter(context).run(text, inputs={n: evaluated(v) for n, v in inputs.items()} or None)
        context._apply_pending_mcm_targets()
        tables = {name: {} for name in wanted}
        states = [(p.shots, lambda n, p=p: p.get_variable(n).value) for p in context.active_paths] \
            if context._is_branched else [(1.0, context.get_value)]
        for weight, value in states:
            for name, kind in wanted.items():
                key = as_text(value(name), kind)
                tables[name][key] = tables[name].get(key, 0.0) + weight
    except Exception as error:
        raise Refused(f"{type(error).__name__}: {error}") from error
    return tables


def as_text(literal, kind):
    """A value of Braket's as qiao prints it."""
    if literal is None:
        return "undefined"
    values = getattr(literal, "values", None)
    if kind.startswith("bit"):
        if values is not None:  # in the order of the indices
            return "".join(str(int(v.value)) if v is not None else "0" for v in reversed(values))
        return str(int(literal.value))
    if values is not None:
        return "[" + ",".join(as_text(v, kind.removeprefix("array[").split(",")[0]) for v in values) + "]"
    if kind.startswith("bool"):
        return str(bool(literal.value)).lower()
    if kind.startswith(("int", "uint")):
        return str(int(literal.value)) if float(literal.value).is_integer() else str(literal.value)
    return repr(float(literal.value)).removesuffix(".0")


# ---------------------------------------------------------------- comparison


def different(ours, theirs):
    for name, (_, table) in ours.items():
        keys = set(table) | set(theirs[name])
        if any(abs(table.get(k, 0.0) - theirs[name].get(k, 0.0)) > TOLERANCE for k in keys):
            shown = [{k: round(float(v), 6) for k, v in t.items()} for t in (theirs[name], table)]
            return f"{name} is {shown[0]}, not {shown[1]}"
    return None


def outcome(tool, text, inputs, ours):
    """"same", "refuses" or "differs", and how."""
    run = {"Qiskit": by_qiskit, "Braket": by_braket}[tool]
    try:
        theirs = run(text, inputs, {name: kind for name, (kind, _) in ours.items()})
    except Refused as refusal:
        return "refuses", str(refusal)
    how = different(ours, theirs)
    return ("differs", how) if how else ("same", "")


def lint_faults(qiao, programs, wrong):
    """Where the lint and Qiskit disagree on what Qiskit takes and reads right."""
    files = {str(path): name for name, path in programs.items()}
    run = subprocess.run([qiao, "check", "--lint", "--for", "qiskit", "--json", *files], capture_output=True, text=True)
    for entry in json.loads(run.stdout)["files"]:
        name = files[entry["file"]]
        codes = sorted({d["code"] for d in entry["diagnostics"] if d["code"].startswith("L")})
        if bool(codes) != (name in wrong):
            yield f"the lint finds {codes} in {name}; Qiskit: {wrong.get(name, 'reads it right')}"


def read_list(path):
    """{(tool, kind): {program: explanation}}"""
    entries, section = {}, None
    for line in path.read_text().splitlines():
        if match := re.fullmatch(r"\[(\w+) (refuses|differs)\]", line):
            section = entries.setdefault(match.groups(), {})
        elif line and not line.startswith("#"):
            name, _, why = line.partition(":")
            section[name] = why.strip()
    return entries


def write_list(path, found, old):
    lines = [line for line in path.read_text().splitlines() if line.startswith("#")] if path.exists() else []
    for (tool, kind), programs in found.items():
        lines += ["", f"[{tool} {kind}]"]
        for name in sorted(programs):
            why = old.get((tool, kind), {}).get(name, "")
            lines.append(name if kind == "refuses" else f"{name}: {why}")
    path.write_text("\n".join(lines) + "\n")


def main():
    warnings.simplefilter("ignore")
    qiao, folder = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
    manifest = folder / "peers.txt"
    programs = {path.stem: path for path in sorted(folder.glob("*.qasm"))}
    texts = {name: path.read_text() for name, path in programs.items()}
    # Programs whose result is that a run is refused have none to compare.
    texts = {name: text for name, text in texts.items() if "// refused:" not in text}
    inputs = {name: header(text) for name, text in texts.items()}
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        ours = dict(zip(texts, pool.map(lambda n: by_qiao(qiao, programs[n], inputs[n]), texts)))
    tools = ["Qiskit", "Braket"]
    found = {(tool, kind): {} for tool in tools for kind in ("differs", "refuses")}
    same = {tool: 0 for tool in tools}
    os.chdir(tempfile.mkdtemp())
    for name in ("stdgates.inc", "qelib1.inc"):
        pathlib.Path(name).write_text(STDGATES)
    for tool in tools:
        for name, text in texts.items():
            with contextlib.redirect_stderr(io.StringIO()):  # what their parsers say of programs that they refuse
                kind, how = outcome(tool, text, inputs[name], ours[name])
            if kind == "same":
                same[tool] += 1
            else:
                found[tool, kind][name] = how
            if "--verbose" in sys.argv and kind != "same":
                print(f"{tool} {kind} {name}: {how[:200]}")
    old = read_list(manifest) if manifest.exists() else {}
    if "--update" in sys.argv:
        write_list(manifest, found, old)
        old = read_list(manifest)
    faults = [f"qiao gives no result for {n}" for n, result in ours.items() if not result]
    faults += list(lint_faults(qiao, {n: programs[n] for n in texts},
                               found["Qiskit", "refuses"] | found["Qiskit", "differs"]))
    for key, names in found.items():
        tool, kind = key
        listed = old.get(key, {})
        faults += [f"{tool} {kind} {n}, which peers.txt does not say: {how}" for n, how in names.items() if n not in listed]
        faults += [f"peers.txt says that {tool} {kind} {n}; it does not" for n in listed if n not in names]
        if kind == "differs":
            faults += [f"{tool} differs in {n} without an explanation in peers.txt" for n, why in listed.items() if not why]
    for tool in tools:
        print(f"{tool}: {same[tool]} programs as qiao, {len(found[tool, 'differs'])} different, "
              f"{len(found[tool, 'refuses'])} refused")
    print("\n".join(faults))
    return 1 if faults or not all(same.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
