// How good the line to the court is: before the call by the time of an answer, in the call by what its media say.

const ANSWERS = 4;
const LONGEST_ANSWER = 5000;
const SLOW_ANSWER = 600;
const EVERY = 2000;
/** Media that do not connect in this time never do, as a rule. */
const CONNECTING = 8000;
const LOSSY = 0.05;
const SLOW = 0.5;
/** So many measurements in a row make a line poor, or good again. */
const SURE = 2;

/** A verdict: "good", "warn" or "bad", with a key of the texts and its values. */
const verdict = (mood, key, ...values) => ({ mood, key, values });

/**
 * Asks for something small a few times, and says how long the quickest answer took.
 *
 * @param wanted says whether to ask on; null is said if not
 */
export async function checkAnswers(wanted) {
  let quickest = Infinity;
  try {
    for (let i = 0; i < ANSWERS; i++) {
      if (!wanted()) return null;
      const begin = performance.now();
      const response = await fetch('/join/icon.svg', { cache: 'no-store', signal: AbortSignal.timeout(LONGEST_ANSWER) });
      await response.arrayBuffer();
      quickest = Math.min(quickest, performance.now() - begin);
    }
  } catch {
    return verdict('bad', 'lineNone');
  }
  const time = Math.max(1, Math.round(quickest));
  return time > SLOW_ANSWER ? verdict('warn', 'lineSlow', time) : verdict('good', 'lineGood', time);
}

/** Watches the media of a call. Event "changed": the verdict is another one. */
export class LineWatch extends EventTarget {
  verdict = verdict('none', 'lineChecking');
  #pc;
  #timer;
  #began = performance.now();
  #before = { arrived: 0, lost: 0 };
  #next = null;
  #times = 0;

  constructor(peerConnection) {
    super();
    this.#pc = peerConnection;
    this.#timer = setInterval(() => this.#look(), EVERY);
  }

  close() {
    clearInterval(this.#timer);
  }

  async #look() {
    if (this.#pc.connectionState === 'closed') return;
    const found = this.#pc.connectionState === 'connected' ? this.#judge(await this.#measure()) : this.#unconnected();
    if (!found) return;
    // A good line comes and goes with each bend of the road; only what lasts is said.
    this.#times = found.key === this.#next ? this.#times + 1 : 1;
    this.#next = found.key;
    const first = this.verdict.key === 'lineChecking';
    if (first || found.key === this.verdict.key || this.#times >= SURE) {
      this.verdict = found;
      this.dispatchEvent(new Event('changed'));
    }
  }

  /** Who was connected and is not is told so by other words. */
  #unconnected() {
    const waits = this.#pc.connectionState === 'connecting' || this.#pc.connectionState === 'new';
    return waits && performance.now() - this.#began > CONNECTING ? verdict('bad', 'lineBlocked') : null;
  }

  async #measure() {
    const stats = [...(await this.#pc.getStats()).values()];
    const pair = stats.find((each) => each.type === 'candidate-pair' && each.state === 'succeeded' && each.nominated);
    const sum = (name) =>
      stats.filter((each) => each.type === 'inbound-rtp').reduce((total, each) => total + (each[name] ?? 0), 0);
    const arrived = sum('packetsReceived') - this.#before.arrived;
    const lost = sum('packetsLost') - this.#before.lost;
    this.#before = { arrived: this.#before.arrived + arrived, lost: this.#before.lost + lost };
    const theirs = stats.filter((each) => each.type === 'remote-inbound-rtp').map((each) => each.fractionLost ?? 0);
    return {
      roundTrip: pair?.currentRoundTripTime ?? 0,
      loss: Math.max(arrived + lost > 0 ? Math.max(0, lost) / (arrived + lost) : 0, ...theirs),
      protocol: stats.find((each) => each.id === pair?.localCandidateId)?.protocol,
    };
  }

  #judge({ roundTrip, loss, protocol }) {
    const time = Math.max(1, Math.round(roundTrip * 1000));
    if (loss > LOSSY) return verdict('bad', 'lineLossy', Math.round(loss * 100));
    if (roundTrip > SLOW) return verdict('bad', 'lineSlow', time);
    return protocol === 'tcp' ? verdict('warn', 'lineTcp') : verdict('good', 'lineGood', time);
  }
}
