// How the person sees the others: each in a picture of their own, or all in one that the gateway composes.

/** Events: "layout" (detail: its name, or null for pictures of their own), "self" (detail: whether the person is in it, too). */
export class LayoutChoice extends EventTarget {
  #button;
  #dialog;
  #self;
  #held = [null, false];

  /**
   * @param button opens and closes the dialog
   * @param dialog with a radio button for each layout, and a check box; what it does shows beside it at once
   */
  constructor(button, dialog) {
    super();
    this.#button = button;
    this.#dialog = dialog;
    this.#self = dialog.querySelector('[type="checkbox"]');
    button.addEventListener('click', () => {
      if (dialog.open) this.close();
      else this.#open();
    });
    dialog.addEventListener('change', ({ target }) => {
      if (target === this.#self) this.#say('self', target.checked);
      else this.#say('layout', target.value || null);
    });
    dialog.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape') this.close();
    });
    dialog.addEventListener('close', () => button.setAttribute('aria-expanded', 'false'));
  }

  #open() {
    this.#dialog.show();
    this.#button.setAttribute('aria-expanded', 'true');
  }

  close() {
    this.#dialog.close();
  }

  /** What holds. */
  show(layout, seesSelf) {
    this.#held = [layout, seesSelf];
    for (const choice of this.#dialog.querySelectorAll('[type="radio"]')) choice.checked = choice.value === (layout ?? '');
    this.#self.checked = seesSelf;
    this.#self.disabled = !layout;
  }

  /** What was chosen does not come to pass. */
  restore() {
    this.show(...this.#held);
  }

  #say(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
