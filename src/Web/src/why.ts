import { element } from './popup';

interface RecordLink {
  readonly type: string;
  readonly id: string;
}

interface EvidenceGroup {
  readonly name: string;
  readonly logOdds: number;
  readonly records: readonly RecordLink[];
}

interface Reasons {
  readonly probability: number;
  readonly expectedItems: number;
  readonly intervalLow: number;
  readonly intervalHigh: number;
  readonly groups: readonly EvidenceGroup[];
}

/** Fetches why a place has its probability; undefined where there is none. */
export async function fetchReasons(lon: number, lat: number): Promise<Reasons | undefined> {
  const answer = await fetch(`/api/hazard/why?lon=${lon.toFixed(6)}&lat=${lat.toFixed(6)}`);
  return answer.status === 200 ? ((await answer.json()) as Reasons) : undefined;
}

/** A bar per evidence group, to the right what speaks for contamination, to the left what speaks against, with the records behind it. */
export function drawReasons(reasons: Reasons, linkRecords: boolean): HTMLElement {
  const box = element('section', 'why');
  box.append(element('h3', '', `Probability of contamination ${percent(reasons.probability)}`));
  box.append(element('p', '', `Between ${percent(reasons.intervalLow)} and ${percent(reasons.intervalHigh)} by what was learned; ${reasons.expectedItems.toFixed(3)} items expected in the cell.`));
  const bars = element('div', 'bars');
  const most = Math.max(0.5, ...reasons.groups.map((group) => Math.abs(group.logOdds)));
  for (const group of reasons.groups) {
    bars.append(element('span', '', group.name), bar(group.logOdds / most), element('span', '', `${group.logOdds < 0 ? '−' : '+'}${Math.abs(group.logOdds).toFixed(2)}`));
    if (group.records.length > 0) {
      bars.append(records(group.records, linkRecords));
    }
  }

  box.append(bars, element('p', 'fine', 'Weight of evidence in log-odds: right for, left against.'));
  return box;
}

function records(links: readonly RecordLink[], linkRecords: boolean): HTMLElement {
  const list = element('span', 'records');
  links.slice(0, 5).forEach((record, i) => {
    if (i > 0) {
      list.append(', ');
    }

    if (linkRecords) {
      const link = element('a', '', record.id) as HTMLAnchorElement;
      link.href = `/records/${encodeURIComponent(record.type)}/${encodeURIComponent(record.id)}`;
      list.append(link);
    } else {
      list.append(record.id);
    }
  });
  if (links.length > 5) {
    list.append(` and ${links.length - 5} more`);
  }

  return list;
}

function bar(share: number): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '-50 0 100 14');
  svg.setAttribute('preserveAspectRatio', 'none');
  svg.setAttribute('aria-hidden', 'true');
  const rect = document.createElementNS(svg.namespaceURI, 'rect');
  rect.setAttribute('class', share < 0 ? 'less' : 'more');
  rect.setAttribute('x', String(Math.min(0, share * 50)));
  rect.setAttribute('y', '2');
  rect.setAttribute('width', String(Math.abs(share) * 50));
  rect.setAttribute('height', '10');
  const mid = document.createElementNS(svg.namespaceURI, 'path');
  mid.setAttribute('class', 'mid');
  mid.setAttribute('d', 'M0 0v14');
  svg.append(rect, mid);
  return svg as SVGSVGElement;
}

function percent(p: number): string {
  return p < 0.0005 ? '< 0.1 %' : p > 0.995 && p < 1 ? '> 99 %' : `${(p * 100).toFixed(p < 0.1 ? 1 : 0)} %`;
}

/** The first line of a popup: how likely, and the way to the reasons beside (on a phone, below) the map. */
export function linkToReasons(probability: number): HTMLElement {
  const line = element('p', 'fine', `Probability of contamination ${(probability * 100).toFixed(1)} %. `);
  const link = element('a', '', 'Why?');
  link.setAttribute('href', '#why');
  line.append(link);
  return line;
}
