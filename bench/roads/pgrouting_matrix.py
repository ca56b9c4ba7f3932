"""The same matrix by pgRouting's pgr_dijkstraCost, many to many, in a PostgreSQL server of its own.

usage: pgrouting_matrix.py NODES EDGES PLACES LIMIT SOURCES OUT.f64 URL
Writes SOURCES rows of LIMIT little-endian doubles and prints the seconds of the query alone (loading, index and ANALYZE not counted).
"""
import subprocess
import sys
import time

import numpy as np

from parity import read

graph = read(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))
sources = graph.places[: int(sys.argv[5])]
url = sys.argv[7]


def psql(sql, data=None):
    return subprocess.run(["psql", "-v", "ON_ERROR_STOP=1", "-qAt", url, "-c", sql], input=data, capture_output=True, text=True, check=True).stdout


psql("CREATE EXTENSION IF NOT EXISTS pgrouting CASCADE; DROP TABLE IF EXISTS road; CREATE UNLOGGED TABLE road (id bigint, source bigint, target bigint, cost float8, reverse_cost float8)")
lines = (f"{i}\t{a}\t{b}\t{hours!r}\t{-1 if oneway else hours!r}\n" for i, (a, b, hours, oneway) in enumerate(graph.edges) if a != b)
psql("COPY road FROM STDIN", "".join(lines))
psql("ANALYZE road")
start = time.perf_counter()
psql(
    "DROP TABLE IF EXISTS hours; CREATE UNLOGGED TABLE hours AS SELECT start_vid, end_vid, agg_cost FROM pgr_dijkstraCost("
    "'SELECT id, source, target, cost, reverse_cost FROM road', "
    f"ARRAY{sorted(set(sources))}::bigint[], ARRAY{sorted(set(graph.places))}::bigint[], true)"
)
seconds = time.perf_counter() - start
found = {}
for line in psql("COPY hours TO STDOUT").splitlines():
    a, b, hours = line.split("\t")
    found[int(a), int(b)] = float(hours)
with open(sys.argv[6], "wb") as out:
    for a in sources:
        np.array([0.0 if a == b else found.get((a, b), np.inf) for b in graph.places]).astype("<f8").tofile(out)
print(seconds)
