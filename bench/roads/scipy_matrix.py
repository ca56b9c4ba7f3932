"""What a user would script: SciPy's csgraph.dijkstra for the settlement matrix, by the parity rule of docs/METHODS.md, section 2.

usage: scipy_matrix.py NODES EDGES PLACES LIMIT SOURCES OUT.f64
Writes SOURCES rows of LIMIT little-endian doubles and prints the seconds of the dijkstra calls alone (graph building not counted).
"""
import sys
import time

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import dijkstra

from parity import read

graph = read(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))
best = {}
for a, b, hours, oneway in graph.edges:
    if a == b:
        continue
    for u, v in ((a, b),) if oneway else ((a, b), (b, a)):
        if hours < best.get((u, v), np.inf):
            best[u, v] = hours
ends = np.array(list(best.keys()))
matrix = coo_matrix((np.array(list(best.values())), (ends[:, 0], ends[:, 1])), shape=(graph.nodes, graph.nodes)).tocsr()

sources = graph.places[: int(sys.argv[5])]
seconds = 0.0
with open(sys.argv[6], "wb") as out:
    # A hundred sources at a time: SciPy answers with a row over all nodes.
    for first in range(0, len(sources), 100):
        start = time.perf_counter()
        rows = dijkstra(matrix, directed=True, indices=sources[first : first + 100])
        seconds += time.perf_counter() - start
        rows[:, graph.places].astype("<f8").tofile(out)
print(seconds)
