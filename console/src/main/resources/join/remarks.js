// What holds for longer than a moment, in words at the top of the page: a microphone that is off, a hand that is up.

import { show } from './texts.js';

export class Remarks {
  #place;
  #shown = new Map();

  /** @param place is a live region */
  constructor(place) {
    this.#place = place;
  }

  /** Shows a remark of a kind in place of the one before; no key takes it away. */
  set(kind, key, ...values) {
    let line = this.#shown.get(kind);
    if (!key) {
      line?.remove();
      this.#shown.delete(kind);
      return;
    }
    if (!line) {
      line = document.createElement('p');
      line.dataset.testid = `remark-${kind}`;
      this.#shown.set(kind, line);
      this.#place.append(line);
    }
    show(line, key, ...values);
  }

  clear() {
    for (const kind of [...this.#shown.keys()]) this.set(kind, null);
  }
}
