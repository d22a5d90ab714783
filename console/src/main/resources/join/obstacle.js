// Browsers that cannot make calls, or have no camera and microphone for this page: said before anything is typed, with what to do.

import { show } from './texts.js';

/** In-app browsers, as they name themselves; Android marks each of its web views by "wv". */
const IN_APP = /; wv\)|\bFBA[NV]\/|\bInstagram\b|\bLine\/|\bMicroMessenger\b|\bTelegram|\bViber|\bWhatsApp|\bVKAndroidApp|\bOKApp/;
const APPLE_PHONE = /\b(iPhone|iPad|iPod)\b/;

const element = (id) => document.getElementById(id);

/** Whether the page is shown inside another application. Web views of iPhones do not call themselves Safari, as all browsers there do. */
export function isInApp(agent = navigator.userAgent) {
  return IN_APP.test(agent) || (APPLE_PHONE.test(agent) && !agent.includes('Safari/'));
}

/**
 * The obstacle to a call, as a key of the texts, or null: "noCalls" (none can be made), "insecure" (no camera at an address without
 * TLS) or "noCapture" (no camera at all); with the latter two a person can see and hear.
 */
export function obstacle() {
  if (!canCall()) return 'noCalls';
  if (navigator.mediaDevices?.getUserMedia) return null;
  return window.isSecureContext ? 'noCapture' : 'insecure';
}

function canCall() {
  if (!window.WebSocket || !window.RTCPeerConnection?.prototype?.addTransceiver) return false;
  try {
    new RTCPeerConnection().close();
    return true;
  } catch {
    return false; // An extension or a policy has left nothing but the name.
  }
}

/** Shows an obstacle to a call. The link can be copied where it helps to open it elsewhere. */
export function showObstacle(found) {
  const elsewhere = found !== 'insecure';
  show(element('obstacle-title'), found);
  show(element('obstacle-advice'), advice(found));
  element('link').value = location.origin + location.pathname;
  element('link').hidden = element('copy-link').hidden = !elsewhere;
  element('obstacle').hidden = false;
}

function advice(found) {
  if (found === 'insecure') return 'openSecurely';
  if (isInApp()) return 'openOutside';
  return APPLE_PHONE.test(navigator.userAgent) ? 'openInSafari' : 'openElsewhere';
}

element('copy-link').addEventListener('click', async () => {
  show(element('copied'), (await copied(element('link'))) ? 'linkCopied' : 'linkNotCopied');
});

/** The older way is there for web views that refuse the newer one. */
async function copied(field) {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    field.select();
    return document.execCommand?.('copy') ?? false;
  }
}
