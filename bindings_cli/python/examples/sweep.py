"""The energy of a small Ising chain over many sets of angles, in one call, and its gradient at the best."""
import numpy as np

import qiao

n = 6
circuit = qiao.Circuit(n)
for q in range(n):
    circuit.ry("a", q)
for q in range(n - 1):
    circuit.rzz("b", q, q + 1)
for q in range(n):
    circuit.rx("c", q)

energy = " - ".join(["0"] + [f"Z{q} Z{q + 1}" for q in range(n - 1)] + [f"0.5 X{q}" for q in range(n)])
grid = np.stack(np.meshgrid(*[np.linspace(-np.pi, np.pi, 9)] * 3), axis=-1).reshape(-1, 3)
energies = qiao.expectation(circuit, energy, grid)
best = grid[energies.argmin()]
value, slopes = qiao.gradient(circuit, energy, best)
print(f"{len(grid)} sets of angles; best energy {value:.6f}, slopes there {np.round(slopes, 6)}")
