#!/usr/bin/env python3
"""Makes samples/karabakh from the collected open geography. Standard library only.

    prepare_geography.py SOURCE DESTINATION

SOURCE holds az-admin-wof, osm-az-region-2021, elevation-coarse, basemap-az-mbtiles, map-assets-protomaps and
published-figures. What is only copied keeps its bytes; districts, country and settlements are rewritten.
The committed result stands alone: nothing reads SOURCE at run time.
"""
import csv
import json
import math
import pathlib
import shutil
import sys

DOUBLE_M = 350.0  # two points of one place, not two places (the source lists 19 such pairs)


def distance_m(a, b):
    lat = math.radians((a["lat"] + b["lat"]) / 2)
    dx = (a["lon"] - b["lon"]) * 111_320 * math.cos(lat)
    dy = (a["lat"] - b["lat"]) * 110_950
    return math.hypot(dx, dy)


def read_csv(path):
    with open(path, encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def write_features(path, features, attribution):
    with open(path, "w", encoding="utf-8", newline="\n") as f:
        f.write('{"type":"FeatureCollection","attribution":%s,"features":[\n' % json.dumps(attribution))
        f.write(",\n".join(json.dumps(x, ensure_ascii=False, separators=(",", ":")) for x in features))
        f.write("\n]}\n")


def districts(source, target, crosswalk):
    by_id = {int(r["wof_id"]): r for r in crosswalk}
    collection = json.load(open(source / "az-admin-wof/az_districts.geojson", encoding="utf-8"))
    out = []
    for feature in collection["features"]:
        row = by_id[feature["properties"]["id"]]
        properties = {"wofId": int(row["wof_id"]), "iso": row["iso"], "nameAz": row["name_az"], "nameEn": row["name_en"],
                      "sample": row["in_demo_area"] == "demo"}
        out.append({"type": "Feature", "properties": properties, "geometry": feature["geometry"]})
    out.sort(key=lambda f: (f["properties"]["iso"], f["properties"]["wofId"]))
    write_features(target / "districts.geojson", out, "Who's On First; Mesoshapes (CC0)")
    return out


def country(source, target):
    collection = json.load(open(source / "az-admin-wof/az_country.geojson", encoding="utf-8"))
    out = [{"type": "Feature", "properties": {"iso": "AZ", "nameEn": "Azerbaijan", "nameAz": "Azərbaycan"}, "geometry": f["geometry"]}
           for f in collection["features"]]
    write_features(target / "country.geojson", out, "Who's On First")


def settlements(source, target, crosswalk):
    checked = {(r["iso"], r["name_az"]) for r in crosswalk}
    places = []
    for r in read_csv(source / "az-admin-wof/az_demo_settlements.csv"):
        shown = r["name_az_source"] != "fallback" or (r["district_iso"], r["name_az"]) in checked
        places.append({
            "id": int(r["wof_id"]), "az": r["name_az"], "en": r["name_en"], "shown": shown, "lon": float(r["lon"]), "lat": float(r["lat"]),
            "lon_text": r["lon"], "lat_text": r["lat"], "elevation": r["dem_m"], "iso": r["district_iso"],
            "people": int(r["population"] or 0)})
    # The better name first, then the better known place; a worse double gives way to it.
    kept = []
    for place in sorted(places, key=lambda p: (not p["shown"], -p["people"], p["elevation"] == "", p["id"])):
        if all(distance_m(place, k) >= DOUBLE_M for k in kept):
            kept.append(place)
    kept.sort(key=lambda p: (p["iso"], p["id"]))
    with open(target / "settlements.csv", "w", encoding="utf-8", newline="") as f:
        w = csv.writer(f, lineterminator="\n")
        w.writerow(["wofId", "nameAz", "nameEn", "nameShown", "lon", "lat", "elevationM", "districtIso"])
        for p in kept:
            # A name that must not be shown is not carried at all.
            name = [p["az"], p["en"] or p["az"]] if p["shown"] else ["", ""]
            w.writerow([p["id"], *name, str(p["shown"]).lower(), p["lon_text"], p["lat_text"], p["elevation"], p["iso"]])
    return len(places), len(kept), sum(1 for p in kept if not p["shown"])


def main():
    source, root = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    geography, basemap, published = root / "geography", root / "basemap", root / "published"
    for folder in (geography / "roads", basemap, published):
        folder.mkdir(parents=True, exist_ok=True)
    crosswalk = read_csv(source / "az-admin-wof/az_district_crosswalk.csv")
    n = len(districts(source, geography, crosswalk))
    country(source, geography)
    before, after, hidden = settlements(source, geography, crosswalk)
    osm = source / "osm-az-region-2021"
    for name in ("water", "waterways", "landcover", "landuse", "railways", "peaks", "buildings", "pois"):
        shutil.copyfile(osm / f"{name}.geojson.gz", geography / f"{name}.geojson.gz")
    shutil.copyfile(osm / "road_nodes.csv.gz", geography / "roads/nodes.csv.gz")
    shutil.copyfile(osm / "road_edges.csv.gz", geography / "roads/edges.csv.gz")
    shutil.copyfile(osm / "roads.geojson.gz", geography / "roads/roads.geojson.gz")
    shutil.copyfile(source / "elevation-coarse/dem_derived_30s.tif", geography / "elevation-30s.tif")
    shutil.copyfile(source / "basemap-az-mbtiles/az_region.mbtiles", basemap / "az_region.mbtiles")
    assets = source / "map-assets-protomaps"
    shutil.copytree(assets / "fonts", basemap / "fonts", dirs_exist_ok=True)
    shutil.copytree(assets / "sprites", basemap / "sprites", dirs_exist_ok=True)
    shutil.copyfile(assets / "OFL.txt", basemap / "fonts/OFL.txt")
    for figures in sorted((source / "published-figures").glob("*.csv")):
        shutil.copyfile(figures, published / figures.name)
    print(f"{n} districts; settlements {before} -> {after} ({hidden} without a name to show)")


if __name__ == "__main__":
    main()
