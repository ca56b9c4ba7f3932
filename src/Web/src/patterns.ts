import type { Map as MapLibreMap } from 'maplibre-gl';

/** Colours of the scheme in use, as the style's metadata carries them. */
export type Palette = Readonly<Record<string, string>>;

const side = 16;

/** Draws the sign of a state on demand, so that the state is read by shape as well as by colour. */
export function addPattern(map: MapLibreMap, id: string, palette: Palette): void {
  const name = id.replace('pattern-', '');
  const colour = palette[name];
  const ratio = 2;
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = side * ratio;
  const draw = canvas.getContext('2d', { willReadFrequently: true });
  if (!id.startsWith('pattern-') || !colour || !draw || map.hasImage(id)) {
    return;
  }

  draw.scale(ratio, ratio);
  draw.strokeStyle = draw.fillStyle = colour;
  switch (name) {
    case 'confirmed':
      draw.lineWidth = 1.7;
      for (let x = -side; x <= 2 * side; x += side / 2) {
        stroke(draw, x, side, x + side, 0);
      }
      break;
    case 'suspected':
      for (const [x, y] of [[4, 4], [12, 12]] as const) {
        draw.beginPath();
        draw.arc(x, y, 1.25, 0, 2 * Math.PI);
        draw.fill();
      }
      break;
    case 'reduced':
      draw.lineWidth = 1.1;
      stroke(draw, 0, 4, side, 4);
      stroke(draw, 0, 12, side, 12);
      break;
    case 'cancelled':
      draw.lineWidth = 1;
      stroke(draw, 8, 0, 8, side);
      break;
    default:
      return;
  }

  map.addImage(id, draw.getImageData(0, 0, canvas.width, canvas.height), { pixelRatio: ratio });
}

function stroke(draw: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  draw.beginPath();
  draw.moveTo(x1, y1);
  draw.lineTo(x2, y2);
  draw.stroke();
}
