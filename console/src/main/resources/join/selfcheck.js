// What somebody can find out before the hearing and while they wait: am I seen, am I heard, do I hear, is my line good.
// Nobody has to: the code word alone lets them in.

import { checkAnswers } from './line.js';
import { show } from './texts.js';

/** Of the meter, where 1 is the loudest and 0 is 60 dB below: speech is above -36 dB, a quiet room below -51. */
const HEARD = 0.4;
const QUIET = 0.15;
/** How long a word counts, ms. */
const MEMORY = 3000;
const MELODY = [523, 659, 784, 1047];
const NOTE = 0.35;

const element = (id) => document.getElementById(id);

export class SelfCheck {
  #devices;
  #muted;
  #playing = false;
  #loudest = 0;
  #loudestAt = 0;
  #shown = 0;

  /** @param muted says whether the person has turned the microphone off */
  constructor(devices, muted) {
    this.#devices = devices;
    this.#muted = muted;
    element('play-sound').addEventListener('click', () => this.#play());
    element('sound-heard').addEventListener('click', () => this.#answered('good', 'speakerGood'));
    element('sound-missing').addEventListener('click', () => this.#answered('bad', 'speakerBad'));
  }

  /** @param wanted says whether there is no call yet, which knows more and has the line for itself */
  async line(wanted) {
    judge('line', { mood: 'none', key: 'lineChecking', values: [] });
    const verdict = await checkAnswers(wanted);
    if (verdict) judge('line', verdict);
  }

  /** @param verdict of a call's line */
  lineIs(verdict) {
    judge('line', verdict);
  }

  devicesChanged() {
    const { camera, microphone, any } = this.#devices;
    say('camera', camera ? 'good' : any ? 'bad' : 'none', camera ? 'cameraSeen' : any ? 'cameraIsOff' : 'notChecked');
    if (!microphone) say('microphone', any ? 'bad' : 'none', any ? 'microphoneMissing' : 'notChecked');
  }

  /** @param level of the microphone now, 0 to 1 */
  heard(level) {
    const now = performance.now();
    if (level >= this.#loudest || now - this.#loudestAt > MEMORY) {
      this.#loudest = level;
      this.#loudestAt = now;
    }
    if (!this.#devices.microphone || now - this.#shown < 500) return;
    this.#shown = now;
    if (this.#muted()) say('microphone', 'warn', 'muted');
    else if (this.#loudest >= HEARD) say('microphone', 'good', 'microphoneHeard');
    else if (this.#loudest >= QUIET) say('microphone', 'warn', 'microphoneQuiet');
    else say('microphone', 'bad', 'microphoneSilent');
  }

  #play() {
    if (this.#playing) return;
    this.#playing = true;
    const audio = new AudioContext();
    element('sound-answer').hidden = true;
    say('speaker', 'none', 'soundPlays');
    let at = audio.currentTime + 0.05;
    for (const frequency of MELODY) {
      const tone = new OscillatorNode(audio, { type: 'triangle', frequency });
      const volume = new GainNode(audio, { gain: 0 });
      volume.gain.setValueAtTime(0.4, at);
      volume.gain.exponentialRampToValueAtTime(0.001, at + NOTE);
      tone.connect(volume).connect(audio.destination);
      tone.start(at);
      tone.stop(at + NOTE);
      at += NOTE;
      if (frequency === MELODY.at(-1)) {
        tone.onended = () => {
          audio.close();
          this.#playing = false;
          element('sound-answer').hidden = false;
          say('speaker', 'none', 'didYouHear');
        };
      }
    }
  }

  #answered(mood, key) {
    element('sound-answer').hidden = true;
    say('speaker', mood, key);
    element('play-sound').focus({ preventScroll: true });
  }
}

function judge(what, { mood, key, values }) {
  say(what, mood, key, ...values);
}

function say(what, mood, key, ...values) {
  element(`check-${what}`).dataset.mood = mood;
  show(element(`check-${what}-text`), key, ...values);
}
