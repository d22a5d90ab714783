// The page's texts. Elements name theirs by data-text, or by data-label for what only a screen reader says.

const LANGUAGES = ['kk', 'ru', 'en'];

let texts = {};

export async function loadTexts() {
  const response = await fetch('/join/texts.json');
  if (!response.ok) throw new Error(`texts.json: ${response.status}`);
  texts = await response.json();
}

export function text(key) {
  return texts[key]?.[document.documentElement.lang] ?? key;
}

/** Shows a text in an element, and keeps showing it when the language changes; no key empties it. */
export function show(element, key) {
  if (key) element.dataset.text = key;
  else delete element.dataset.text;
  element.textContent = key ? text(key) : '';
}

export function label(element, key) {
  element.dataset.label = key;
  element.setAttribute('aria-label', text(key));
  if (element.tagName === 'BUTTON') element.title = text(key);
}

/** Changes the language in place: a call that is going on goes on. */
export function speak(language) {
  if (!LANGUAGES.includes(language)) return;
  document.documentElement.lang = language;
  document.cookie = `lang=${language};path=/;max-age=31536000;samesite=lax`;
  document.title = text('title');
  for (const element of document.querySelectorAll('[data-text]')) element.textContent = text(element.dataset.text);
  for (const element of document.querySelectorAll('[data-label]')) label(element, element.dataset.label);
  for (const link of document.querySelectorAll('.languages a')) {
    link.setAttribute('aria-current', String(link.lang === language));
  }
}
