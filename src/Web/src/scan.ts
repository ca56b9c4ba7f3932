// A scan: control points and the parts of records are clicked on it. Pixels are those of the file, however large it is shown.
import { askForCheck, takeOver } from './form-check';

type Pixel = readonly [column: number, row: number];
interface Drawn {
  number: string;
  outline: Pixel[];
  rows: Pixel[][];
  references: Pixel[];
}

const svgNamespace = 'http://www.w3.org/2000/svg';
const view = document.querySelector<HTMLElement>('[data-scan]');
const sheet = view?.querySelector<HTMLElement>('.scan-sheet');
const image = view?.querySelector<HTMLImageElement>('img');
const controls = document.querySelector<HTMLFormElement>('form[data-controls]');
const draw = document.querySelector<HTMLFormElement>('form[data-draw]');
const says = document.querySelector<HTMLElement>('[data-scan-says]');
const columns = Number(view?.dataset['columns']);
const rows = Number(view?.dataset['rows']);
const overlay = document.createElementNS(svgNamespace, 'svg');
const drawn: Drawn[] = [{ number: '1', outline: [], rows: [], references: [] }];
const undo: (() => void)[] = [];
let pending = 0;
let running: AbortController | undefined;

const mode = (): string => document.querySelector<HTMLInputElement>('input[name="scan-mode"]:checked')?.value ?? 'look';
const current = (): Drawn => drawn[drawn.length - 1]!;
const control = (n: number, part: string): HTMLInputElement | null => controls?.elements.namedItem(`control.${n}.${part}`) as HTMLInputElement | null;

function tell(text: string): void {
  if (says) {
    says.textContent = text;
  }
}

function* controlNumbers(): Generator<number> {
  for (const line of controls?.querySelectorAll<HTMLElement>('[data-control]') ?? []) {
    yield Number(line.dataset['control']);
  }
}

function shape(name: string, attributes: Record<string, string | number>, title?: string): SVGElement {
  const made = document.createElementNS(svgNamespace, name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, String(value));
  }
  if (title) {
    const text = document.createElementNS(svgNamespace, 'title');
    text.textContent = title;
    made.append(text);
  }
  return made;
}

function cross(at: Pixel, size: number, name: string, style: string): SVGElement[] {
  const [c, r] = at;
  const text = shape('text', { x: c + size, y: r - size * 0.6, 'font-size': size * 2, class: style });
  text.textContent = name;
  return [shape('path', { d: `M${c - size} ${r}h${2 * size}M${c} ${r - size}v${2 * size}`, class: style }, name), text];
}

function paint(): void {
  // Marks keep their size on the screen.
  const size = (9 * columns) / Math.max(1, image!.getBoundingClientRect().width);
  const marks: SVGElement[] = [];
  for (const n of controlNumbers()) {
    const [c, r] = [control(n, 'column')?.value, control(n, 'row')?.value];
    if (c && r) {
      marks.push(...cross([Number(c), Number(r)], size, control(n, 'name')?.value ?? '', 'sc-control'));
    }
  }
  for (const record of drawn) {
    if (record.outline.length > 0) {
      marks.push(shape('path', { d: `M${record.outline.map((p) => p.join(' ')).join('L')}${record.outline.length > 2 ? 'Z' : ''}`, class: 'sc-outline' }, record.number));
      record.outline.forEach(([c, r]) => marks.push(shape('circle', { cx: c, cy: r, r: size * 0.4, class: 'sc-corner' })));
    }
    for (const row of record.rows) {
      marks.push(...row.map(([c, r]) => shape('circle', { cx: c, cy: r, r: size * 0.4, class: 'sc-end' })));
      if (row.length === 2) {
        marks.push(shape('path', { d: `M${row[0]!.join(' ')}L${row[1]!.join(' ')}`, class: 'sc-row' }));
      }
    }
    record.references.forEach((p, i) => marks.push(...cross(p, size, `RP${i + 1}`, 'sc-reference')));
  }
  overlay.replaceChildren(...marks);
}

function hidden(name: string, value: string | number): HTMLInputElement {
  const input = document.createElement('input');
  input.type = 'hidden';
  input.name = name;
  input.value = String(value);
  return input;
}

/** What was clicked, as lines of the entry table; the server makes coordinates of the pixels. */
function fill(): void {
  const list = draw?.querySelector('[data-drawn]');
  if (!list) {
    return;
  }
  const made: HTMLElement[] = [];
  let point = 0;
  let row = 0;
  let line = 0;
  const add = (record: string, name: string, role: string, [c, r]: Pixel): void => {
    point++;
    for (const [part, value] of Object.entries({ record, name, role, column: c.toFixed(1), row: r.toFixed(1) })) {
      made.push(hidden(`points.${point}.${part}`, value));
    }
  };
  for (const record of drawn) {
    if (record.outline.length + record.rows.length + record.references.length === 0) {
      continue;
    }
    line++;
    const ends = record.rows.filter((one) => one.length === 2);
    const text = document.createElement('p');
    text.textContent = `Record ${record.number}: ${record.outline.length} corners, ${ends.length} rows, ${record.references.length} reference points`;
    made.push(text, hidden(`records.${line}.recordNumber`, record.number), hidden(`records.${line}.outline`, record.outline.map((_, i) => `T${i + 1}`).join('; ')));
    if (ends.length > 0) {
      made.push(hidden(`records.${line}.rows`, ends.length));
    }
    record.references.forEach((p, i) => add(record.number, `RP${i + 1}`, 'reference-point', p));
    record.outline.forEach((p, i) => add(record.number, `T${i + 1}`, 'turning-point', p));
    ends.forEach(([a, b], i) => {
      add(record.number, `R${i + 1}a`, 'turning-point', a!);
      add(record.number, `R${i + 1}b`, 'turning-point', b!);
      row++;
      for (const [part, value] of Object.entries({ record: record.number, name: i + 1, from: `R${i + 1}a`, to: `R${i + 1}b` })) {
        made.push(hidden(`rows.${row}.${part}`, value));
      }
    });
  }
  if (made.length === 0) {
    const none = document.createElement('p');
    none.className = 'fine';
    none.textContent = 'Nothing is clicked yet.';
    made.push(none);
  }
  list.replaceChildren(...made);
}

function mark(at: Pixel): void {
  const record = current();
  switch (mode()) {
    case 'control': {
      const free = [...controlNumbers()].find((n) => !control(n, 'column')?.value);
      if (free === undefined) {
        tell('All lines are full: save, and there are more.');
        return;
      }
      control(free, 'column')!.value = at[0].toFixed(1);
      control(free, 'row')!.value = at[1].toFixed(1);
      undo.push(() => {
        control(free, 'column')!.value = '';
        control(free, 'row')!.value = '';
      });
      control(free, 'asWritten')!.focus({ preventScroll: true });
      tell(`${control(free, 'name')!.value} at ${at[0].toFixed(0)}, ${at[1].toFixed(0)}: type its coordinate as written.`);
      break;
    }
    case 'outline':
      record.outline.push(at);
      undo.push(() => void record.outline.pop());
      tell(`Corner ${record.outline.length} of record ${record.number}.`);
      break;
    case 'row': {
      const open = record.rows.find((one) => one.length === 1);
      if (open) {
        open.push(at);
        undo.push(() => void open.pop());
      } else {
        const begun = [at];
        record.rows.push(begun);
        undo.push(() => void record.rows.splice(record.rows.indexOf(begun), 1));
      }
      tell(open ? `Row ${record.rows.length} of record ${record.number}.` : 'Now its other end.');
      break;
    }
    case 'reference':
      record.references.push(at);
      undo.push(() => void record.references.pop());
      tell(`Reference point ${record.references.length} of record ${record.number}.`);
      break;
    default:
      tell(`Pixel ${at[0].toFixed(0)}, ${at[1].toFixed(0)}. Choose above what a click marks.`);
      return;
  }
  paint();
  fill();
}

function zoom(factor: number | 'fit'): void {
  const shown = image!.getBoundingClientRect();
  const width = factor === 'fit' ? view!.clientWidth : Math.min(columns * 4, Math.max(200, shown.width * factor));
  // The middle of what is seen stays in the middle.
  const x = (view!.scrollLeft + view!.clientWidth / 2) / shown.width;
  const y = (view!.scrollTop + view!.clientHeight / 2) / shown.height;
  sheet!.style.width = `${width}px`;
  const now = image!.getBoundingClientRect();
  view!.scrollTo(x * now.width - view!.clientWidth / 2, y * now.height - view!.clientHeight / 2);
  paint();
}

async function checkFit(): Promise<void> {
  running?.abort();
  running = new AbortController();
  const answer = await askForCheck(controls!, running.signal);
  if (answer) {
    takeOver(answer, ['#scan-fit']);
    for (const fresh of answer.querySelectorAll<HTMLElement>('[data-off]')) {
      const here = document.querySelector(`[data-off="${CSS.escape(fresh.dataset['off'] ?? '')}"]`);
      if (here) {
        here.textContent = fresh.textContent;
      }
    }
  }
}

if (view && sheet && image) {
  document.querySelector<HTMLElement>('[data-scan-tools]')?.removeAttribute('hidden');
  overlay.setAttribute('viewBox', `0 0 ${columns} ${rows}`);
  overlay.setAttribute('class', 'scan-overlay');
  overlay.setAttribute('aria-hidden', 'true');
  sheet.append(overlay);
  image.addEventListener('click', (event) => {
    const box = image.getBoundingClientRect();
    mark([((event.clientX - box.left) / box.width) * columns, ((event.clientY - box.top) / box.height) * rows]);
  });
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-zoom]')) {
    button.addEventListener('click', () => zoom(button.dataset['zoom'] === 'in' ? 1.5 : button.dataset['zoom'] === 'out' ? 1 / 1.5 : 'fit'));
  }
  document.querySelector('[data-undo]')?.addEventListener('click', () => {
    undo.pop()?.();
    paint();
    fill();
  });
  controls?.addEventListener('input', () => {
    paint();
    window.clearTimeout(pending);
    pending = window.setTimeout(() => void checkFit(), 500);
  });
  const number = draw?.querySelector<HTMLInputElement>('[data-record-number]');
  number?.addEventListener('input', () => {
    current().number = number.value.trim() || '1';
    fill();
  });
  draw?.querySelector('[data-next-record]')?.addEventListener('click', () => {
    const next = String((Number.parseInt(current().number, 10) || drawn.length) + 1);
    drawn.push({ number: next, outline: [], rows: [], references: [] });
    undo.length = 0;
    number!.value = next;
    tell(`Record ${next}: click the corners of its outline.`);
    fill();
  });
  new ResizeObserver(paint).observe(view);
  if (image.complete) {
    paint();
  } else {
    image.addEventListener('load', paint);
  }
}
