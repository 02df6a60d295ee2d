"""Placements of several seeds beside each other: nodes per token and step time on held-out tokens.

    place_seeds.py QIAO TRAIN HELDOUT --cluster 8x1 --budget 57 --solver auto,annealing,metis,greedy --objective traffic --seeds 1,2,3

For each solver the mean over the seeds with the 95 % interval of Student's t, the difference in nodes to the first solver
seed by seed, and the step time against EPLB: its mean, and from the lowest to the highest end of the seeds' intervals.
What --before says stands before every command; options not known here are handed on to qiao place. Results are kept in
--keep FOLDER and not measured again.
"""
import argparse
import json
import math
import pathlib
import shlex
import subprocess

T95 = {2: 12.706, 3: 4.303, 4: 3.182, 5: 2.776, 6: 2.571, 7: 2.447, 8: 2.365, 9: 2.306, 10: 2.262}  # of n - 1 degrees


def mean_and_half_width(values):
    n = len(values)
    mean = sum(values) / n
    if n < 2:
        return mean, math.nan
    deviation = math.sqrt(sum((v - mean) ** 2 for v in values) / (n - 1))
    return mean, T95[n] * deviation / math.sqrt(n)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("qiao")
    parser.add_argument("train")
    parser.add_argument("heldout")
    parser.add_argument("--cluster", required=True)
    parser.add_argument("--budget", required=True)
    parser.add_argument("--solver", default="auto,annealing,metis,greedy")
    parser.add_argument("--objective", default="traffic")
    parser.add_argument("--seeds", default="1,2,3")
    parser.add_argument("--threads", default="2")
    parser.add_argument("--keep", type=pathlib.Path, required=True)
    parser.add_argument("--before", default="")
    o, more = parser.parse_known_args()
    o.keep.mkdir(parents=True, exist_ok=True)
    runs = []
    for seed in o.seeds.split(","):
        command = [o.qiao, "place", o.train, "--heldout", o.heldout, "--cluster", o.cluster, "--budget", o.budget, "--solver",
                   o.solver, "--objective", o.objective, "--seed", seed, "--threads", o.threads, "--json", *more]
        kept = o.keep / f"seed{seed}.json"
        if not kept.exists():
            document = subprocess.run([*shlex.split(o.before), *command], check=True, capture_output=True, text=True).stdout
            kept.write_text(document)
        print(shlex.join(command[1:]))
        runs.append({s["solver"]: s for s in json.loads(kept.read_text())["solvers"]})
    first = next(iter(runs[0]))
    print(f"\n| solver | nodes per token | more than `{first}` | step time against EPLB | seconds | stopped |\n|---|---|---|---|---|---|")
    for name in runs[0]:
        rows = [r[name] for r in runs]
        nodes = [r["heldout"]["nodes_per_token"] for r in rows]
        mean, half = mean_and_half_width(nodes)
        excess, excess_half = mean_and_half_width([n / r[first]["heldout"]["nodes_per_token"] - 1 for n, r in zip(nodes, runs)])
        over = [r["over_eplb"] for r in rows]
        gain = sum(g["gain"] for g in over) / len(over)
        print(f"| `{name}` | {mean:.4f} ± {half:.4f} | {100 * excess:+.2f} ± {100 * excess_half:.2f} % "
              f"| {-100 * gain:+.2f} % [{-100 * max(g['high'] for g in over):+.2f}, {-100 * min(g['low'] for g in over):+.2f}] "
              f"| {max(r['seconds'] for r in rows):.1f} | {rows[-1].get('stopped', '')} |")


if __name__ == "__main__":
    main()
