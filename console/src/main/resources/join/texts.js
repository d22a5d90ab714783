// The page's texts. Elements name theirs by data-text, or by data-label for what only a screen reader says.

import texts from './texts.json' with { type: 'json' };

const LANGUAGES = ['kk', 'ru', 'en'];

/** @param words in each language, of what the gateway says */
export function learn(key, words) {
  texts[key] = words;
}

/** @param values of {0}, {1} … in the text */
export function text(key, ...values) {
  const words = texts[key]?.[document.documentElement.lang] ?? key;
  return words.replace(/\{(\d)\}/g, (_, index) => values[index] ?? '');
}

/** Shows a text in an element, and keeps showing it when the language changes; no key empties it. */
export function show(element, key, ...values) {
  if (key) element.dataset.text = key;
  else delete element.dataset.text;
  if (values.length) element.dataset.values = JSON.stringify(values);
  else delete element.dataset.values;
  render(element);
}

/** What stays as it is, is not said again by a screen reader. */
function render(element) {
  const { text: key, values } = element.dataset;
  const words = key ? text(key, ...JSON.parse(values ?? '[]')) : '';
  if (element.textContent !== words) element.textContent = words;
}

/** Says what an element does; what is written on it comes first, for those who speak to their device. */
export function label(element, key) {
  element.dataset.label = key;
  const caption = element.querySelector('.caption')?.dataset.text;
  element.setAttribute('aria-label', caption ? `${text(caption)}: ${text(key)}` : text(key));
  if (element.tagName === 'BUTTON') element.title = text(key);
}

/** Changes the language in place: a call that is going on goes on. */
export function speak(language) {
  if (!LANGUAGES.includes(language)) return;
  document.documentElement.lang = language;
  document.cookie = `lang=${language};path=/;max-age=31536000;samesite=lax`;
  document.title = text('title');
  document.querySelectorAll('[data-text]').forEach(render);
  for (const element of document.querySelectorAll('[data-label]')) label(element, element.dataset.label);
  for (const link of document.querySelectorAll('.languages a')) {
    link.setAttribute('aria-current', String(link.lang === language));
  }
}
