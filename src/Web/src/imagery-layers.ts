import type { GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl';
import type { Palette } from './patterns';

const nothing = { type: 'FeatureCollection', features: [] } as const;

/** An image of the ground under the records, what was seen on it, and the mark that is being made. */
export function addImagery(map: MapLibreMap, tiles: string | null, observations: string | null, palette: Palette): void {
  if (tiles === null && observations === null) {
    return;
  }

  const below = map.getStyle().layers.find((layer) => /^(veil|hazard|released)/.test(layer.id))?.id;
  if (tiles !== null) {
    map.addSource('imagery', { type: 'raster', tileSize: 256, minzoom: 5, maxzoom: 21, tiles: [new URL(tiles, location.href).href.replaceAll('%7B', '{').replaceAll('%7D', '}')] });
    map.addLayer({ id: 'imagery', type: 'raster', source: 'imagery', paint: { 'raster-fade-duration': 0 } }, below);
  }

  const colour = palette['minefield'] ?? '#6b2fa0';
  map.addSource('observed', { type: 'geojson', data: observations === null ? nothing : JSON.parse(observations) });
  map.addSource('mark', { type: 'geojson', data: nothing });
  for (const [source, line] of [['observed', colour], ['mark', '#ffcc00']] as const) {
    map.addLayer({ id: `${source}-patch`, type: 'fill', source, filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': line, 'fill-opacity': 0.15 } });
    map.addLayer({ id: `${source}-line`, type: 'line', source, filter: ['!=', ['geometry-type'], 'Point'], paint: { 'line-color': line, 'line-width': 2.5 } });
    map.addLayer({ id: `${source}-point`, type: 'circle', source, filter: ['==', ['geometry-type'], 'Point'], paint: { 'circle-radius': 6, 'circle-color': line, 'circle-stroke-color': '#ffffff', 'circle-stroke-width': 2 } });
  }
}

/** The mark that is being made; null for none. */
export function drawMark(map: MapLibreMap, geometry: unknown): void {
  const source = map.getSource('mark') as GeoJSONSource | undefined;
  source?.setData(geometry === null ? nothing : ({ type: 'Feature', properties: {}, geometry } as never));
}
