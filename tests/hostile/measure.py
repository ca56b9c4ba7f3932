"""Runs `surefoot check` on every file below some folders, each in a process of its own, and tells what it took."""
import json, os, subprocess, sys, time

program, folders = sys.argv[1], sys.argv[2:]
MOST_SECONDS, MOST_KIB = 5.0, 256 * 1024
beside = {".dbf", ".prj", ".cpg", ".shx", ".md", ".txt", ".tsv"}
rows, bad = [], []
for folder in folders:
    for path, _, names in sorted(os.walk(folder)):
        for name in sorted(names):
            file = os.path.join(path, name)
            stem, kind = os.path.splitext(file)
            # What belongs to a shapefile is read with it.
            if kind in beside and (kind in {".md", ".txt", ".tsv"} or os.path.exists(stem + ".shp")):
                continue
            options = ["--crs", "EPSG:4326"] if "shapefile-corrupt" in path else []
            began = time.time()
            process = subprocess.Popen(["dotnet", program, "check", file, "--json", *options], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            out = process.stdout.read()
            _, status, used = os.wait4(process.pid, 0)
            seconds = used.ru_utime + used.ru_stime
            try:
                verdict = json.loads(out).get("verdict", "none")
            except ValueError:
                verdict = "none"
            rows.append((seconds, used.ru_maxrss, verdict, os.path.basename(path) + "/" + name, time.time() - began))
            if seconds >= MOST_SECONDS or used.ru_maxrss >= MOST_KIB or verdict == "none":
                bad.append(rows[-1])

rows.sort(reverse=True)
print(f"{len(rows)} files; seconds of the processor and peak memory of the whole process, start included")
print("slowest:")
for seconds, kib, verdict, name, wall in rows[:8]:
    print(f"  {seconds:5.2f} s {kib / 1024:6.0f} MiB  {verdict:7} {name}")
print("largest:")
for seconds, kib, verdict, name, wall in sorted(rows, key=lambda r: -r[1])[:8]:
    print(f"  {seconds:5.2f} s {kib / 1024:6.0f} MiB  {verdict:7} {name}")
for verdict in ("accept", "flag", "reject", "none"):
    print(f"{verdict}: {sum(r[2] == verdict for r in rows)}")
for seconds, kib, verdict, name, wall in bad:
    print(f"OUT OF BOUNDS  {seconds:.2f} s {kib / 1024:.0f} MiB  {verdict} {name}")
sys.exit(1 if bad else 0)
