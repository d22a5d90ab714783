// The phone's own camera and microphone.

import { isInApp } from './obstacle.js';

const SOUND = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
const PICTURE = {
  width: { ideal: 1280, max: 1280 },
  height: { ideal: 720, max: 1280 },
  frameRate: { ideal: 30, max: 30 },
};

/** Events: "changed" (a track came or went, or what is wrong with one did). */
export class Devices extends EventTarget {
  microphone = null;
  camera = null;
  /**
   * What is wrong with each: "missing" (there is none, or it was unplugged), "refused" (the person or the browser does not
   * allow it), "interrupted" (a telephone call or another program has it), or null. All of them are mended by themselves
   * where the browser says that the reason is gone, else by open().
   */
  faults = { microphone: null, camera: null };
  canFlip = false;
  facing = 'user';
  #possible = Boolean(navigator.mediaDevices?.getUserMedia);
  #permissions = {};
  #muted = false;
  #cameraOff = false;
  #opening = null;
  #meter = null;

  constructor() {
    super();
    if (!this.#possible) return;
    navigator.mediaDevices.addEventListener('devicechange', () => this.#mend('missing'));
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden) this.#mend('interrupted');
    });
    for (const device of Object.keys(this.faults)) this.#followPermission(device);
  }

  /** Whether this browser has devices for this page at all. */
  get possible() {
    return this.#possible;
  }

  /** Which the person has switched off. */
  get off() {
    return { microphone: this.#muted, camera: this.#cameraOff };
  }

  get any() {
    return Boolean(this.microphone || this.camera);
  }

  /** A key of the texts, or null. */
  get problem() {
    if (!this.#possible) return window.isSecureContext ? 'noCapture' : 'insecure';
    const { microphone, camera } = this.faults;
    if (microphone === 'refused' || camera === 'refused') return isInApp() ? 'devicesRefusedInApp' : 'devicesRefused';
    if (microphone === 'interrupted') return this.microphone ? 'microphoneInterrupted' : 'devicesBusy';
    if (camera === 'interrupted') return this.camera ? 'cameraInterrupted' : 'devicesBusy';
    if (microphone && camera) return 'noDevices';
    if (microphone) return 'noMicrophone';
    return camera ? 'noCamera' : null;
  }

  /** Asks for what is not there or does not work: for both at once, and if that fails for each by itself. */
  open() {
    this.#opening ??= this.#open().finally(() => {
      this.#opening = null;
    });
    return this.#opening;
  }

  async #open() {
    if (this.#possible) {
      const wantSound = this.#wants('microphone');
      const wantPicture = this.#wants('camera');
      const both = wantSound || wantPicture ? await this.#ask(wantSound, wantPicture) : null;
      if (both && !(both instanceof MediaStream)) {
        const each = wantSound && wantPicture && both.name !== 'NotAllowedError';
        if (wantSound) this.#failed('microphone', each ? await this.#ask(true, false) : both);
        if (wantPicture) this.#failed('camera', each ? await this.#ask(false, true) : both);
      }
      const known = await navigator.mediaDevices.enumerateDevices();
      this.canFlip = known.filter((device) => device.kind === 'videoinput').length > 1;
    }
    this.#changed();
  }

  /** Whether it is there, or may be there as soon as the person has answered. */
  has(device) {
    return Boolean(this[device] || (this.#opening && this.#wants(device)));
  }

  mute(muted) {
    if (this.microphone) this.microphone.enabled = !muted;
    if (muted === this.#muted) return;
    this.#muted = muted;
    this.#changed();
  }

  /** Off means off: the camera's light goes out. */
  async turnCamera(on) {
    this.#cameraOff = !on;
    if (!on) {
      this.camera?.stop();
      this.camera = null;
      this.faults.camera = null;
    } else if (!this.camera) {
      this.#failed('camera', await this.#ask(false, true));
    }
    this.#changed();
  }

  async flip() {
    this.facing = this.facing === 'user' ? 'environment' : 'user';
    // Many a phone opens one camera at a time.
    this.camera?.stop();
    this.camera = null;
    await this.turnCamera(true);
  }

  close() {
    this.microphone?.stop();
    this.camera?.stop();
    this.microphone = this.camera = null;
    this.faults = { microphone: null, camera: null };
    this.#changed();
  }

  /** Calls back many times a second with the loudness of the microphone, 0 to 1. */
  async meter(listener) {
    if (!this.microphone || this.#meter) return;
    const audio = new AudioContext();
    this.#meter = audio;
    const analyser = audio.createAnalyser();
    analyser.fftSize = 1024;
    const samples = new Float32Array(analyser.fftSize);
    let of = null;
    let source = null;
    const draw = () => {
      if (this.microphone !== of) {
        source?.disconnect();
        of = this.microphone;
        source = of ? audio.createMediaStreamSource(new MediaStream([of])) : null;
        source?.connect(analyser);
      }
      analyser.getFloatTimeDomainData(samples);
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
      // -60 dB is nothing, 0 dB is all.
      listener(of?.enabled ? Math.min(1, Math.max(0, 1 + Math.log10(power + 1e-9) / 6)) : 0);
    };
    setInterval(draw, 66);
    document.addEventListener('pointerdown', () => audio.resume(), { passive: true });
    await audio.resume();
  }

  /** @returns the stream, or the error */
  async #ask(sound, picture) {
    try {
      const stream = await navigator.mediaDevices.getUserMedia({
        audio: sound && SOUND,
        video: picture && { ...PICTURE, facingMode: this.facing },
      });
      for (const track of stream.getTracks()) this.#take(track);
      return stream;
    } catch (refusal) {
      return refusal;
    }
  }

  #take(track) {
    const device = track.kind === 'audio' ? 'microphone' : 'camera';
    this[device]?.stop();
    this[device] = track;
    if (device === 'microphone') {
      track.contentHint = 'speech';
    } else {
      track.contentHint = 'motion';
      this.facing = track.getSettings().facingMode ?? this.facing;
    }
    this.faults[device] = track.muted ? 'interrupted' : null;
    const listen = (event, listener) =>
      track.addEventListener(event, () => {
        if (this[device] === track) listener();
      });
    listen('ended', () => this.#gone(device, this.#permissions[device]?.state === 'denied' ? 'refused' : 'missing'));
    listen('mute', () => this.#fault(device, 'interrupted'));
    listen('unmute', () => this.#fault(device, null));
  }

  #wants(device) {
    if (device === 'camera' && this.#cameraOff) return false;
    return !this[device] || this[device].muted;
  }

  /** @param outcome of asking for it: a stream, or why there is none */
  #failed(device, outcome) {
    if (!(outcome instanceof MediaStream)) this.faults[device] = fault(outcome);
  }

  #fault(device, fault) {
    this.faults[device] = fault;
    this.#changed();
  }

  #gone(device, fault) {
    this[device]?.stop();
    this[device] = null;
    this.#fault(device, fault);
  }

  async #followPermission(device) {
    // Not every browser knows these names.
    const permission = await navigator.permissions?.query({ name: device }).catch(() => null);
    if (!permission) return;
    this.#permissions[device] = permission;
    permission.addEventListener('change', () => {
      if (permission.state === 'denied' && this[device]) this.#gone(device, 'refused');
      if (permission.state === 'granted') this.#mend('refused');
    });
  }

  /** The reason for a fault may be gone. Where the person would be asked, they have a button for it. */
  #mend(fault) {
    const faulty = Object.keys(this.faults).filter((device) => this.faults[device] === fault);
    if (faulty.length && faulty.every((device) => this.#permissions[device]?.state === 'granted')) this.open();
  }

  #changed() {
    this.dispatchEvent(new Event('changed'));
  }
}

function fault(refusal) {
  if (['NotAllowedError', 'SecurityError'].includes(refusal.name)) return 'refused';
  return ['NotReadableError', 'AbortError'].includes(refusal.name) ? 'interrupted' : 'missing';
}
