"""Experts of a mixture-of-experts layer placed on two nodes of two devices, from an array of choices."""
import numpy as np

import qiao

# Tokens of two kinds, each of which prefers four of eight experts: [tokens, layers, top_k].
random = np.random.default_rng(1)
kind = random.integers(2, size=4096)
scores = random.random((4096, 1, 8)) + (np.arange(8) % 2 == kind[:, None])[:, None, :]
choices = scores.argsort(axis=2)[:, :, -2:]
result = qiao.place(choices, cluster="2x2", moves=1000, seed=1)
print(result)
print("experts by device:", result.by_device[0].tolist())
