// The phone's own camera and microphone.

const SOUND = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
const PICTURE = {
  width: { ideal: 1280, max: 1280 },
  height: { ideal: 720, max: 1280 },
  frameRate: { ideal: 30, max: 30 },
};

/** Events: "changed" (a track came or went, problem says what is wrong). */
export class Devices extends EventTarget {
  microphone = null;
  camera = null;
  /** A key of the texts, or null. */
  problem = null;
  canFlip = false;
  facing = 'user';
  #meter = null;

  get any() {
    return Boolean(this.microphone || this.camera);
  }

  /** Asks for both; if that fails, for each by itself. */
  async open() {
    this.problem = null;
    if (!navigator.mediaDevices?.getUserMedia) {
      this.problem = 'insecure';
    } else {
      const wantSound = !this.microphone;
      const wantPicture = !this.camera;
      const both = await this.#ask(wantSound, wantPicture);
      if (!(both instanceof MediaStream) && wantSound && wantPicture && both.name !== 'NotAllowedError') {
        const sound = await this.#ask(true, false);
        const picture = await this.#ask(false, true);
        this.problem = problem(sound, picture);
      } else if (!(both instanceof MediaStream)) {
        this.problem = problem(wantSound ? both : null, wantPicture ? both : null);
      }
      const known = await navigator.mediaDevices.enumerateDevices();
      this.canFlip = known.filter((device) => device.kind === 'videoinput').length > 1;
    }
    this.#changed();
  }

  mute(muted) {
    if (this.microphone) this.microphone.enabled = !muted;
  }

  /** Off means off: the camera's light goes out. */
  async turnCamera(on) {
    if (!on) {
      this.camera?.stop();
      this.camera = null;
    } else if (!this.camera) {
      const got = await this.#ask(false, true);
      this.problem = got instanceof MediaStream ? null : problem(null, got);
    }
    this.#changed();
  }

  async flip() {
    this.facing = this.facing === 'user' ? 'environment' : 'user';
    await this.turnCamera(false);
    await this.turnCamera(true);
  }

  close() {
    this.microphone?.stop();
    this.camera?.stop();
    this.microphone = this.camera = null;
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
    if (track.kind === 'audio') {
      this.microphone = track;
      track.contentHint = 'speech';
    } else {
      this.camera = track;
      track.contentHint = 'motion';
      this.facing = track.getSettings().facingMode ?? this.facing;
    }
    track.addEventListener('ended', () => {
      if (this.microphone === track) this.microphone = null;
      else if (this.camera === track) this.camera = null;
      else return;
      this.problem = this.microphone ? 'noCamera' : 'noMicrophone';
      this.#changed();
    });
  }

  #changed() {
    this.dispatchEvent(new Event('changed'));
  }
}

function problem(sound, picture) {
  const failures = [sound, picture].filter((each) => each instanceof Error || each instanceof DOMException);
  if (!failures.length) return null;
  if (failures.some((failure) => ['NotAllowedError', 'SecurityError'].includes(failure.name))) return 'devicesRefused';
  if (failures.some((failure) => ['NotReadableError', 'AbortError'].includes(failure.name))) return 'devicesBusy';
  if (failures.length === 2) return 'noDevices';
  return failures[0] === sound ? 'noMicrophone' : 'noCamera';
}
