// Marks on an image: clicks on the map become the place that the form sends. Without it places are typed.
const form = document.querySelector<HTMLFormElement>('form[data-observe]');
const map = document.querySelector<HTMLElement>('surefoot-map');
const place = form?.elements.namedItem('place') as HTMLTextAreaElement | null;
const clicked: [number, number][] = [];

const kind = (): string => form?.querySelector<HTMLInputElement>('input[name="mark"]:checked')?.value ?? 'none';

function show(): void {
  const patch = kind() === 'patch' && clicked.length > 2;
  const fewest = kind() === 'patch' ? 3 : kind() === 'line' ? 2 : 0;
  place!.setCustomValidity(clicked.length > 0 && clicked.length < fewest ? `A ${kind()} has ${fewest} corners at least; click on.` : '');
  const corners = patch ? [...clicked, clicked[0]!] : clicked;
  place!.value = corners.map(([lon, lat]) => `${lon.toFixed(6)} ${lat.toFixed(6)}`).join('; ');
  draw(corners, patch);
}

function draw(corners: readonly (readonly number[])[], patch: boolean): void {
  map!.dispatchEvent(
    new CustomEvent('surefoot-draw', {
      detail: corners.length === 0 ? null : corners.length === 1 ? { type: 'Point', coordinates: corners[0] } : patch ? { type: 'Polygon', coordinates: [corners] } : { type: 'LineString', coordinates: corners },
    }),
  );
}

if (form && map && place) {
  form.querySelector<HTMLElement>('[data-mark-tools]')?.removeAttribute('hidden');
  form.addEventListener('change', (event) => {
    if (event.target instanceof HTMLInputElement && event.target.name === 'mark') {
      clicked.length = 0;
      map.toggleAttribute('marking', kind() !== 'none');
      show();
    } else if (event.target === place) {
      const typed = place.value.split(/[;\n]/).map((part) => part.trim().split(/[\s,]+/).map(Number)).filter((at) => at.length === 2 && at.every(Number.isFinite));
      const closed = typed.length > 3 && String(typed[0]) === String(typed.at(-1));
      draw(typed, closed);
    }
  });
  map.addEventListener('surefoot-mark', (event) => {
    const { lon, lat } = (event as CustomEvent<{ lon: number; lat: number }>).detail;
    if (kind() === 'point') {
      clicked.length = 0;
    }
    clicked.push([lon, lat]);
    show();
  });
  form.querySelector('[data-mark-undo]')?.addEventListener('click', () => {
    clicked.pop();
    show();
  });
}

export {};
