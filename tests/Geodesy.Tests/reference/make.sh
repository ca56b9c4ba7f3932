#!/bin/sh
# Makes the reference values of this folder. Needs Debian 12's proj-bin (PROJ 9.1.1) and geographiclib-tools (2.1.2).
#   ./make.sh            writes proj.csv, plane.csv, geodesic.csv and areas.csv beside it
# Every line of proj.csv is one result of:  echo "X Y 0 0" | cct -d N +proj=pipeline …  with the pipeline as spelled out below.
set -eu
cd "$(dirname "$0")"

points() { # longitudes and latitudes over the region: from lon, to lon, step; the latitudes are fixed
    for lat in 38.45 39.05 39.7 40.1 40.75 41.6; do
        lon=$1
        while [ "$(echo "$lon <= $2" | bc)" = 1 ]; do
            echo "$lon $lat"
            lon=$(echo "$lon + $3" | bc)
        done
    done
}

# from operation to, decimals of the result, pipeline; the points come on standard input
run() {
    from=$1; operation=$2; to=$3; decimals=$4; shift 4
    while read -r x y; do
        result=$(echo "$x $y 0 0" | cct -d "$decimals" "$@" | awk '{print $1 "," $2}')
        echo "$from,$operation,$to,$x,$y,$result"
    done
}

DEG="+step +proj=unitconvert +xy_in=deg +xy_out=rad"
RAD="+step +proj=unitconvert +xy_in=rad +xy_out=deg"
H15865="+proj=helmert +x=25 +y=-141 +z=-78.5 +rx=0 +ry=-0.35 +rz=-0.736 +s=0 +convention=coordinate_frame"
H1808="+proj=helmert +x=686.1 +y=-123.5 +z=-574.4 +rx=8.045 +ry=-23.366 +rz=10.791 +s=-2.926 +convention=position_vector"

{
    echo "from,operation,to,x,y,expectedX,expectedY"
    for zone in 37 38 39; do
        points 44.2 50.2 1.5 | run 4326 "" 326$zone 5 +proj=pipeline $DEG +step +proj=utm +zone=$zone +ellps=WGS84
    done
    # EPSG code, central meridian, latitude of origin, false easting
    while read -r code cm lat0 fe; do
        points 44.2 50.2 1.5 | run 4284 "" "$code" 5 +proj=pipeline $DEG +step +proj=tmerc +lat_0="$lat0" +lon_0="$cm" +k=1 +x_0="$fe" +y_0=0 +ellps=krass
    done <<TABLE
28407 39 0 7500000
28408 45 0 8500000
28409 51 0 9500000
2498 45 0 500000
2531 45 0 15500000
2532 48 0 16500000
2590 45 0 500000
2591 48 0 500000
2936 44d32 0d7 2300000
2937 47d32 0d7 3300000
2938 50d32 0d7 4300000
TABLE
    for operation in 15865 1808; do
        eval "helmert=\$H$operation"
        points 44.2 50.2 1.2 | run 4284 $operation 4326 10 +proj=pipeline $DEG +step +proj=cart +ellps=krass +step $helmert +step +inv +proj=cart +ellps=WGS84 $RAD
        points 44.2 50.2 1.2 | run 4326 $operation 4284 10 +proj=pipeline $DEG +step +proj=cart +ellps=WGS84 +step +inv $helmert +step +inv +proj=cart +ellps=krass $RAD
        # Whole ways: metres of a sheet to WGS 84, and back into the grid.
        for e in 8430000 8520000 8610000 8700000 8790000; do for n in 4270000 4360000 4450000 4540000; do echo "$e $n"; done; done |
            run 28408 $operation 4326 10 +proj=pipeline +step +inv +proj=tmerc +lon_0=45 +x_0=8500000 +ellps=krass +step +proj=cart +ellps=krass +step $helmert +step +inv +proj=cart +ellps=WGS84 $RAD
        points 44.2 50.2 1.2 | run 4326 $operation 28408 5 +proj=pipeline $DEG +step +proj=cart +ellps=WGS84 +step +inv $helmert +step +inv +proj=cart +ellps=krass +step +proj=tmerc +lon_0=45 +x_0=8500000 +ellps=krass
    done
    points 44.2 50.2 1.5 | run 4326 "" 3857 5 +proj=pipeline $DEG +step +proj=webmerc
} > proj.csv

{
    echo "lon,lat,eastingM,northingM"
    points 44.2 50.2 0.6 | while read -r x y; do
        echo "$x,$y,$(echo "$x $y 0 0" | cct -d 5 +proj=pipeline $DEG +step +proj=laea +lat_0=39.8 +lon_0=46.7 +ellps=WGS84 | awk '{print $1 "," $2}')"
    done
} > plane.csv

{
    echo "fromLon,fromLat,toLon,toLat,lengthM,azimuthDeg"
    for pair in "46.7 39.8 46.7001 39.8001" "46.7 39.8 46.7 39.81" "46.7 39.8 46.72 39.8" "44.5 38.4 50.3 41.9" "47.1 39.6 47.0 39.7" \
        "46 40 46.5 39.5" "48.9 40.4 45.4 39.2" "0 0 90 45" "-73.8 40.6 49.9 40.4" "46.7 39.8 47.9 39.8" "46.7 -39.8 47.9 39.8" "10 0 20 0"; do
        set -- $pair
        echo "$1,$2,$3,$4,$(echo "$2 $1 $4 $3" | GeodSolve -i -p 9 | awk '{print $3 "," $1}')"
    done
} > geodesic.csv

{
    echo "ring,perimeterM,areaM2"
    for ring in "47.15 39.6;47.151 39.6;47.151 39.601;47.15 39.601" \
        "46.5 39.5;47.5 39.5;47.5 40.2;46.5 40.2" "44.8 38.4;50.4 38.4;50.6 41.9;47 40.2;44.5 41.9" \
        "47 39.7;47.01 39.7;47.004 39.709" "46 40;48 39;49 41" "0 0;10 0;10 10;0 10" "46 39.0001;46 39.0002;46.0001 39.0002;46.0001 39.0001"; do
        echo "$ring,$(echo "$ring" | tr ';' '\n' | awk '{print $2, $1}' | Planimeter -p 10 | awk '{print $2 "," ($3 < 0 ? -$3 : $3)}')"
    done
} > areas.csv
