#!/bin/sh
# Makes systems.csv, convergence.csv and mgrs.csv. Needs Debian 12's proj-bin (PROJ 9.1.1) and geographiclib-tools (2.1.2).
# Definitions come from PROJ's own copy of the EPSG data set, by code, and not from parameters written here: a wrong parameter in the
# product cannot be wrong in the reference as well.
set -eu
cd "$(dirname "$0")"

grid() { # longitudes from, to, step; degrees on the datum of the system
    awk -v a="$1" -v b="$2" -v s="$3" 'BEGIN { for (lat = 38.37; lat < 41.95; lat += 0.713) for (lon = a; lon <= b; lon += s) printf "%.4f %.4f\n", lon, lat }'
}

# system, operation, degrees on its own datum, metres in it, degrees on WGS 84
{
    echo "system,operation,lon,lat,x,y,wgs84Lon,wgs84Lat"
    for system in 32637 32638 32639; do
        grid 44.61 50.4 1.13 > in.txt
        awk '{print $2, $1}' in.txt | cs2cs -f %.6f EPSG:4326 EPSG:$system | awk '{print $1 "," $2}' > xy.txt
        paste -d, in.txt xy.txt in.txt | tr ' ' ',' | sed "s/^/$system,,/"
    done
    for system in 28407 28408 28409 2497 2498 2499 2530 2531 2532 2533 2589 2590 2591 2592 2936 2937 2938; do
        grid 44.61 50.4 1.91 > in.txt
        # EPSG's order for these: latitude, longitude; northing, easting.
        awk '{print $2, $1}' in.txt | cs2cs -f %.6f EPSG:4284 EPSG:$system | awk '{print $2 "," $1}' > xy.txt
        for operation in 15865 1808; do
            awk '{print $2, $1, 0}' in.txt | cct -d 11 EPSG:$operation | awk '{print $2 "," $1}' > wgs.txt
            paste -d, in.txt xy.txt wgs.txt | tr ' ' ',' | sed "s/^/$system,$operation,/"
        done
    done
} > systems.csv

{
    echo "system,lon,lat,convergenceDeg,scale"
    while read -r system lon0 x0 k ellps; do
        for point in "44.7 38.5" "45.9 40.1" "46.75 39.82" "47.9 41.8" "49.9 40.4"; do
            echo "$point" | proj -V +proj=etmerc +lon_0="$lon0" +k="$k" +x_0="$x0" +ellps="$ellps" > v.txt
            echo "$system,$(echo "$point" | tr ' ' ','),$(awk '/^Convergence/ {gsub(/[\[\]]/, ""); print $NF}' v.txt),$(awk '/^Meridian scale/ {print $5}' v.txt)"
        done
    done <<TABLE
32637 39 500000 0.9996 WGS84
32638 45 500000 0.9996 WGS84
32639 51 500000 0.9996 WGS84
28407 39 7500000 1 krass
28408 45 8500000 1 krass
28409 51 9500000 1 krass
2532 48 16500000 1 krass
2936 44d32 2300000 1 krass
2937 47d32 3300000 1 krass
TABLE
} > convergence.csv

{
    echo "lon,lat,digits,mgrs"
    { grid 44.61 50.4 0.71; printf '%s\n' "47.9999999 39" "48 39" "6 60.5" "3 56" "2.9999 60" "9 78" "20.9 75" "21 75" "33 80" "-179.999 -79.9" "179.999 83.9" "-70 -33" "0.0001 0.0001" "-0.0001 -0.0001" "15 7.99999" "15 8"; } | while read -r lon lat; do
        for precision in 5 3 1; do
            echo "$lon,$lat,$precision,$(echo "$lat $lon" | GeoConvert -m -p $((precision - 5)))"
        done
    done
} > mgrs.csv
rm -f in.txt xy.txt wgs.txt v.txt
wc -l systems.csv convergence.csv mgrs.csv >&2
