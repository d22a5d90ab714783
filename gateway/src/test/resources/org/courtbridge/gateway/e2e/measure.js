// Put into every page before its own scripts run: notes what the person at the browser sees and hears.
//
// Sees: every frame that any <video> of the page presents, as the brightness of the 8×4 cells of a coded picture.
// Hears: the sound of every remote track, mixed, at 16 kHz; the last seconds of it are kept.
(() => {
  const COLUMNS = 8, ROWS = 4, SCALE = 8;
  const RATE = 16000, KEPT_SECONDS = 12;
  const shown = [];
  const connections = [];
  let sound = [];
  let context = null;

  const canvas = document.createElement('canvas');
  canvas.width = COLUMNS * SCALE;
  canvas.height = ROWS * SCALE;
  const drawing = canvas.getContext('2d', { willReadFrequently: true });

  function cells(video) {
    drawing.drawImage(video, 0, 0, canvas.width, canvas.height);
    const pixels = drawing.getImageData(0, 0, canvas.width, canvas.height).data;
    const cells = [];
    for (let row = 0; row < ROWS; row++) {
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
      shown.push({
        at: performance.timeOrigin + performance.now(),
        track: tracks.length ? tracks[0].id : '',
        cells: cells(video),
      });
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
    if (!context) {
      context = new AudioContext({ sampleRate: RATE });
      context.mixed = context.createScriptProcessor(4096, 1, 1);
      context.mixed.onaudioprocess = event => {
        sound.push(Int16Array.from(event.inputBuffer.getChannelData(0), value => Math.round(value * 32767)));
        if (sound.length * 4096 > KEPT_SECONDS * RATE) {
          sound.shift();
        }
      };
      context.mixed.connect(context.destination);
    }
    context.resume();
    context.createMediaStreamSource(new MediaStream([track])).connect(context.mixed);
  }

  window.RTCPeerConnection = class extends window.RTCPeerConnection {
    constructor(...settings) {
      super(...settings);
      connections.push(this);
      this.addEventListener('track', event => {
        if (event.track.kind === 'audio') {
          listen(event.track);
        }
      });
    }
  };

  window.courtMeasure = {
    /** Frames presented since the last call. */
    takeShown: () => shown.splice(0),

    /** The last seconds of sound, as signed 16-bit samples in base 64. */
    soundInTheLast(seconds) {
      const bytes = sound.slice(-Math.ceil(seconds * RATE / 4096)).flatMap(part => [...new Uint8Array(part.buffer)]);
      let text = '';
      for (let at = 0; at < bytes.length; at += 8192) {
        text += String.fromCharCode(...bytes.slice(at, at + 8192));
      }
      return btoa(text);
    },

    forgetSound() {
      sound = [];
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
