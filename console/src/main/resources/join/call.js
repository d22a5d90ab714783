// The one PeerConnection: sound both ways, our camera, and a picture for each other party. The page always offers.

const FIRST_PICTURES = 3;
const MOST_PICTURES = 24;
/** Milliseconds without a packet, where sound came before, after which the connection is doubted: seconds before the browser reports it. */
const SILENCE = 400;
const LISTENING_EVERY = 100;

// Of our camera, in these sizes at once (RFC 8853), so that the gateway gives everyone the one that they have room for.
const LAYERS = [
  { rid: 'h', maxBitrate: 1_500_000, maxFramerate: 30, scaleResolutionDownBy: 1 },
  { rid: 'm', maxBitrate: 450_000, maxFramerate: 30, scaleResolutionDownBy: 2 },
  { rid: 'l', maxBitrate: 120_000, maxFramerate: 15, scaleResolutionDownBy: 4 },
];
const SMALLEST_WIDTH = 240;

// A screen is sent whole: text that is made smaller cannot be read.
const SCREEN = { maxBitrate: 1_500_000, maxFramerate: 10, scaleResolutionDownBy: 1 };

/** Events: "connection" (the state changed), "sound" (a remote track came), "pictures" (there are more of them). */
export class Call extends EventTarget {
  #signalling;
  #pc;
  #sound;
  #camera;
  #screen = null;
  #negotiating = false;
  #again = false;
  #missing = 0;
  #first;
  #listening = 0;

  /** Prepares everything but the ways to the gateway, see {@link relayBy}. */
  constructor(signalling, devices) {
    super();
    this.#signalling = signalling;
    const pc = new RTCPeerConnection({ bundlePolicy: 'max-bundle', rtcpMuxPolicy: 'require' });
    this.#pc = pc;
    this.#sound = pc.addTransceiver(devices.microphone ?? 'audio', {
      direction: devices.has('microphone') ? 'sendrecv' : 'recvonly',
    });
    preferRepeatedSound(this.#sound);
    this.#camera = pc.addTransceiver(devices.camera ?? 'video', {
      direction: devices.has('camera') ? 'sendonly' : 'inactive',
      sendEncodings: LAYERS.map((layer) => ({ ...layer })),
    });
    preferRooms(this.#camera, RTCRtpSender);
    this.#addPictures(FIRST_PICTURES);
    pc.addEventListener('track', (event) => {
      if (event.track.kind === 'audio') {
        this.dispatchEvent(new CustomEvent('sound', { detail: new MediaStream([event.track]) }));
      }
    });
    pc.addEventListener('connectionstatechange', () => this.#stateChanged());
    this.#listen();
  }

  /**
   * Looks for ways to the gateway, while the signalling may still be on its own.
   *
   * @param iceServers that relay where no other way leads there
   */
  relayBy(iceServers) {
    this.#pc.setConfiguration({ ...this.#pc.getConfiguration(), iceServers });
    this.#first = this.#pc.setLocalDescription();
  }

  get peerConnection() {
    return this.#pc;
  }

  get connected() {
    return this.#pc.connectionState === 'connected';
  }

  /** The track of each picture by mid, in the order of the session description. */
  pictures() {
    const receivers = new Map();
    for (const transceiver of this.#pc.getTransceivers()) {
      if (transceiver !== this.#camera && transceiver.receiver.track.kind === 'video' && transceiver.mid) {
        receivers.set(transceiver.mid, transceiver.receiver.track);
      }
    }
    return receivers;
  }

  /** Says what we have and would like; nothing before there are ways. */
  async negotiate() {
    if (this.#first === undefined) return;
    if (this.#negotiating) {
      this.#again = true;
      return;
    }
    this.#negotiating = true;
    this.#again = false;
    await (this.#first ?? this.#pc.setLocalDescription());
    this.#first = null;
    if (!this.#signalling.send({ type: 'offer', sdp: this.#pc.localDescription.sdp })) this.#negotiating = false;
  }

  /** The gateway listens, and hears what is being offered; or, if that was said to nobody or not yet, what is offered now. */
  async begin() {
    if (!this.#negotiating) await this.negotiate();
  }

  /** The signalling is gone, and maybe with it what was offered. */
  unheard() {
    this.#negotiating = false;
  }

  async answered(sdp) {
    if (this.#pc.signalingState !== 'have-local-offer') return;
    await this.#pc.setRemoteDescription({ type: 'answer', sdp });
    this.#negotiating = false;
    await this.#limitCamera();
    if (this.#isOver()) return;
    this.dispatchEvent(new Event('pictures'));
    if (this.#again) await this.negotiate();
    if (!this.#isOver()) await this.grow(this.#missing);
  }

  /** The party may leave while the browser works on a description. */
  #isOver() {
    return this.#pc.signalingState === 'closed';
  }

  /** The gateway did not understand an offer; the call goes on as it was. */
  refused() {
    this.#negotiating = false;
  }

  /** The signalling is back: an answer may have been lost, and our network may be another one. */
  async resume() {
    this.#negotiating = false;
    this.#pc.restartIce();
    await this.negotiate();
  }

  /** There are so many more parties than pictures; while an answer is awaited, the last that was said is kept. */
  async grow(missing) {
    this.#missing = missing;
    if (this.#negotiating) return;
    const more = Math.min(missing, MOST_PICTURES - this.pictures().size);
    this.#missing = 0;
    if (more <= 0) return;
    this.#addPictures(more);
    await this.negotiate();
  }

  async use(devices) {
    await this.#sound.sender.replaceTrack(devices.microphone);
    const picture = this.#screen ?? devices.camera;
    await this.#camera.sender.replaceTrack(picture);
    const sound = devices.microphone ? 'sendrecv' : 'recvonly';
    const camera = picture ? 'sendonly' : this.#camera.direction;
    const changed = sound !== this.#sound.direction || camera !== this.#camera.direction;
    this.#sound.direction = sound;
    this.#camera.direction = camera;
    if (changed) await this.negotiate();
    else await this.#limitCamera();
  }

  /** @param screen to send in place of the camera's picture; null for the camera's */
  async show(screen, devices) {
    this.#screen = screen;
    await this.use(devices);
  }

  close() {
    clearInterval(this.#listening);
    this.#pc.close();
  }

  /** Notices at once that sound has stopped to come, as it does when the network is another one; the gateway never pauses it. */
  #listen() {
    let last = 0;
    let heard = 0;
    let flows = false;
    this.#listening = setInterval(() => {
      const packet = this.#sound.receiver.getSynchronizationSources?.()[0]?.timestamp ?? last;
      const now = performance.now();
      if (packet !== last) {
        last = packet;
        heard = now;
        flows = true;
      } else if (flows && now - heard > SILENCE) {
        flows = false;
        this.#signalling.suspect();
      }
    }, LISTENING_EVERY);
  }

  #addPictures(count) {
    for (let i = 0; i < count; i++) {
      preferRooms(this.#pc.addTransceiver('video', { direction: 'recvonly' }), RTCRtpReceiver);
    }
  }

  #stateChanged() {
    const state = this.#pc.connectionState;
    if (state === 'disconnected') this.#signalling.suspect();
    // It took seconds to become so, and costs nothing if the old way works again: keys and streams stay.
    if (state === 'disconnected' || state === 'failed') this.#restartIce();
    this.dispatchEvent(new Event('connection'));
  }

  #restartIce() {
    this.#pc.restartIce();
    this.negotiate();
  }

  /** Within what the network says of itself; the browser's own estimate does the rest. */
  async #limitCamera() {
    const sender = this.#camera.sender;
    const parameters = sender.getParameters();
    if (!sender.track || !parameters.encodings?.length) return;
    const network = navigator.connection ?? {};
    const slow = network.saveData || ['slow-2g', '2g', '3g'].includes(network.effectiveType);
    const { width = 1280, height = 720 } = sender.track.getSettings();
    const longer = Math.max(width, height);
    const shrink = slow ? Math.max(1, longer / 640) : 1;
    parameters.encodings.forEach((encoding, index) => {
      if (this.#screen) {
        Object.assign(encoding, SCREEN, { active: index === 0 });
        return;
      }
      const layer = LAYERS[index];
      encoding.maxBitrate = Math.min(layer.maxBitrate, slow ? 400_000 / 4 ** index : Infinity);
      encoding.maxFramerate = slow ? 15 : layer.maxFramerate;
      encoding.scaleResolutionDownBy = shrink * layer.scaleResolutionDownBy;
      encoding.active = index === 0 || longer / encoding.scaleResolutionDownBy >= SMALLEST_WIDTH;
    });
    try {
      await sender.setParameters(parameters);
    } catch (refusal) {
      console.warn('camera limits are not taken:', refusal.message);
    }
  }
}

/** Rooms speak H.264, and every browser VP8. */
function preferRooms(transceiver, kind) {
  const codecs = kind.getCapabilities?.('video')?.codecs ?? [];
  const named = (name) => codecs.filter((codec) => codec.mimeType.toLowerCase() === `video/${name}`);
  prefer(transceiver, [...named('h264'), ...named('vp8'), ...named('rtx')]);
}

/** Sound that is sent twice (RFC 2198) bears a bad line, for less than a tenth of what the picture takes. */
function preferRepeatedSound(transceiver) {
  const codecs = RTCRtpReceiver.getCapabilities?.('audio')?.codecs ?? [];
  const repeated = codecs.filter((codec) => codec.mimeType.toLowerCase() === 'audio/red');
  if (repeated.length) prefer(transceiver, [...repeated, ...codecs.filter((codec) => !repeated.includes(codec))]);
}

/** A browser that cannot say so keeps its own order. */
function prefer(transceiver, codecs) {
  if (!transceiver.setCodecPreferences) return;
  try {
    transceiver.setCodecPreferences(codecs);
  } catch (refusal) {
    console.warn('codec preferences are not taken:', refusal.message);
  }
}
