/** Sends a form to where it goes anyway, asks only for its checks, and hands back the page that answers. */
export async function askForCheck(form: HTMLFormElement, signal: AbortSignal): Promise<Document | undefined> {
  const data = new FormData(form);
  data.set('do', 'check');
  try {
    const answer = await fetch(form.action, { method: 'POST', body: data, signal });
    return answer.status === 200 || answer.status === 422 ? new DOMParser().parseFromString(await answer.text(), 'text/html') : undefined;
  } catch (failure) {
    if (failure instanceof DOMException && failure.name === 'AbortError') {
      return undefined;
    }
    throw failure;
  }
}

/** Puts what the answer says at the same places of this page; what is typed stays. */
export function takeOver(answer: Document, selectors: readonly string[]): void {
  for (const selector of selectors) {
    for (const fresh of answer.querySelectorAll(selector)) {
      const key = fresh.getAttribute('data-says');
      const here = key === null ? document.querySelector(selector) : document.querySelector(`[data-says="${CSS.escape(key)}"]`);
      here?.replaceChildren(...document.importNode(fresh, true).childNodes);
    }
  }
}
