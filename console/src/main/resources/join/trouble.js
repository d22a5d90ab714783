// Report a problem to the court, by the link alone, whether a call can be made or not.

import { show, text } from './texts.js';

/** What the court does not take: control characters, and what turns the direction of writing. */
const NO_TEXT = /[\s\p{Cc}\u202a-\u202e\u2066-\u2069\ufffd]+/gu;
/** Milliseconds. */
const PATIENCE = 15000;
const PROBLEMS = { 404: 'troubleNoLink', 409: 'troubleNoLink', 429: 'troubleTooMany' };

const element = (id) => document.getElementById(id);

/** @param openers buttons that open the dialog */
export function offerReport(code, openers) {
  const dialog = element('trouble');
  const form = element('trouble-form');
  const told = (is) => {
    form.hidden = is;
    element('trouble-told').hidden = !is;
  };
  const complain = (key) => show(element('trouble-error'), key);
  for (const opener of openers) {
    opener.addEventListener('click', () => {
      form.reset();
      complain(null);
      told(false);
      dialog.showModal();
    });
  }
  element('trouble-close').addEventListener('click', () => dialog.close());
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const kind = form.elements.kind.value;
    complain(kind ? null : 'troubleChoose');
    if (!kind) {
      form.querySelector('input').focus();
      return;
    }
    const send = element('trouble-send');
    send.disabled = true;
    const { problem, to, phone } = await report(code, kind, element('trouble-text').value.replace(NO_TEXT, ' ').trim());
    send.disabled = false;
    if (problem) {
      complain(problem);
      return;
    }
    show(element('trouble-answer'), 'troubleTold', to.map((role) => text(`to${role}`)).join(', '));
    call(element('trouble-phone'), phone);
    told(true);
    element('trouble-told').focus();
  });
}

/** What stands behind the number may be an extension. */
function call(link, phone = '') {
  element('trouble-urgent').hidden = !phone;
  link.textContent = phone;
  const number = /\+?\d[\d\s().-]+/.exec(phone)?.[0].replace(/[^+\d]/g, '');
  if (number) link.href = `tel:${number}`;
  else link.removeAttribute('href');
}

/** Without cookies: of whoever is signed in to the console the proof of a form would be wanted. */
async function report(code, kind, words) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE);
  try {
    const response = await fetch(`/api/v1/join/${encodeURIComponent(code)}/troubles`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ kind, text: words }),
      credentials: 'omit',
      signal: patience.signal,
    });
    return response.ok ? await response.json() : { problem: PROBLEMS[response.status] ?? 'troubleNotSent' };
  } catch {
    return { problem: 'troubleNotSent' };
  } finally {
    clearTimeout(timer);
  }
}
