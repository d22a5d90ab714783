// The page from the code word to the end of the hearing.
//
// What shows is decided by attributes of <body>, which tests may read, too:
//   data-state       code-word | joining | lobby | in-hearing | ended, for a test call testing | tested, and unsupported where the
//                    browser cannot make calls
//   data-connection  connecting | connected | reconnecting
//   data-devices     ready, once there is a camera or a microphone
//   data-phase       the hearing's: SCHEDULED, LOBBY, IN_SESSION, CLOSED_SESSION, ADJOURNED, ENDED
//   data-hand        the person's: DOWN, UP when they ask to speak, FLOOR when they may
//   data-layout      of the one picture in which the person sees the others; none if each has one of their own
//   data-sharing     true while the others are to see the person's screen
//   data-reason      why the call ended, in state ended
// window.courtbridge.peerConnection is the connection of the call, for measurement.

import { Call } from './call.js';
import { Condition } from './condition.js';
import { Devices } from './devices.js';
import { keyboardHint } from './keyboard.js';
import { LayoutChoice } from './layout.js';
import { LineWatch } from './line.js';
import { obstacle, showObstacle } from './obstacle.js';
import { Pictures } from './pictures.js';
import { Remarks } from './remarks.js';
import { SelfCheck } from './selfcheck.js';
import { ScreenShare } from './share.js';
import { Signalling } from './signalling.js';
import { TestCall } from './test.js';
import { label, show, speak } from './texts.js';
import { offerReport } from './trouble.js';

const REJOINABLE = ['MEDIA_LOST', 'SIGNALLING_LOST', 'SHUTDOWN', 'ERROR'];
/** Milliseconds after which the page says why the answer to a code word is not there yet. */
const LATE = 2500;
const REJOIN_FIRST = 250;
const REJOIN_LONGEST = 4000;
const CURTAINS = {
  SCHEDULED: 'notStarted',
  LOBBY: 'notStarted',
  ADJOURNED: 'adjourned',
  CLOSED_SESSION: 'closedSession',
};

const body = document.body;
const element = (id) => document.getElementById(id);
const code = decodeURIComponent(location.pathname.split('/').pop());

const devices = new Devices();
const condition = new Condition(devices);
const pictures = new Pictures(element('pictures'));
const share = new ScreenShare();
const layout = new LayoutChoice(element('layout'), element('layouts'));
const remarks = new Remarks(element('remarks'));
const selfCheck = new SelfCheck(devices, () => muted);
const test = new TestCall();
let signalling = null;
let call = null;
let line = null;
let codeWord = '';
let names = {};
let tooWide = [];
let screen = null;
let muted = false;
let cameraOff = false;
let rejoinWait = REJOIN_FIRST;
let rejoinTimer = 0;
let wakeLock = null;

window.courtbridge = {
  get peerConnection() {
    return call?.peerConnection ?? null;
  },
};

// Code word

element('join-form').addEventListener('submit', async (event) => {
  event.preventDefault();
  const input = element('code-word');
  if (!input.value.trim()) {
    input.focus();
    return;
  }
  codeWord = input.value;
  complain(null);
  if (event.submitter === element('try-call')) await tryCall();
  else await join();
});

async function join() {
  state('joining');
  await comeIn(false);
}

/** @param toTest whether for a test call */
async function comeIn(toTest) {
  // Camera and microphone are asked for here, as part of the person's own tap.
  if (!devices.any) devices.open();
  remarks.set('muted', muted ? 'muted' : null);
  const asked = askTicket();
  // What takes time and needs no ticket is done while the gateway looks at the word.
  if (!prepared()) return;
  const current = call;
  const ticket = await asked;
  if (call !== current) return;
  if (!ticket.text) {
    hangUp();
    state('code-word');
    complain(ticket.problem, ...(ticket.values ?? []));
    element('code-word').focus();
    element('code-word').select();
    return;
  }
  enter(ticket, toTest);
}

async function askTicket() {
  const joining = body.dataset.state === 'joining';
  const late = joining ? setTimeout(() => announce('checking'), LATE) : 0;
  try {
    const response = await fetch(`/api/v1/join/${encodeURIComponent(code)}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ codeWord }),
    });
    if (response.ok) {
      const { ticket, iceServers } = await response.json();
      return { text: ticket, iceServers };
    }
    if (response.status === 429) return { problem: 'tooMany', values: [minutes(response.headers.get('Retry-After'))] };
    return { problem: { 403: 'wrongWord', 400: 'wrongWord' }[response.status] ?? 'noServer' };
  } catch {
    return { problem: 'noServer' };
  } finally {
    clearTimeout(late);
    if (joining && element('notice').dataset.text === 'checking') announce(null);
  }
}

/** @param seconds as Retry-After says them (RFC 9110, section 10.2.3) */
function minutes(seconds) {
  return Math.max(1, Math.ceil(Number(seconds) / 60));
}

function complain(key, ...values) {
  show(element('join-error'), key, ...values);
  show(element('word-hint'), key === 'wrongWord' ? keyboardHint(codeWord) : null);
  element('code-word').setAttribute('aria-invalid', String(key === 'wrongWord'));
}

// Call

/** @returns whether there is a call to go on with: a browser that cannot make one may throw any error, at any step */
function prepared() {
  try {
    prepare();
    return true;
  } catch (failure) {
    console.error('no call:', failure.message);
    unsupported();
    return false;
  }
}

/** Ends everything on the page and says that the link has to be opened elsewhere. */
function unsupported() {
  hangUp();
  announce(null);
  remarks.clear();
  delete body.dataset.connection;
  showObstacle('noCalls');
  state('unsupported');
  element('obstacle-title').focus();
}

function prepare() {
  hangUp();
  signalling = new Signalling();
  call = new Call(signalling, devices);
  const current = call;
  // What an older connection still says does not count.
  const listen = (name, listener) =>
    signalling.addEventListener(name, (event) => {
      if (call === current) Promise.resolve(listener(event)).catch((failure) => console.error(name, failure.message));
    });
  // It follows the ticket, so that nobody waits for two answers one after the other.
  listen('entered', () => current.begin());
  listen('open', (event) => {
    connectionChanged(event);
    remarks.set('recorded', event.detail.recorded ? 'recorded' : null);
    condition.report(signalling);
    return event.detail.resumed ? current.resume() : current.begin();
  });
  listen('message', (event) => received(event.detail));
  listen('lost', (event) => {
    current.unheard();
    connectionChanged(event);
  });
  listen('refused', () => (testing() ? tested('testBroken') : rejoin()));
  call.addEventListener('connection', connectionChanged);
  call.addEventListener('sound', (event) => play(event.detail));
  call.addEventListener('pictures', showPictures);
}

function enter(ticket, toTest = false) {
  body.dataset.connection = 'connecting';
  call.relayBy(ticket.iceServers);
  signalling.enter(ticket.text, toTest);
  if (toTest) test.watch(call.peerConnection, signalling);
  line = new LineWatch(call.peerConnection);
  line.addEventListener('changed', lineChanged);
}

function lineChanged({ target: { verdict } }) {
  selfCheck.lineIs(verdict);
  remarks.set('line', verdict.mood === 'bad' ? (verdict.key === 'lineBlocked' ? 'lineBlocked' : 'linePoor') : null);
}

function received(message) {
  switch (message.type) {
    case 'answer':
      call.answered(message.sdp).catch((failure) => console.error('answer:', failure.message));
      break;
    case 'waiting':
      rejoinWait = REJOIN_FIRST;
      state('lobby');
      lead('lobby-title');
      break;
    case 'admitted':
      rejoinWait = REJOIN_FIRST;
      state('in-hearing');
      lead('hearing');
      announce('admitted', 3000);
      break;
    case 'hearing':
      body.dataset.phase = message.phase;
      entitle(message);
      showPictures();
      break;
    case 'standing':
      standing(message);
      break;
    case 'arranged':
      arranged(message);
      break;
    case 'pictures':
      names = message.names;
      tooWide = message.tooWide;
      screen = message.screen;
      remarks.set('narrow', tooWide.length ? 'lineTooNarrow' : null, tooWide.join(', '));
      showPictures();
      call.grow(message.missing);
      break;
    case 'in-vain':
      inVain(message.refusal);
      break;
    case 'test-progress':
      test.step(message);
      break;
    case 'test-verdicts':
      tested(null, message);
      break;
    case 'test-refused':
      tested(`test${message.why}`);
      break;
    case 'ended':
      if (testing()) tested('testBroken');
      else if (REJOINABLE.includes(message.reason)) rejoin();
      else over(message.reason);
      break;
    case 'error':
      console.error('gateway:', message.message);
      call.refused();
      break;
  }
}

function connectionChanged(event) {
  const before = body.dataset.connection;
  if (event.type === 'lost' || ['disconnected', 'failed'].includes(call?.peerConnection.connectionState)) {
    body.dataset.connection = 'reconnecting';
    announce('reconnecting');
  } else if (call?.connected) {
    body.dataset.connection = 'connected';
    if (before === 'reconnecting') announce('reconnected', 3000);
  }
}

/** The leg is gone though nobody wanted that: come in anew, by the code word of before. */
function rejoin() {
  hangUp();
  body.dataset.connection = 'reconnecting';
  announce('reconnecting');
  clearTimeout(rejoinTimer);
  rejoinTimer = setTimeout(async () => {
    const ticket = await askTicket();
    if (ticket.text) {
      if (prepared()) enter(ticket);
    }
    else if (ticket.problem === 'wrongWord') over('REFUSED');
    else rejoin();
  }, rejoinWait * (0.75 + Math.random() / 2));
  rejoinWait = Math.min(rejoinWait * 2, REJOIN_LONGEST);
}

function hangUp() {
  clearTimeout(rejoinTimer);
  signalling?.close();
  call?.close();
  line?.close();
  test.end();
  signalling = call = line = null;
  names = {};
  tooWide = [];
  screen = null;
  arranged({ layout: null, seesSelf: false });
  share.stop();
  shared(false);
}

function over(reason) {
  hangUp();
  devices.close();
  showPictures();
  announce(null);
  remarks.clear();
  delete body.dataset.hand;
  layout.close();
  body.dataset.reason = reason;
  delete body.dataset.connection;
  const known = ['LEFT', 'REMOVED', 'HEARING_ENDED', 'REPLACED', 'REFUSED', 'NOT_ACCEPTABLE'];
  show(element('over-text'), `ended${known.includes(reason) ? reason : 'OTHER'}`);
  element('rejoin').hidden = ['HEARING_ENDED', 'NOT_ACCEPTABLE'].includes(reason);
  state('ended');
  element('over-text').focus();
}

element('leave').addEventListener('click', () => {
  signalling?.send({ type: 'bye' });
  over('LEFT');
});

element('rejoin').addEventListener('click', () => {
  delete body.dataset.reason;
  state('code-word');
  checkLine();
  element('code-word').focus();
});

window.addEventListener('pagehide', (event) => {
  if (!event.persisted) signalling?.send({ type: 'bye' });
});

// Test call

const testing = () => body.dataset.state === 'testing';

async function tryCall() {
  test.begin();
  state('testing');
  lead('test-title');
  await comeIn(true);
}

/** The test is over. @param problem why there are no verdicts; null if there are */
function tested(problem, verdicts) {
  hangUp();
  announce(null);
  remarks.clear();
  delete body.dataset.connection;
  if (problem) test.failed(problem);
  else test.judged(verdicts);
  state('tested');
  element('tested-title').focus();
}

element('test-stop').addEventListener('click', () => {
  signalling?.send({ type: 'bye' });
  hangUp();
  announce(null);
  remarks.clear();
  delete body.dataset.connection;
  state('code-word');
  checkLine();
  element('try-call').focus();
});

element('test-again').addEventListener('click', tryCall);
element('to-hearing').addEventListener('click', join);

// What shows

function state(name) {
  body.dataset.state = name;
  element('join').disabled = element('try-call').disabled = name === 'joining';
  show(element('join'), name === 'joining' ? 'joining' : 'join');
  if (['in-hearing', 'lobby', 'testing'].includes(name)) stayAwake();
  else wakeLock?.release().catch(() => {});
  showPictures();
}

/** Where the keyboard goes on when what had it is not shown any more. */
function lead(id) {
  if (document.activeElement === body || !document.activeElement?.checkVisibility()) element(id).focus();
}

let announced = 0;

/** Says something at the top of the page, and to screen readers; for good, or for some milliseconds. */
function announce(key, time) {
  clearTimeout(announced);
  show(element('notice'), key);
  if (time) announced = setTimeout(() => show(element('notice'), null), time);
}

function showPictures() {
  if (testing()) {
    test.picture(call?.pictures().values().next().value ?? null);
    return;
  }
  const phase = body.dataset.phase;
  pictures.show(names, call?.pictures() ?? new Map(), screen);
  show(element('hearing-text'), CURTAINS[phase] ?? (pictures.shown ? null : tooWide.length ? 'soundAlone' : 'nobodyYet'));
}

function play(stream) {
  const sound = element('remote-sound');
  sound.srcObject = stream;
  sound.play().catch(() => {
    element('sound').hidden = false;
  });
}

element('sound').addEventListener('click', () => {
  element('remote-sound').play();
  element('sound').hidden = true;
});

async function stayAwake() {
  if (!navigator.wakeLock || document.hidden) return;
  try {
    wakeLock = await navigator.wakeLock.request('screen');
  } catch {
    wakeLock = null; // Low battery: the screen may go dark.
  }
}

document.addEventListener('visibilitychange', () => {
  if (document.hidden || !['lobby', 'in-hearing', 'testing'].includes(body.dataset.state)) return;
  stayAwake();
  // What the browser has stopped meanwhile goes on.
  showPictures();
  element('remote-sound').play().catch(() => {
    element('sound').hidden = false;
  });
  announce('wasInBackground', 6000);
});

// Camera and microphone

devices.addEventListener('changed', () => {
  if (devices.any || cameraOff) body.dataset.devices = 'ready';
  else delete body.dataset.devices;
  const self = element('self');
  const shown = self.srcObject?.getVideoTracks()[0] ?? null;
  if (shown !== devices.camera) self.srcObject = devices.camera ? new MediaStream([devices.camera]) : null;
  self.classList.toggle('mirrored', devices.facing !== 'environment');
  show(element('self-off'), devices.camera ? null : 'cameraIsOff');
  element('device-problem').hidden = !devices.problem;
  show(element('device-problem-text'), devices.problem);
  element('device-retry').hidden = !devices.possible;
  element('flip').hidden = !devices.canFlip || cameraOff;
  devices.mute(muted);
  devices.meter((level) => {
    element('level').style.transform = element('test-level').style.transform = `scaleX(${level.toFixed(3)})`;
    selfCheck.heard(level);
  });
  selfCheck.devicesChanged();
  call?.use(devices).catch((failure) => console.error('devices:', failure.message));
});

element('check-devices').addEventListener('click', () => devices.open());
element('device-retry').addEventListener('click', () => devices.open());

element('microphone').addEventListener('click', () => {
  muted = !muted;
  devices.mute(muted);
  pressed('microphone', muted);
  remarks.set('muted', muted ? 'muted' : null);
});

element('camera').addEventListener('click', async () => {
  cameraOff = !cameraOff;
  pressed('camera', cameraOff);
  await devices.turnCamera(!cameraOff);
});

element('flip').addEventListener('click', () => devices.flip());

function pressed(id, isPressed) {
  element(id).setAttribute('aria-pressed', String(isPressed));
}

// The floor

const HAND = { DOWN: 'askToSpeak', UP: 'askNoMore', FLOOR: 'haveSpoken' };
let lowering = false;

element('hand').addEventListener('click', () => {
  const up = body.dataset.hand === 'DOWN';
  lowering = !up;
  signalling?.send({ type: 'hand', up });
});

function standing({ muting, hand, sharing }) {
  const before = body.dataset.hand;
  body.dataset.hand = hand;
  label(element('hand'), HAND[hand]);
  remarks.set('clerk-muted', muting === 'MUTED' ? 'mutedByClerk' : null);
  remarks.set('hand', { UP: 'handIsUp', FLOOR: 'floorIsYours' }[hand]);
  if (hand === 'DOWN' && !lowering && before === 'UP') announce('handLowered', 5000);
  if (hand === 'DOWN' && !lowering && before === 'FLOOR') announce('floorTaken', 5000);
  lowering = false;
  allowed(sharing);
}

// How the others are seen

layout.addEventListener('layout', ({ detail }) => signalling?.send({ type: 'layout', layout: detail }));
layout.addEventListener('self', ({ detail }) => signalling?.send({ type: 'self', on: detail }));

function arranged({ layout: seen, seesSelf }) {
  if (seen) body.dataset.layout = seen;
  else delete body.dataset.layout;
  layout.show(seen, seesSelf);
}

// The screen

element('share').addEventListener('click', async () => {
  if (share.track) {
    share.stop();
    stopSharing();
  } else if (await share.choose()) {
    signalling?.send({ type: 'share', on: true });
  }
});

share.addEventListener('stopped', stopSharing);

function stopSharing() {
  signalling?.send({ type: 'share', on: false });
  shared(false);
  showScreen(null);
}

/** What the hearing says: only then does the screen go out. */
function allowed(sharing) {
  const was = body.dataset.sharing === 'true';
  if (sharing && share.track) {
    shared(true);
    showScreen(share.track);
  } else if (sharing) {
    signalling?.send({ type: 'share', on: false }); // Of a page that is gone, or chosen no more.
  } else if (was) {
    share.stop();
    shared(false);
    showScreen(null);
    announce('sharingEnded', 5000);
  }
}

function showScreen(track) {
  call?.show(track, devices).catch((failure) => console.error('screen:', failure.message));
}

function shared(on) {
  body.dataset.sharing = String(on);
  pressed('share', on);
  remarks.set('sharing', on ? 'youShare' : null);
}

function inVain(refusal) {
  layout.restore();
  if (share.track && body.dataset.sharing !== 'true') share.stop();
  announce(refusal === 'SHARED_BY_ANOTHER' ? 'anotherShares' : 'notNow', 5000);
}

function entitle({ number, title }) {
  show(element('title'), null);
  element('title').textContent = title;
  show(element('number'), 'hearingNumber', number);
}

// Before the call the line is judged by the time of an answer, in the call by its media.

function checkLine() {
  const alone = () => !call;
  if (alone()) selfCheck.line(alone);
}

window.addEventListener('online', checkLine);
window.addEventListener('offline', checkLine);

// Problems

offerReport(code, document.querySelectorAll('.report'));

// Languages

for (const link of document.querySelectorAll('.languages a')) {
  link.addEventListener('click', (event) => {
    event.preventDefault();
    speak(link.lang);
  });
}

label(element('microphone'), 'mute');
label(element('camera'), 'cameraOff');
label(element('hand'), 'askToSpeak');
label(element('layout'), 'chooseLayout');
label(element('share'), 'share');
element('share').hidden = !share.possible;
label(element('flip'), 'flip');
label(element('leave'), 'leave');
selfCheck.devicesChanged();
const hindrance = obstacle();
if (hindrance === 'noCalls') {
  unsupported();
} else if (hindrance) {
  showObstacle(hindrance);
  devices.open(); // Says of each device that it is not there.
}
body.dataset.ready = 'true';
if (hindrance !== 'noCalls') checkLine();

// Who has allowed the camera before sees at once whether it works.
const permission = await navigator.permissions?.query({ name: 'camera' }).catch(() => null);
if (permission?.state === 'granted' && body.dataset.state === 'code-word') devices.open();
