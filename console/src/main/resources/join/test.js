// The test call: the gateway sees and hears the person as the others will, shows and plays that back, and says what to mend.

import { learn, show } from './texts.js';

const EVERY = 1000;
const STEPS = { CONNECTING: 'testConnecting', SPEAK: 'testSpeak', LISTEN: 'testListen' };
const SUBJECTS = ['CALL', 'SOUND', 'PICTURE', 'LINE', 'SENT', 'DEVICE'];
const MOODS = { PASS: 'good', FAIL: 'bad', COULD_NOT_TELL: 'warn' };
const MOST_URGENT = ['bad', 'warn', 'good'];
const TITLES = { PASS: 'testGood', FAIL: 'testBad', COULD_NOT_TELL: 'testUnsure' };

const element = (id) => document.getElementById(id);

/** One test call at a time: what shows of it, and what the page tells of its media. */
export class TestCall {
  #watching = 0;
  #drawing = 0;
  #before = null;

  constructor() {
    element('test-picture').addEventListener('loadeddata', () => show(element('test-no-picture'), null));
  }

  /** Nothing is known yet. */
  begin() {
    show(element('test-no-picture'), 'testNoPicture');
    this.step({ step: 'CONNECTING', seconds: 0 });
  }

  /** @param seconds that the step takes; 0 if nobody knows */
  step({ step, seconds }) {
    show(element('test-step'), STEPS[step]);
    const bar = element('test-progress');
    const began = performance.now();
    clearInterval(this.#drawing);
    if (seconds) {
      const draw = () => {
        bar.value = Math.min(1, (performance.now() - began) / 1000 / seconds);
      };
      draw();
      this.#drawing = setInterval(draw, 200);
    } else {
      bar.removeAttribute('value');
    }
  }

  /** @param track of the picture that the gateway sends back */
  picture(track) {
    const video = element('test-picture');
    if (video.srcObject?.getVideoTracks()[0] === track) return;
    video.srcObject = track ? new MediaStream([track]) : null;
    video.play().catch(() => {});
  }

  /** Tells the gateway what only the page can see of the call. */
  watch(peerConnection, signalling) {
    clearInterval(this.#watching);
    this.#before = null;
    this.#watching = setInterval(async () => {
      if (peerConnection.connectionState !== 'connected') return;
      const statistics = this.#measure([...(await peerConnection.getStats()).values()]);
      if (statistics) signalling.send({ type: 'statistics', ...statistics });
    }, EVERY);
  }

  #measure(stats) {
    const of = (type, kind) => stats.filter((each) => each.type === type && (!kind || each.kind === kind));
    const shown = of('inbound-rtp', 'video').sort((one, other) => (other.framesDecoded ?? 0) - (one.framesDecoded ?? 0))[0];
    const sound = of('inbound-rtp', 'audio')[0];
    const pair = of('candidate-pair').find((each) => each.state === 'succeeded' && each.nominated);
    const now = { at: shown?.timestamp ?? 0, pictures: shown?.framesDecoded ?? 0 };
    const before = this.#before;
    if (!before || before.pictures === 0) this.#before = now;
    if (!before || now.at <= before.at) return null;
    return {
      picturesPerSecond: ((now.pictures - before.pictures) * 1000) / (now.at - before.at),
      packetsLost: of('inbound-rtp').reduce((sum, each) => sum + Math.max(0, each.packetsLost ?? 0), 0),
      jitter: (sound?.jitter ?? 0) * 1000,
      roundTrip: (pair?.currentRoundTripTime ?? 0) * 1000,
      outgoing: (pair?.availableOutgoingBitrate ?? 0) / 1000,
      limited: of('outbound-rtp', 'video').some((each) => each.active && each.qualityLimitationReason === 'bandwidth'),
    };
  }

  end() {
    clearInterval(this.#watching);
    clearInterval(this.#drawing);
    element('test-picture').srcObject = null;
  }

  /** @param verdicts each with check, subject, outcome, whether it is necessary, and its sentences in each language */
  judged({ outcome, verdicts }) {
    this.#headline(TITLES[outcome], outcome === 'FAIL' || outcome === 'COULD_NOT_TELL');
    for (const { check, person, technician } of verdicts) {
      learn(`${check}.person`, person);
      learn(`${check}.technician`, technician);
    }
    const subjects = SUBJECTS.map((subject) => subjectLine(subject, verdicts.filter((each) => each.subject === subject)));
    element('tested-subjects').replaceChildren(
      ...subjects.filter(Boolean).sort((one, other) => MOST_URGENT.indexOf(one.dataset.mood) - MOST_URGENT.indexOf(other.dataset.mood)),
    );
    element('tested-figures').replaceChildren(...verdicts.map(figureLine));
    element('tested-details').hidden = false;
  }

  /** There are no verdicts. @param key of the texts that says why */
  failed(key) {
    this.#headline(key, true);
    element('tested-subjects').replaceChildren();
    element('tested-details').hidden = true;
  }

  #headline(key, allTheSame) {
    show(element('tested-title'), key);
    show(element('to-hearing'), allTheSame ? 'toHearingAllTheSame' : 'toHearing');
  }
}

/** What fails is said, else what is necessary and could not be told; nothing of a subject of which nothing is known. */
function subjectLine(subject, verdicts) {
  const of = (outcome) => verdicts.filter((each) => each.outcome === outcome);
  const failed = of('FAIL');
  const unsure = of('COULD_NOT_TELL').filter((each) => each.necessary);
  const said = failed.length ? failed : unsure;
  if (!said.length && !of('PASS').length) return null;
  const item = document.createElement('li');
  item.dataset.mood = failed.length ? 'bad' : unsure.length ? 'warn' : 'good';
  item.dataset.testid = `tested-${subject}`;
  item.append(line('strong', `subject${subject}`));
  const keys = said.length ? said.map(({ check }) => `${check}.person`) : ['subjectGood'];
  item.append(...keys.map((key) => line('p', key)));
  return item;
}

/** A figure and its limit, and which paragraph of the rules asks for it. */
function figureLine({ check, outcome, paragraph }) {
  const item = document.createElement('li');
  item.dataset.mood = MOODS[outcome];
  item.append(line('span', `${check}.technician`), ' ', line('span', 'paragraph', paragraph));
  return item;
}

function line(tag, key, ...values) {
  const made = document.createElement(tag);
  show(made, key, ...values);
  return made;
}
