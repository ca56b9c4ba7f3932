"""The parity rule of docs/METHODS.md, section 2, for the peers: speeds by class, hours = metres / 1000 / speed, nearest node with ties to the lowest."""
import csv
import gzip
from collections import namedtuple

import numpy as np

SPEED = {"motorway": 80, "trunk": 80, "primary": 60, "secondary": 60, "tertiary": 40, "minor": 20, "service": 20}
Graph = namedtuple("Graph", "nodes edges places")


def rows(name):
    opener = gzip.open if name.endswith(".gz") else open
    with opener(name, "rt", encoding="utf-8") as file:
        yield from csv.DictReader(file)


def read(nodes_file, edges_file, places_file, limit):
    nodes = [(float(r["lon"]), float(r["lat"])) for r in rows(nodes_file)]
    lon, lat = np.array(nodes).T
    cosine = np.cos(np.radians(lat.mean()))
    edges = [(int(r["from"]), int(r["to"]), float(r["length_m"]) / 1000 / SPEED.get(r["class"], 12), r["oneway"] != "0") for r in rows(edges_file)]
    places = []
    for r in rows(places_file):
        if len(places) == limit:
            break
        x, y = float(r["lon"]) * cosine, float(r["lat"])
        places.append(int(np.argmin((lon * cosine - x) ** 2 + (lat - y) ** 2)))
    return Graph(len(nodes), edges, places)
