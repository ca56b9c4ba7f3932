import type { MapGeoJSONFeature } from 'maplibre-gl';

const kinds: Readonly<Record<string, string>> = {
  confirmed: 'Confirmed hazardous area (CHA)',
  suspected: 'Suspected hazardous area (SHA)',
  cleared: 'Cleared land',
  reduced: 'Land reduced by technical survey',
  cancelled: 'Land cancelled by non-technical survey',
};

const states: Readonly<Record<string, string>> = { open: 'open', 'partly-released': 'partly released', released: 'released' };

const recordTypes: Readonly<Record<string, string>> = {
  hazard: 'hazard-area',
  settlement: 'settlement',
  accident: 'accident',
  minefield: 'minefield-record',
  blockage: 'road-blockage',
};

/** What stands under the pointer, one section each, the most specific first. Text only: nothing from a record is read as markup. */
export function describe(features: readonly MapGeoJSONFeature[], linkRecords: boolean): HTMLElement {
  const box = element('div', 'popup');
  const seen = new Set<string>();
  for (const feature of features) {
    const id = String(feature.properties.id ?? '');
    const key = `${feature.sourceLayer}/${id}`;
    // On small scales released land tells nothing but its kind.
    if (!id || seen.has(key) || seen.size >= 4) {
      continue;
    }

    seen.add(key);
    box.append(section(feature, id, linkRecords));
  }

  return box;
}

function section(feature: MapGeoJSONFeature, id: string, linkRecords: boolean): HTMLElement {
  const p = feature.properties;
  const part = element('section');
  const layer = feature.sourceLayer ?? '';
  part.append(element('h3', '', title(layer, p)));
  const rows: [string, string | undefined][] = [];
  switch (layer) {
    case 'hazard':
      rows.push(['State', states[String(p.state)]], ['Recorded', day(p.date)], ['Area, counted once', hectares(p.areaM2)], ['Not released', hectares(p.openM2)]);
      break;
    case 'released':
      rows.push(['Released', day(p.date)], ['Method', words(p.method)], ['Reported area', hectares(p.areaM2)], ['Hazard area', p.hazardArea && String(p.hazardArea)]);
      break;
    case 'settlement':
      rows.push(['People', count(p.people)], ['Planned to return', count(p.returnees)], ['In', p.returnYear && String(p.returnYear)]);
      break;
    case 'accident':
      rows.push(['On', day(p.date)], ['Device', words(p.category)], ['Killed', count(p.killed)], ['Injured', count(p.injured)], ['While', words(p.activity)]);
      break;
    case 'minefield':
      rows.push(['Sheet', p.sheet && String(p.sheet)], ['Category', words(p.category)], ['Laid', day(p.date)]);
      break;
    case 'blockage':
      rows.push(['Cause', words(p.cause)], ['Since', day(p.date)]);
      break;
    case 'corridor':
      rows.push(['Rank', count(p.rank)]);
      break;
  }

  const list = element('dl');
  for (const [name, value] of rows) {
    if (value) {
      list.append(element('dt', '', name), element('dd', '', value));
    }
  }

  part.append(list);
  const type = layer === 'released' ? `${String(p.kind)}-area` : recordTypes[layer];
  if (linkRecords && type) {
    const link = element('a', '', id) as HTMLAnchorElement;
    link.href = `/records/${type}/${encodeURIComponent(id)}`;
    part.append(link);
  } else {
    part.append(element('p', '', id));
  }

  return part;
}

function title(layer: string, p: Record<string, unknown>): string {
  switch (layer) {
    case 'settlement':
      return p.name ? String(p.name) : 'Settlement';
    case 'accident':
      return 'Accident';
    case 'minefield':
      return 'Minefield record, as drawn';
    case 'blockage':
      return 'Blocked road';
    case 'corridor':
      return `Corridor ${String(p.name ?? '')}`;
    default:
      return kinds[String(p.kind)] ?? layer;
  }
}

/** Tiles carry a date as 20240331. */
export function day(value: unknown): string | undefined {
  if (typeof value !== 'number') {
    return undefined;
  }

  return `${Math.floor(value / 10000)}-${String(Math.floor(value / 100) % 100).padStart(2, '0')}-${String(value % 100).padStart(2, '0')}`;
}

function hectares(value: unknown): string | undefined {
  return typeof value === 'number' ? `${(value / 10000).toLocaleString('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 })} ha` : undefined;
}

function count(value: unknown): string | undefined {
  return typeof value === 'number' ? value.toLocaleString('en-GB') : undefined;
}

function words(value: unknown): string | undefined {
  return typeof value === 'string' ? value.replaceAll('-', ' ') : undefined;
}

export function element(name: string, className = '', text = ''): HTMLElement {
  const made = document.createElement(name);
  if (className) {
    made.className = className;
  }

  made.textContent = text;
  return made;
}
