// Put into a page before its own scripts: its camera and microphone flash and beep at once, by one clock, and what comes of
// others is watched for when each flash is presented and each beep is played. `lipSync.offer`, `answer` and `answered` make a
// connection to another page with nothing between, to be compared with.
(() => {
  const PERIOD = 0.9, LENGTH = 0.15;
  const BRIGHT = 150, LOUD = 0.05, QUIET_MILLIS = 300;
  /** Milliseconds; a flash and a beep further apart are not of one moment. */
  const FAR = 400;
  const noted = { gateway: { flashes: [], beeps: [] }, direct: { flashes: [], beeps: [] } };
  const keep = [];
  let devices;
  let direct;

  function makeDevices() {
    const audio = new AudioContext();
    const out = new MediaStreamAudioDestinationNode(audio, { channelCount: 1 });
    const tone = new OscillatorNode(audio, { frequency: 1000 });
    const gain = new GainNode(audio, { gain: 0 });
    tone.connect(gain).connect(out);
    tone.start();
    const canvas = document.createElement('canvas');
    canvas.width = 640;
    canvas.height = 360;
    const drawing = canvas.getContext('2d');
    const picture = canvas.captureStream(30).getVideoTracks()[0];
    let next = audio.currentTime + PERIOD;
    let scheduled = next - PERIOD;
    let frame = 0;
    setInterval(() => {
      const now = audio.currentTime;
      if (now > next + LENGTH) next += PERIOD;
      if (scheduled < next) {
        scheduled = next;
        gain.gain.setValueAtTime(0.5, next);
        gain.gain.setValueAtTime(0, next + LENGTH);
      }
      drawing.fillStyle = now >= next ? '#fff' : '#222';
      drawing.fillRect(0, 0, canvas.width, canvas.height);
      // So that each picture differs from the last one, or the browser would send none.
      drawing.fillStyle = '#777';
      drawing.fillRect((frame++ * 8) % canvas.width, 0, 8, 8);
    }, 20);
    keep.push(audio, gain, canvas);
    return { sound: out.stream.getAudioTracks()[0], picture };
  }

  navigator.mediaDevices.getUserMedia = async wanted => {
    devices ??= makeDevices();
    const stream = new MediaStream();
    if (wanted.audio) stream.addTrack(devices.sound.clone());
    if (wanted.video) stream.addTrack(devices.picture.clone());
    return stream;
  };

  function watch(track, notes) {
    const video = document.createElement('video');
    video.autoplay = video.muted = video.playsInline = true;
    video.style = 'position: fixed; left: 0; top: 0; width: 32px; height: 18px; z-index: 9';
    video.srcObject = new MediaStream([track]);
    document.documentElement.append(video);
    const canvas = new OffscreenCanvas(1, 1);
    const drawing = canvas.getContext('2d', { willReadFrequently: true });
    let bright = true;
    const note = (now, frame) => {
      drawing.drawImage(video, 0, 0, 1, 1);
      const is = drawing.getImageData(0, 0, 1, 1).data[1] > BRIGHT;
      if (is && !bright) notes.flashes.push(frame.presentationTime);
      bright = is;
      video.requestVideoFrameCallback(note);
    };
    video.requestVideoFrameCallback(note);
    keep.push(video);
  }

  async function listen(track, notes) {
    const reader = new MediaStreamTrackProcessor({ track, maxBufferSize: 1000 }).readable.getReader();
    let latency = Infinity;
    let lastLoud = -Infinity;
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      const data = next.value;
      const samples = new Float32Array(data.numberOfFrames);
      data.copyTo(samples, { planeIndex: 0, format: 'f32-planar' });
      // The page may be late to look; the quickest look says how the two clocks stand.
      latency = Math.min(latency, performance.now() - data.timestamp / 1000);
      const begin = data.timestamp / 1000 + latency;
      samples.forEach((sample, i) => {
        if (Math.abs(sample) < LOUD) return;
        const at = begin + (i - samples.length) * 1000 / data.sampleRate;
        if (at - lastLoud > QUIET_MILLIS) notes.beeps.push(at);
        lastLoud = at;
      });
      data.close();
    }
  }

  window.RTCPeerConnection = class extends window.RTCPeerConnection {
    constructor(...settings) {
      super(...settings);
      this.addEventListener('track', event => {
        const notes = noted[this === direct ? 'direct' : 'gateway'];
        if (event.track.kind === 'audio') listen(event.track, notes);
        else watch(event.track, notes);
      });
    }
  };

  async function described(connection) {
    await connection.setLocalDescription();
    while (connection.iceGatheringState !== 'complete') {
      await new Promise(done => connection.addEventListener('icegatheringstatechange', done, { once: true }));
    }
    return connection.localDescription.sdp;
  }

  window.lipSync = {
    async offer() {
      direct = new RTCPeerConnection();
      const stream = new MediaStream([devices.sound.clone(), devices.picture.clone()]);
      stream.getTracks().forEach(track => direct.addTrack(track, stream));
      return described(direct);
    },

    async answer(sdp) {
      direct = new RTCPeerConnection();
      direct.addEventListener('track', event => {
        // What nobody plays is not decoded.
        const player = new Audio();
        player.srcObject = new MediaStream([event.track]);
        player.play();
        keep.push(player);
      });
      await direct.setRemoteDescription({ type: 'offer', sdp });
      return described(direct);
    },

    answered: sdp => direct.setRemoteDescription({ type: 'answer', sdp }),

    /** Milliseconds by which each flash since the last call came after its beep. */
    takeSkews(way) {
      const { flashes, beeps } = noted[way];
      const skews = [];
      for (const beep of beeps) {
        const nearest = flashes.map(flash => flash - beep).sort((a, b) => Math.abs(a) - Math.abs(b))[0];
        if (Math.abs(nearest) < FAR) skews.push(nearest);
      }
      flashes.length = beeps.length = 0;
      return skews;
    },
  };
})();
