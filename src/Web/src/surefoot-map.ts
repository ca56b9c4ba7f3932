import {
  AttributionControl,
  Map as MapLibreMap,
  NavigationControl,
  Popup,
  ScaleControl,
  type FilterSpecification,
  type LngLat,
  type LngLatBoundsLike,
  type MapMouseEvent,
} from 'maplibre-gl';
import { addImagery, drawMark } from './imagery-layers';
import { PanPad } from './pan-pad';
import { addPattern, type Palette } from './patterns';
import { element, describe } from './popup';
import { TimeSlider } from './time';
import { toUtm38 } from './utm';
import { drawReasons, fetchReasons, linkToReasons } from './why';

/** Layers that answer a click, the most specific first. */
const clickable = ['accidents', 'minefields', 'settlements', 'corridors', 'blockages', 'released-cleared', 'released-reduced', 'released-cancelled', 'hazard-confirmed', 'hazard-suspected'];

/**
 * The map beside the figures. Everything it shows is also in the page's tables; without script its content stays as written.
 * Attributes: style-light, style-dark (addresses of the two styles), bounds (west,south,east,north), zoom-to-bounds (nothing covers the map),
 * imagery (address of an image's tiles), observations (GeoJSON of what was seen on it); with `marking` a click is handed on as `surefoot-mark`.
 * It obeys every checkbox with data-layers and every link with data-go on the page, and sets `ready` when drawn.
 */
export class SurefootMap extends HTMLElement {
  private map: MapLibreMap | undefined;
  private popup: Popup | undefined;
  private readout: HTMLElement | undefined;
  private time: TimeSlider | undefined;
  private readonly dark = matchMedia('(prefers-color-scheme: dark)');
  private readonly linkRecords = document.querySelector('nav a[href="/records"]') !== null;
  private readonly baseFilters = new Map<string, FilterSpecification | undefined>();

  connectedCallback(): void {
    if (this.map) {
      return;
    }

    const canvas = element('div', 'map-canvas');
    this.readout = element('div', 'readout');
    this.readout.setAttribute('aria-hidden', 'true');
    this.append(canvas, this.readout);

    const bounds = this.bounds;
    const phone = matchMedia('(max-width: 60rem)').matches;
    const map = (this.map = new MapLibreMap({
      container: canvas,
      style: this.styleUrl,
      // Beside a legend the left of the map is covered.
      ...(bounds ? { bounds, fitBoundsOptions: { padding: phone || this.hasAttribute('zoom-to-bounds') ? 12 : { top: 20, bottom: 44, left: 290, right: 60 } } } : { center: [46.7, 39.7], zoom: 7 }),
      hash: 'map',
      minZoom: 5,
      maxZoom: this.hasAttribute('imagery') ? 21 : 17,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      attributionControl: false,
      // One finger scrolls the page on a phone, two move the map.
      cooperativeGestures: phone,
    }));
    map.touchZoomRotate.disableRotation();
    map.keyboard.disableRotation();
    map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
    map.addControl(new PanPad(bounds), 'top-right');
    map.addControl(new ScaleControl({ maxWidth: 120 }), 'bottom-left');
    map.addControl(new AttributionControl({ compact: false }), 'bottom-right');

    map.setMissingStyleImageResolver((id) => addPattern(map, id, this.palette));
    map.on('style.load', () => {
      this.baseFilters.clear();
      addImagery(map, this.getAttribute('imagery'), this.getAttribute('observations'), this.palette);
      this.applySwitches();
      this.applyTime();
    });
    map.on('idle', () => this.toggleAttribute('ready', true));
    map.on('mousemove', (event) => this.showPosition(event.lngLat));
    map.on('move', () => this.showPosition(map.getCenter(), true));
    map.on('click', (event) => {
      if (this.hasAttribute('marking')) {
        this.dispatchEvent(new CustomEvent('surefoot-mark', { detail: { lon: event.lngLat.lng, lat: event.lngLat.lat } }));
      } else {
        void this.explain(event);
      }
    });
    this.addEventListener('surefoot-draw', (event) => drawMark(map, (event as CustomEvent).detail));
    map.on('error', (event) => console.warn(event.error?.message ?? 'map error'));
    map.getCanvas().setAttribute('aria-label', 'Map. Arrow keys move it, plus and minus zoom.');

    this.dark.addEventListener('change', () => map.setStyle(this.styleUrl));
    document.addEventListener('change', (event) => {
      if (event.target instanceof HTMLInputElement && event.target.dataset.layers) {
        this.applySwitches();
      }
    });
    document.addEventListener('click', (event) => this.follow(event));
    document.addEventListener('submit', (event) => void this.search(event));
    this.time = TimeSlider.find(() => this.applyTime());
    addEventListener('beforeprint', () => this.freezeForPrint());
    addEventListener('afterprint', () => this.querySelector('.map-print')?.remove());
    this.showPosition(map.getCenter(), true);
  }

  private get styleUrl(): string {
    return new URL(this.getAttribute(this.dark.matches ? 'style-dark' : 'style-light') ?? '', location.href).href;
  }

  private get bounds(): LngLatBoundsLike | undefined {
    const parts = (this.getAttribute('bounds') ?? '').split(',').map(Number);
    return parts.length === 4 && parts.every(Number.isFinite) ? (parts as [number, number, number, number]) : undefined;
  }

  private get palette(): Palette {
    const metadata = this.map?.getStyle().metadata as Record<string, unknown> | undefined;
    return (metadata?.['surefoot:palette'] ?? {}) as Palette;
  }

  private applySwitches(): void {
    for (const input of document.querySelectorAll<HTMLInputElement>('input[data-layers]')) {
      for (const layer of input.dataset.layers!.split(' ')) {
        if (this.map?.getLayer(layer)) {
          this.map.setLayoutProperty(layer, 'visibility', input.checked ? 'visible' : 'none');
        }
      }
    }
  }

  /** Draws hazard and released land as it stood at the end of the chosen day. */
  private applyTime(): void {
    const { map, time } = this;
    if (!map || !time) {
      return;
    }

    for (const layer of map.getStyle().layers) {
      if (!/^(hazard|released)-/.test(layer.id) || !('filter' in layer)) {
        continue;
      }

      if (!this.baseFilters.has(layer.id)) {
        this.baseFilters.set(layer.id, layer.filter as FilterSpecification);
      }

      const base = this.baseFilters.get(layer.id)!;
      map.setFilter(layer.id, time.isNow ? base : (['all', base, ['<=', ['get', 'date'], time.value]] as FilterSpecification));
    }
  }

  private async explain(event: MapMouseEvent): Promise<void> {
    const map = this.map!;
    const layers = clickable.filter((layer) => map.getLayer(layer));
    const around = 4;
    const features = map.queryRenderedFeatures(
      [
        [event.point.x - around, event.point.y - around],
        [event.point.x + around, event.point.y + around],
      ],
      { layers },
    );
    features.sort((a, b) => layers.indexOf(a.layer.id) - layers.indexOf(b.layer.id));
    this.popup?.remove();
    this.select(features[0]?.properties.id);
    const hasReasons = document.getElementById('why') !== null;
    if (features.length === 0 && !hasReasons) {
      return;
    }

    const content = describe(features, this.linkRecords);
    const popup = (this.popup = new Popup({ maxWidth: '20rem', focusAfterOpen: false }).setLngLat(event.lngLat).setDOMContent(content).addTo(map));
    popup.on('close', () => this.select(undefined));
    if (hasReasons) {
      const reasons = await fetchReasons(event.lngLat.lng, event.lngLat.lat);
      if (reasons && popup === this.popup) {
        const drawn = drawReasons(reasons, this.linkRecords);
        const why = document.getElementById('why')!;
        why.replaceChildren(drawn);
        content.prepend(linkToReasons(reasons.probability));
        // Whoever looks at the probability wants to know why; whoever looks at the records is not moved about.
        if (map.getLayoutProperty('probability', 'visibility') === 'visible' && matchMedia('(min-width: 60rem)').matches) {
          why.scrollIntoView({ block: 'center' });
        }
      }
    }

    if (content.childElementCount === 0) {
      popup.remove();
    }
  }

  private select(id: unknown): void {
    for (const layer of ['selected-line', 'selected-released-line']) {
      if (this.map?.getLayer(layer)) {
        this.map.setFilter(layer, ['==', ['get', 'id'], typeof id === 'string' ? id : '']);
      }
    }
  }

  private showPosition(at: LngLat, centre = false): void {
    const { easting, northing } = toUtm38(at.lng, at.lat);
    this.readout?.replaceChildren(
      element('span', '', `${centre ? 'Centre ' : ''}${at.lat.toFixed(5)}° N  ${at.lng.toFixed(5)}° E`),
      element('span', '', `UTM 38N  ${Math.round(easting)} E  ${Math.round(northing)} N`),
    );
  }

  /** A link with data-go="map=zoom/lat/lon" moves the map instead of loading the page again. */
  private follow(event: MouseEvent): void {
    const link = event.target instanceof Element ? event.target.closest<HTMLElement>('a[data-go]') : null;
    const match = /^map=([\d.]+)\/([-\d.]+)\/([-\d.]+)$/.exec(link?.dataset.go ?? '');
    if (!match || event.ctrlKey || event.metaKey) {
      return;
    }

    event.preventDefault();
    this.map?.flyTo({ zoom: Number(match[1]), center: [Number(match[3]), Number(match[2])] });
    this.scrollIntoView({ block: 'nearest' });
  }

  /** Fills the results in place, so that the map keeps its view; without script the form loads the page with the same results. */
  private async search(event: SubmitEvent): Promise<void> {
    const results = document.getElementById('search-results');
    if (!(event.target instanceof HTMLFormElement) || !event.target.matches('.search') || !results) {
      return;
    }

    event.preventDefault();
    const query = String(new FormData(event.target).get('q') ?? '');
    const answer = await fetch(`/search?q=${encodeURIComponent(query)}`);
    if (answer.ok) {
      const found = new DOMParser().parseFromString(await answer.text(), 'text/html');
      results.replaceChildren(...found.body.children);
      if (results.querySelectorAll('a[data-go]').length === 1) {
        results.querySelector<HTMLElement>('a[data-go]')!.click();
      }
    }
  }

  // The drawing buffer is gone by the time the printer asks: draw once more and keep it as an image.
  private freezeForPrint(): void {
    const map = this.map;
    if (!map) {
      return;
    }

    map.redraw();
    const image = document.createElement('img');
    image.className = 'map-print';
    image.alt = 'The map as shown';
    image.src = map.getCanvas().toDataURL('image/png');
    this.querySelector('.map-canvas')?.append(image);
  }
}
