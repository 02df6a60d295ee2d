"""The largest cut of a weighted graph of networkx by QAOA, by depth."""
import networkx as nx

import qiao

graph = nx.random_regular_graph(3, 10, seed=1)
for number, (u, v) in enumerate(graph.edges):
    graph[u][v]["weight"] = 1 + number % 3
result = qiao.qaoa(graph, p=[1, 2, 3], start="interp", seed=1)
for run in result.runs:
    print(f"p = {run.p}: expected {run.expectation:.4f}, ratio {run.approximation_ratio:.4f}")
print(f"best drawn {result.value:g} of {result.optimum:g}; one side: {[v for v, side in result.assignment.items() if side]}")
