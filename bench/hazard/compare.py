"""The same fusion as a user would script it in NumPy, SciPy and rasterio (float32, in place, no Python loop over cells), against the engine.

    python3 compare.py FLAT_FOLDER BENCH_PROGRAM [WORKERS]

Reading files is not timed on either side. Two forms of the script: every kernel on the full grid, and wide kernels on block sums (the harder opponent).
Prints one JSON object: medians, ratios, the memory bandwidth measured in the same run, and how far the two maps differ.
"""
import json
import os
import subprocess
import sys
import time

import numpy as np
from rasterio import features
from rasterio.enums import MergeAlg
from rasterio.transform import from_origin
from scipy.ndimage import gaussian_filter

folder, program = sys.argv[1:3]
workers = sys.argv[3] if len(sys.argv) > 3 else str(os.cpu_count())
engine = json.loads(subprocess.run([program, "time", folder, workers], capture_output=True, text=True, check=True).stdout)
model = json.load(open(os.path.join(folder, "model.json")))
rows, columns, cell = model["Rows"], model["Columns"], model["CellM"]
west, north = model["WestM"], model["NorthM"]
place = from_origin(west, north, cell, cell)
w = np.array(model["Weights"], np.float32)


def lines(name):
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        return [line.rstrip("\n").split("\t") for line in file]


def polygon(text):
    return {"type": "Polygon", "coordinates": [[tuple(map(float, p.split(","))) for p in ring.split(" ")] for ring in text.split(";")]}


def points(name):
    table = lines(name)
    return np.array([float(r[0]) for r in table]), np.array([float(r[1]) for r in table]), table


mask_shapes = [polygon(r[0]) for r in lines("mask.tsv")]
areas = [(r[0] == "confirmed", polygon(r[1])) for r in lines("hazard-areas.tsv")]
cancelled = [polygon(r[0]) for r in lines("cancelled-areas.tsv")]
searches = [(r[1] != "technical-survey", polygon(r[5])) for r in lines("search-coverage.tsv")]
records = [polygon(r[3]) for r in lines("minefield-records.tsv")]
finds_x, finds_y, _ = points("found-items.tsv")
accident_x, accident_y, accidents = points("accidents.tsv")
position_x, position_y, _ = points("military-positions.tsv")
settlement_x, settlement_y, _ = points("settlements.tsv")
said_x, said_y, said = points("testimonies.tsv")
angle = np.arange(32) * (2 * np.pi / 32)
road_x, road_y, road_m = [], [], []
for r in lines("roads.tsv"):
    (ax, ay), (bx, by) = [tuple(map(float, p.split(","))) for p in r[0].split(" ")]
    length = np.hypot(bx - ax, by - ay)
    n = max(1, int(np.ceil(length / 50)))
    t = (np.arange(n) + 0.5) / n
    road_x.append(ax + t * (bx - ax))
    road_y.append(ay + t * (by - ay))
    road_m.append(np.full(n, length / n / 100, np.float32))
road_x, road_y, road_m = map(np.concatenate, (road_x, road_y, road_m))


def burn(shapes, merge=MergeAlg.replace):
    return features.rasterize(shapes, (rows, columns), transform=place, fill=0, merge_alg=merge, dtype="float32") if shapes else np.zeros((rows, columns), np.float32)


def count(x, y, mass=None):
    c = np.floor((x - west) / cell).astype(np.int64)
    r = np.floor((north - y) / cell).astype(np.int64)
    inside = (c >= 0) & (r >= 0) & (c < columns) & (r < rows)
    weights = None if mass is None else mass[inside]
    return np.bincount(r[inside] * columns + c[inside], weights, rows * columns).astype(np.float32).reshape(rows, columns)


def kernel(counts, sigma_m, blocks):
    """Gaussian kernel sum with peak weight 1."""
    factor = 1
    while blocks and factor < 32 and cell * factor * 2 * 1.4 <= sigma_m:
        factor *= 2
    peak = np.float32(2 * np.pi * (sigma_m / cell) ** 2)
    if factor == 1:
        out = gaussian_filter(counts, sigma_m / cell, output=np.float32, mode="constant", truncate=3.5)
        out *= peak
        return out
    padded = np.pad(counts, ((0, -rows % factor), (0, -columns % factor)))
    small = padded.reshape(padded.shape[0] // factor, factor, padded.shape[1] // factor, factor).sum(axis=(1, 3))
    small = gaussian_filter(small, sigma_m / cell / factor, output=np.float32, mode="constant", truncate=3.5)
    small *= peak / factor**2
    return np.repeat(np.repeat(small, factor, 0), factor, 1)[:rows, :columns]


def soft(ratio, membership):
    membership *= np.float32(ratio - 1)
    return np.log1p(membership, out=membership)


def fuse(blocks):
    z = np.full((rows, columns), model["Intercept"], np.float32)
    confirmed = burn([(g, 1) for c, g in areas if c])
    outside = burn([(g, 1) for c, g in areas if not c])
    np.maximum(outside, confirmed, out=outside)
    z += w[0] * confirmed
    z += w[1] * (1 - outside)
    near = kernel(confirmed, 600, blocks)
    near /= np.float32(2 * np.pi * (600 / cell) ** 2)
    z += w[2] * near
    share = max(model["RecordShare"], 1e-4)
    trust = np.array(model["Trust"])
    ratio = (trust + (1 - trust) * share) / ((1 - trust) * share)
    z += w[3] * np.clip(burn([(g, v) for g, v in zip(records, np.log(ratio))], MergeAlg.add), -5, 5)
    spread = burn([(g, v) for g, v in zip(records, trust)], MergeAlg.add)
    z += w[4] * gaussian_filter(spread, 250 / cell, output=np.float32, mode="constant", truncate=3)
    for used in (False, True):
        shapes = []
        for x, y, r in zip(said_x, said_y, said):
            if (r[3] == "used-safely") == used:
                radius = float(r[2])
                right = 0.3 + 0.34 * ((1 - (ord(r[4][0]) - 65 + 0.5) / 6) + (1 - (float(r[5]) - 0.5) / 6))
                hit = min(1, 1 / max(1, np.pi * radius**2 / cell**2 * 0.25))
                lr = 1 / ((right * 0.5 + (1 - right) * 0.2) / (right * 0.05 + (1 - right) * 0.2)) if used else (right * hit + (1 - right) * 0.02) / (right * 0.01 + (1 - right) * 0.02)
                ring = list(zip(x + radius * np.cos(angle), y + radius * np.sin(angle)))
                shapes.append(({"type": "Polygon", "coordinates": [ring + ring[:1]]}, np.log(lr)))
        z += w[6 if used else 5] * np.clip(burn(shapes, MergeAlg.add), -5, 5)
    positions = count(position_x, position_y)
    for f, sigma in ((7, 300), (8, 1000), (9, 4000)):
        k = kernel(positions, sigma, blocks)
        k /= np.float32(0.5)
        z += w[f] * np.log1p(k, out=k)
    settlements = count(settlement_x, settlement_y)
    for f, sigma in ((10, 700), (11, 3000)):
        k = kernel(settlements, sigma, blocks)
        k /= np.float32(0.5)
        z += w[f] * np.log1p(k, out=k)
    k = kernel(count(road_x, road_y, road_m), 300, blocks)
    z += w[12] * np.log1p(k, out=k)
    for accuracy in sorted({r[2] for r in accidents}):
        of = np.array([r[2] == accuracy for r in accidents])
        m = gaussian_filter(count(accident_x[of], accident_y[of]), max(0.6 * float(accuracy), 15) / cell, output=np.float32, mode="constant", truncate=3)
        z += w[13] * soft(60, np.minimum(m, 1))
    miss = np.array(model["Miss"])
    taught = [(g, 1 - q) for (learn, g), q in zip(searches, miss) if learn]
    searched = burn(taught)
    found = (count(finds_x, finds_y) > 0).astype(np.float32)
    found *= searched > 0
    b = np.float32(model["FindRateBase"])
    for f, sigma in ((14, 150), (15, 400), (16, 1500), (17, 6000)):
        n = kernel(found, sigma, blocks)
        n += 30 * b
        a = kernel(searched, sigma, blocks)
        a *= b
        a += 30 * b
        n /= a
        z += w[f] * np.log(n, out=n)
    z += w[18] * burn([(g, 1) for g in cancelled])
    log_miss = burn([(g, np.log(q)) for (_, g), q in zip(searches, miss)], MergeAlg.add)
    z += log_miss
    np.negative(z, out=z)
    np.exp(z, out=z)
    z += 1
    np.reciprocal(z, out=z)
    inside = burn([(g, 1) for g in mask_shapes]) > 0
    z[~inside] = np.nan
    return z, inside & (log_miss == 0)


def timed(blocks, repeats):
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        z, open_land = fuse(blocks)
        times.append(time.perf_counter() - start)
    return float(np.median(times)), z, open_land


full, z, open_land = timed(False, 1)
batched, zb, _ = timed(True, 3)
ours = np.fromfile(os.path.join(folder, "probability.f32"), np.float32).reshape(rows, columns)
both = open_land & ~np.isnan(ours)
print(json.dumps({
    "engine": engine,
    "scriptFullGridSeconds": full,
    "scriptBlockSumsSeconds": batched,
    "ratioFullGrid": full / engine["totalSeconds"],
    "ratioBlockSums": batched / engine["totalSeconds"],
    "rowsOverBandwidthBound": engine["rowsSeconds"] / engine["rowsBandwidthBoundSeconds"],
    "medianAbsoluteDifference": float(np.median(np.abs(z[both] - ours[both]))),
    "p99AbsoluteDifference": float(np.quantile(np.abs(z[both] - ours[both]), 0.99)),
    "correlationOfLogOdds": float(np.corrcoef(np.log(z[both] / (1 - z[both])), np.log(ours[both] / (1 - ours[both])))[0, 1]),
}, indent=1))
