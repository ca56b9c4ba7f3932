import type { IControl, LngLatBoundsLike, Map as MapLibreMap } from 'maplibre-gl';

const arrows = { up: 'M4 10 8 5l4 5', left: 'M10 4 5 8l5 4', right: 'M6 4l5 4-5 4', down: 'M4 6l4 5 4-5', home: 'M3 8l5-5 5 5M5 7v6h6V7' } as const;
const labels = { up: 'Move north', left: 'Move west', right: 'Move east', down: 'Move south', home: 'Show the whole area' } as const;
const steps = { up: [0, -1], left: [-1, 0], right: [1, 0], down: [0, 1] } as const;

/** Moves the map by single presses, for those who cannot drag (WCAG 2.5.7). */
export class PanPad implements IControl {
  private box: HTMLElement | undefined;

  constructor(private readonly home: LngLatBoundsLike | undefined) {}

  onAdd(map: MapLibreMap): HTMLElement {
    this.box = document.createElement('div');
    this.box.className = 'maplibregl-ctrl maplibregl-ctrl-group pan-pad';
    for (const name of ['up', 'left', 'home', 'right', 'down'] as const) {
      if (name === 'home' && !this.home) {
        continue;
      }

      const button = document.createElement('button');
      button.type = 'button';
      button.dataset.pan = name;
      button.title = labels[name];
      button.setAttribute('aria-label', labels[name]);
      button.append(icon(arrows[name]));
      button.addEventListener('click', () => {
        if (name === 'home') {
          map.fitBounds(this.home!, { padding: 24 });
        } else {
          const [x, y] = steps[name];
          map.panBy([(x * map.getContainer().clientWidth) / 3, (y * map.getContainer().clientHeight) / 3]);
        }
      });
      this.box.append(button);
    }

    return this.box;
  }

  onRemove(): void {
    this.box?.remove();
  }
}

function icon(path: string): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('width', '16');
  svg.setAttribute('height', '16');
  svg.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  line.setAttribute('d', path);
  line.setAttribute('fill', 'none');
  line.setAttribute('stroke', 'currentColor');
  line.setAttribute('stroke-width', '1.7');
  svg.append(line);
  return svg;
}
