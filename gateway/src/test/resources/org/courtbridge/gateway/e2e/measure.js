// Put into every page before its own scripts run: notes what the person at the browser sees and hears.
//
// Sees: every frame that any <video> of the page presents, as the brightness of the 8×4 cells of a coded picture
//   that fills it, and of one that fills its middle.
// Hears: the sound of the remote track, at 16 kHz; the last seconds of it are kept.
(() => {
  const COLUMNS = 8, ROWS = 4, SCALE = 8;
  const RATE = 16000, KEPT_SECONDS = 30;
  const shown = [];
  const connections = [];
  const graphs = [];
  /** Ids of tracks that came from the other end: the page's own picture is none of them. */
  const remote = new Set();
  let sound = [];
  let kept = 0;

  // Above the whole picture, below its middle, where one of 4:3 is in one of 16:9.
  const canvas = document.createElement('canvas');
  canvas.width = COLUMNS * SCALE;
  canvas.height = 2 * ROWS * SCALE;
  const drawing = canvas.getContext('2d', { willReadFrequently: true });

  function read(video) {
    const width = canvas.width, height = ROWS * SCALE;
    drawing.drawImage(video, 0, 0, width, height);
    drawing.drawImage(
        video, video.videoWidth / 8, 0, video.videoWidth * 3 / 4, video.videoHeight, 0, height, width, height);
    const pixels = drawing.getImageData(0, 0, width, 2 * height).data;
    return { whole: cells(pixels, 0), middle: cells(pixels, ROWS) };
  }

  function cells(pixels, firstRow) {
    const cells = [];
    for (let row = firstRow; row < firstRow + ROWS; row++) {
      for (let column = 0; column < COLUMNS; column++) {
        let sum = 0;
        for (let y = 3; y < 5; y++) {
          for (let x = 3; x < 5; x++) {
            sum += pixels[4 * ((row * SCALE + y) * canvas.width + column * SCALE + x) + 1];
          }
        }
        cells.push(Math.round(sum / 4));
      }
    }
    return cells;
  }

  function watch(video) {
    const note = () => {
      const tracks = video.srcObject instanceof MediaStream ? video.srcObject.getVideoTracks() : [];
      const isRemote = tracks.length > 0 && remote.has(tracks[0].id);
      if (isRemote || !courtMeasure.remoteAlone) {
        shown.push({
          at: performance.timeOrigin + performance.now(),
          track: tracks.length ? tracks[0].id : '',
          remote: isRemote,
          ...read(video),
        });
      }
      video.requestVideoFrameCallback(note);
    };
    video.requestVideoFrameCallback(note);
  }

  const watched = new WeakSet();
  setInterval(() => {
    for (const video of document.querySelectorAll('video')) {
      if (!watched.has(video)) {
        watched.add(video);
        watch(video);
      }
    }
  }, 20);

  function listen(track) {
    if ('MediaStreamTrackProcessor' in window) listenToQueue(track);
    else listenToGraph(track);
  }

  // A queue of the browser's own holds what the page is too busy to take at once: only the network makes gaps.
  async function listenToQueue(track) {
    const reader = new MediaStreamTrackProcessor({ track, maxBufferSize: 1000 }).readable.getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      const samples = new Float32Array(next.value.numberOfFrames);
      next.value.copyTo(samples, { planeIndex: 0, format: 'f32-planar' });
      keep(samples, next.value.sampleRate);
      next.value.close();
    }
  }

  function listenToGraph(track) {
    const audio = new AudioContext();
    const tap = audio.createScriptProcessor(4096, 1, 1);
    tap.onaudioprocess = event => keep(event.inputBuffer.getChannelData(0), event.inputBuffer.sampleRate);
    audio.createMediaStreamSource(new MediaStream([track])).connect(tap);
    tap.connect(audio.destination);
    graphs.push(tap);
  }

  function keep(samples, rate) {
    const step = rate / RATE;
    const part = new Int16Array(Math.floor(samples.length / step));
    for (let n = 0; n < part.length; n++) {
      const from = Math.floor(n * step), to = Math.floor((n + 1) * step);
      let sum = 0;
      for (let i = from; i < to; i++) {
        sum += samples[i];
      }
      part[n] = Math.round(sum / (to - from) * 32767);
    }
    sound.push(part);
    kept += part.length;
    while (kept > KEPT_SECONDS * RATE) {
      kept -= sound.shift().length;
    }
  }

  window.RTCPeerConnection = class extends window.RTCPeerConnection {
    constructor(...settings) {
      super(...settings);
      connections.push(this);
      this.addEventListener('track', event => {
        remote.add(event.track.id);
        if (event.track.kind === 'audio') {
          listen(event.track);
        }
      });
    }
  };

  window.courtMeasure = {
    /** Whether the person's own picture is left alone: to read one takes the processor some 10 ms. */
    remoteAlone: false,

    /** Frames presented since the last call. */
    takeShown: () => shown.splice(0),

    /** The last seconds of sound, as signed 16-bit samples in base 64. */
    soundInTheLast(seconds) {
      const all = new Int16Array(kept);
      let at = 0;
      for (const part of sound) {
        all.set(part, at);
        at += part.length;
      }
      const bytes = new Uint8Array(all.slice(-seconds * RATE).buffer);
      let text = '';
      for (let from = 0; from < bytes.length; from += 8192) {
        text += String.fromCharCode(...bytes.subarray(from, from + 8192));
      }
      return btoa(text);
    },

    forgetSound() {
      sound = [];
      kept = 0;
    },

    async statistics() {
      const all = [];
      for (const connection of connections) {
        if (connection.connectionState !== 'closed') {
          (await connection.getStats()).forEach(one => all.push(one));
        }
      }
      return all;
    },

    now: () => performance.timeOrigin + performance.now(),
  };
})();
