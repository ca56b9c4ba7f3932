/** Easting and northing in metres, UTM zone 38 north on WGS 84 (EPSG:32638). */
export interface GridPosition {
  readonly easting: number;
  readonly northing: number;
}

const f = 1 / 298.257223563;
const n = f / (2 - f);
const radius = (6378137 / (1 + n)) * (1 + n ** 2 / 4 + n ** 4 / 64);
const alpha = [n / 2 - (2 * n ** 2) / 3 + (5 * n ** 3) / 16, (13 * n ** 2) / 48 - (3 * n ** 3) / 5, (61 * n ** 3) / 240];
const e = Math.sqrt(f * (2 - f));

/** Krüger's series to n³: better than a millimetre within the zone (Karney 2011, eq. 7–11). */
export function toUtm38(lon: number, lat: number): GridPosition {
  const lambda = ((lon - 45) * Math.PI) / 180;
  const sin = Math.sin((lat * Math.PI) / 180);
  const t = Math.sinh(Math.atanh(sin) - e * Math.atanh(e * sin));
  const xi = Math.atan2(t, Math.cos(lambda));
  const eta = Math.asinh(Math.sin(lambda) / Math.hypot(t, Math.cos(lambda)));
  let x = eta;
  let y = xi;
  alpha.forEach((a, i) => {
    const k = 2 * (i + 1);
    x += a * Math.cos(k * xi) * Math.sinh(k * eta);
    y += a * Math.sin(k * xi) * Math.cosh(k * eta);
  });
  return { easting: 500000 + 0.9996 * radius * x, northing: 0.9996 * radius * y };
}
