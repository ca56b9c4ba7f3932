// Entry of a sheet by table: lines are added, cells pasted from a spreadsheet, and the checks asked for while typing. Without it the form works as it is.
import { askForCheck, takeOver } from './form-check';

const form = document.querySelector<HTMLFormElement>('form[data-entry]');
const mostLines = 500;
let pending = 0;
let running: AbortController | undefined;

function lines(table: HTMLElement): HTMLTableRowElement[] {
  return [...table.querySelectorAll<HTMLTableRowElement>('tr[data-line]')];
}

function fields(row: HTMLElement): (HTMLInputElement | HTMLSelectElement)[] {
  return [...row.querySelectorAll<HTMLInputElement | HTMLSelectElement>('td input, td select')];
}

/** One more empty line, made of the last one. */
function addLine(table: HTMLElement): HTMLTableRowElement | undefined {
  const last = lines(table).at(-1);
  const says = last?.nextElementSibling;
  const number = Number(last?.dataset['line']) + 1;
  if (!last || !says || number > mostLines) {
    return undefined;
  }

  const name = table.dataset['table']!;
  const row = last.cloneNode(true) as HTMLTableRowElement;
  const below = says.cloneNode(true) as HTMLTableRowElement;
  row.dataset['line'] = String(number);
  row.querySelector('th')!.replaceChildren(String(number));
  for (const field of fields(row)) {
    field.name = field.name.replace(/\.\d+\./, `.${number}.`);
    field.value = '';
    field.removeAttribute('aria-invalid');
    field.setAttribute('aria-label', (field.getAttribute('aria-label') ?? '').replace(/line \d+$/, `line ${number}`));
  }
  below.dataset['says'] = `${name}-${number}`;
  below.querySelector('td:last-child')!.replaceChildren();
  says.after(row, below);
  return row;
}

function put(field: HTMLInputElement | HTMLSelectElement | undefined, text: string): void {
  if (field instanceof HTMLSelectElement) {
    const wanted = text.toLowerCase();
    const option = [...field.options].find((one) => one.value.toLowerCase() === wanted || one.text.toLowerCase() === wanted);
    if (option) {
      field.value = option.value;
    } else if (text) {
      // Kept, so that the check can say that there is no such code.
      field.add(new Option(`${text} (no such code)`, text, true, true));
    }
  } else if (field) {
    field.value = text;
  }
}

/** Cells of a spreadsheet go to the cells from here to the right and down. */
function paste(event: ClipboardEvent): void {
  const field = event.target instanceof HTMLElement ? event.target.closest<HTMLInputElement | HTMLSelectElement>('td input, td select') : null;
  const text = event.clipboardData?.getData('text/plain') ?? '';
  const row = field?.closest<HTMLTableRowElement>('tr[data-line]');
  const table = field?.closest<HTMLElement>('[data-table]');
  if (!field || !row || !table || !/[\t\n]/.test(text.trimEnd())) {
    return;
  }

  event.preventDefault();
  const first = fields(row).indexOf(field);
  let at: HTMLTableRowElement | undefined = row;
  for (const line of text.replace(/\r/g, '').replace(/\n+$/, '').split('\n')) {
    if (!at) {
      break;
    }
    const own = fields(at);
    line.split('\t').forEach((cell, i) => put(own[first + i], cell.trim()));
    const all = lines(table);
    at = all[all.indexOf(at) + 1] ?? addLine(table);
  }
  soon();
}

function soon(): void {
  window.clearTimeout(pending);
  pending = window.setTimeout(() => void check(), 500);
}

async function check(): Promise<void> {
  running?.abort();
  running = new AbortController();
  const answer = await askForCheck(form!, running.signal);
  if (!answer) {
    return;
  }

  takeOver(answer, ['#entry-verdict', 'tr[data-says]']);
  for (const field of form!.querySelectorAll<HTMLInputElement | HTMLSelectElement>('.entry-head input, .entry-head select, td input, td select')) {
    const wrong = answer.querySelector(`[name="${CSS.escape(field.name)}"]`)?.getAttribute('aria-invalid');
    field.toggleAttribute('aria-invalid', wrong === 'true');
    if (wrong === 'true') {
      field.setAttribute('aria-invalid', 'true');
    }
  }
}

if (form) {
  for (const table of form.querySelectorAll<HTMLElement>('[data-table]')) {
    const more = document.createElement('button');
    more.type = 'button';
    more.textContent = 'Add five lines';
    more.dataset['more'] = table.dataset['table'];
    more.addEventListener('click', () => {
      const first = addLine(table);
      for (let i = 1; i < 5; i++) {
        addLine(table);
      }
      first?.querySelector<HTMLInputElement>('td input')?.focus();
    });
    table.querySelector('.wide')!.after(more);
  }
  form.addEventListener('paste', paste);
  form.addEventListener('change', soon);

  // What is typed and not yet written is not lost by a wrong click.
  let saved = false;
  form.addEventListener('submit', () => (saved = true));
  addEventListener('beforeunload', (event) => {
    if (!saved && [...form.querySelectorAll<HTMLInputElement>('[data-table="records"] td input')].some((field) => field.value !== field.defaultValue)) {
      event.preventDefault();
    }
  });
}
