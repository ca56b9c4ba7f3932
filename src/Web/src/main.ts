import '@fontsource-variable/noto-sans';
import 'maplibre-gl/dist/maplibre-gl.css';
import { setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { SurefootMap } from './surefoot-map';

// The library ships its worker apart; without this line the map never idles.
setWorkerUrl(workerUrl);
customElements.define('surefoot-map', SurefootMap);
