"""What a user would script: SciPy's csgraph.dijkstra for the settlement matrix, by the parity rule of docs/METHODS.md, section 2.

usage: scipy_matrix.py NODES.csv.gz EDGES.csv.gz PLACES.csv OUT.f64
Writes the matrix as little-endian doubles and prints one line: places, seconds of the dijkstra call alone (graph building not counted).
"""
import csv
import gzip
import sys
import time

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import dijkstra

SPEED = {"motorway": 80, "trunk": 80, "primary": 60, "secondary": 60, "tertiary": 40, "minor": 20, "service": 20}


def rows(name):
    opener = gzip.open if name.endswith(".gz") else open
    with opener(name, "rt", encoding="utf-8") as file:
        yield from csv.DictReader(file)


nodes = list(rows(sys.argv[1]))
lon = np.array([float(r["lon"]) for r in nodes])
lat = np.array([float(r["lat"]) for r in nodes])
cosine = np.cos(np.radians(lat.mean()))

best = {}
for r in rows(sys.argv[2]):
    a, b = int(r["from"]), int(r["to"])
    if a == b:
        continue
    hours = float(r["length_m"]) / 1000 / SPEED.get(r["class"], 12)
    for u, v in ((a, b),) if r["oneway"] != "0" else ((a, b), (b, a)):
        if hours < best.get((u, v), np.inf):
            best[u, v] = hours
ends = np.array(list(best.keys()))
graph = coo_matrix((np.array(list(best.values())), (ends[:, 0], ends[:, 1])), shape=(len(nodes), len(nodes))).tocsr()

sources = []
for r in rows(sys.argv[3]):
    x, y = float(r["lon"]) * cosine, float(r["lat"])
    sources.append(int(np.argmin((lon * cosine - x) ** 2 + (lat - y) ** 2)))

start = time.perf_counter()
matrix = dijkstra(graph, directed=True, indices=sources)
seconds = time.perf_counter() - start
matrix[:, sources].astype("<f8").tofile(sys.argv[4])
print(len(sources), seconds)
