// What keeps the person from being heard or seen as they should be, told to the gateway so that the clerk knows it.

/** Begins with the page; each connection to the gateway hears from it. */
export class Condition {
  #devices;
  #signalling = null;
  #said = '';
  #frozen = false;

  constructor(devices) {
    this.#devices = devices;
    const tell = () => this.#tell();
    devices.addEventListener('changed', tell);
    document.addEventListener('visibilitychange', tell);
    // A page that is frozen says so with its last word; it runs no script until it is resumed.
    document.addEventListener('freeze', () => this.#freeze(true));
    document.addEventListener('resume', () => this.#freeze(false));
  }

  /** The gateway can be spoken to, and knows nothing yet. */
  report(signalling) {
    this.#signalling = signalling;
    this.#said = '';
    this.#tell();
  }

  #freeze(frozen) {
    this.#frozen = frozen;
    this.#tell();
  }

  #tell() {
    const { faults, off } = this.#devices;
    const conditions = Object.keys(faults)
      .filter((device) => faults[device] || off[device])
      .map((device) => `${device}_${faults[device] ?? 'off'}`.toUpperCase());
    if (document.hidden || this.#frozen) conditions.push('IN_BACKGROUND');
    const now = conditions.join();
    if (now !== this.#said && this.#signalling?.send({ type: 'condition', conditions })) this.#said = now;
  }
}
