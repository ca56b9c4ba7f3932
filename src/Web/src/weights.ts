// The form of weights answers at once: a slider beside each number, and the list and map fetched anew while they move.
const form = document.querySelector<HTMLFormElement>('form.weights');
const ranking = document.getElementById('ranking');
let pending = 0;
let running: AbortController | undefined;

async function rank(form: HTMLFormElement, ranking: HTMLElement): Promise<void> {
  running?.abort();
  running = new AbortController();
  ranking.setAttribute('aria-busy', 'true');
  const address = new URL(form.action);
  for (const input of form.querySelectorAll<HTMLInputElement>('input[type=number]')) {
    if (input.value !== input.dataset['inForce']) {
      address.searchParams.set(input.name, input.value);
    }
    input.classList.toggle('changed', input.value !== input.dataset['inForce']);
  }
  try {
    const answer = await fetch(address, { signal: running.signal });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const fresh = page.getElementById('ranking');
    if (answer.ok && fresh) {
      ranking.replaceChildren(...fresh.childNodes);
      history.replaceState(null, '', address);
    }
    ranking.removeAttribute('aria-busy');
  } catch (failure) {
    if (!(failure instanceof DOMException && failure.name === 'AbortError')) {
      throw failure;
    }
  }
}

if (form && ranking) {
  for (const number of form.querySelectorAll<HTMLInputElement>('input[type=number]')) {
    const slider = document.createElement('input');
    slider.type = 'range';
    slider.min = '0';
    slider.max = '20';
    slider.step = number.step;
    slider.value = number.value;
    slider.tabIndex = -1;
    slider.setAttribute('aria-hidden', 'true');
    slider.addEventListener('input', () => (number.value = slider.value));
    number.addEventListener('input', () => (slider.value = number.value));
    number.before(slider);
  }
  form.addEventListener('input', () => {
    window.clearTimeout(pending);
    pending = window.setTimeout(() => void rank(form, ranking), 120);
  });
}
