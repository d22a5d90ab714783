// Hints at a keyboard that has not the letters of a code word. They go by what was typed alone: the page does not know the word.

const LATIN = /\p{Script=Latin}/u;
const KAZAKH = /[әғқңөұүһі]/iu;

/** Letters that are typed for those where the keyboard is Russian. */
const IN_THEIR_PLACE = /[агкноухи]/iu;

/** @returns what to show beside a word that was wrong: a key of the texts, or null */
export function keyboardHint(word) {
  if (LATIN.test(word)) return 'latinKeyboard';
  return IN_THEIR_PLACE.test(word) && !KAZAKH.test(word) ? 'russianKeyboard' : null;
}
