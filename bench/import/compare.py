"""Import of the sample's found items beside ogr2ogr to GeoPackage, in one run.

usage: compare.py FOUND_ITEMS.csv [RUNS]

Not the same work: ours checks every row and position against the country, hashes and chains each entry, writes table, index and R*Tree, syncs to the
disk (synchronous=FULL) and approves; ogr2ogr writes a table and an R*Tree. Each run starts from nothing; whole processes, medians.
"""
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

source = os.path.abspath(sys.argv[1])
runs = int(sys.argv[2]) if len(sys.argv) > 2 else 3
root = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
program = os.path.join(root, "artifacts", "bin", "Surefoot.Cli", "release", "Surefoot.Cli.dll")


def timed(command):
    start = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        sys.exit(f"{command[0]} failed:\n{done.stdout}")
    return time.perf_counter() - start


ours, again, theirs = [], [], []
for _ in range(runs):
    folder = tempfile.mkdtemp(prefix="surefoot-bench-")
    command = ["dotnet", program, "import", source, "--as", "found-item", "--data", folder, "--actor", "syn-information-officer", "--json"]
    ours.append(timed(command + ["--approve-as", "syn-operations-chief"]))
    again.append(timed(command))
    theirs.append(timed(["ogr2ogr", "-f", "GPKG", os.path.join(folder, "finds.gpkg"), source, "-oo", "X_POSSIBLE_NAMES=lon", "-oo", "Y_POSSIBLE_NAMES=lat", "-oo", "AUTODETECT_TYPE=YES", "-a_srs", "EPSG:4326"]))
    shutil.rmtree(folder)

rows = sum(1 for _ in open(source, encoding="utf-8")) - 1
a, b, c = statistics.median(ours), statistics.median(again), statistics.median(theirs)
print(f"rows {rows}")
print(f"surefoot import and approve  {a:.2f} s  ({rows / a:,.0f} rows/s)")
print(f"the same file again          {b:.2f} s  (nothing changes)")
print(f"ogr2ogr to GeoPackage        {c:.2f} s  ({rows / c:,.0f} rows/s)")
print(f"ratio surefoot / ogr2ogr     {a / c:.2f}")
