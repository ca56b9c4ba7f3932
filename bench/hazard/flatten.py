"""Brings a generated sample country into one plane (EPSG:32638) as plain text, for the bench and the experiments.

    python3 flatten.py SAMPLE_FOLDER GEOGRAPHY_FOLDER OUT_FOLDER

Rings are `x,y x,y …`, several rings of one polygon are parted by `;`, fields by tabs.
"""
import csv
import gzip
import json
import os
import sys

from rasterio.crs import CRS
from rasterio.warp import transform

LONLAT = CRS.from_epsg(4326)
PLANE = CRS.from_epsg(32638)
# SK-42 zone 8 by the operation EPSG:15865.
SK42 = CRS.from_proj4("+proj=tmerc +lat_0=0 +lon_0=45 +k=1 +x_0=8500000 +y_0=0 +ellps=krass +towgs84=25,-141,-78.5,0,0.35,0.736,0 +units=m +no_defs")

sample, geography, out = sys.argv[1:4]
os.makedirs(out, exist_ok=True)


def plane(points, crs=LONLAT):
    xs, ys = transform(crs, PLANE, [p[0] for p in points], [p[1] for p in points])
    return list(zip(xs, ys))


def rings(geometry, crs=LONLAT):
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for polygon in polygons:
        yield ";".join(" ".join(f"{x:.3f},{y:.3f}" for x, y in plane(ring, crs)) for ring in polygon)


def write(name, lines):
    with open(os.path.join(out, name), "w", encoding="utf-8") as file:
        file.writelines(line + "\n" for line in lines)


def features(name):
    with open(os.path.join(sample, name), encoding="utf-8") as file:
        for line in file:
            line = line.strip().rstrip(",")
            if line.startswith('{"type":"Feature",'):
                yield json.loads(line)


def table(path, opener=open):
    with opener(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def places(name, extra):
    rows = table(os.path.join(sample, name))
    at = plane([(float(r["lon"]), float(r["lat"])) for r in rows])
    write(name.replace(".csv", ".tsv"), (f"{x:.2f}\t{y:.2f}\t" + "\t".join(r[e] for e in extra) for (x, y), r in zip(at, rows)))


with open(os.path.join(geography, "districts.geojson"), encoding="utf-8") as file:
    districts = [f for f in json.load(file)["features"] if f["properties"].get("sample")]
write("mask.tsv", (r for f in districts for r in rings(f["geometry"])))
write("hazard-areas.tsv", (f["properties"]["kind"] + "\t" + r for f in features("hazard-areas.geojson") for r in rings(f["geometry"])))
write("cancelled-areas.tsv", (r for name in ("cancelled-areas.geojson", "reduced-areas.geojson") for f in features(name) for r in rings(f["geometry"])))
write("search-coverage.tsv", ("\t".join([p["releasedArea"], p["method"], str(p["passes"]), str(p["coverageShare"]), p["to"], r])
                              for f in features("search-coverage.geojson") for p in [f["properties"]] for r in rings(f["geometry"])))
places("found-items.csv", ["count", "category"])
places("accidents.csv", ["positionAccuracyM"])
places("testimonies.csv", ["radiusM", "claim", "sourceReliability", "informationReliability"])
places("military-positions.csv", ["kind"])
places("settlements.csv", ["id"])

records = []
for r in table(os.path.join(sample, "minefield-records.csv")):
    ring = [tuple(map(float, p.split())) for p in r["wkt"][r["wkt"].rindex("(") + 1:].split(")")[0].split(",")]
    at = plane(ring, SK42)
    records.append("\t".join([r["sheet"], r["itemCount"], r["scale"], " ".join(f"{x:.2f},{y:.2f}" for x, y in at)]))
write("minefield-records.tsv", records)

nodes = {r["id"]: (float(r["lon"]), float(r["lat"])) for r in table(os.path.join(geography, "roads", "nodes.csv.gz"), gzip.open)}
edges = [e for e in table(os.path.join(geography, "roads", "edges.csv.gz"), gzip.open) if e["from"] in nodes and e["to"] in nodes and e["from"] < e["to"]]
ends = plane([nodes[e[k]] for e in edges for k in ("from", "to")])
write("roads.tsv", (f"{a[0]:.1f},{a[1]:.1f} {b[0]:.1f},{b[1]:.1f}" for a, b in zip(ends[::2], ends[1::2])))

truth = table(os.path.join(sample, "truth", "true-items.csv.gz"), gzip.open)
at = plane([(float(r["lon"]), float(r["lat"])) for r in truth])
write("truth.tsv", (f"{x:.2f}\t{y:.2f}" for x, y in at))
