// Put into a page before its own scripts run: enters by the code word as soon as the page takes it, and notes when what
// came to pass, in milliseconds since the link was opened.
window.joinWatch = (codeWord) => {
  const times = {};
  window.joinTimes = times;
  // Reading the person's own picture would take from what is measured.
  courtMeasure.remoteAlone = true;
  const note = (what) => {
    times[what] ??= performance.now();
  };

  const enter = () => {
    if (document.body?.dataset.ready !== 'true') return;
    looking.disconnect();
    note('ready');
    document.getElementById('code-word').value = codeWord;
    document.getElementById('join').click();
  };
  const looking = new MutationObserver(enter);
  looking.observe(document, { subtree: true, childList: true, attributeFilter: ['data-ready'] });

  const given = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (wanted) => {
    const stream = await given(wanted);
    note('devices');
    return stream;
  };

  const fetched = window.fetch;
  window.fetch = async (address, options) => {
    if (options?.method === 'POST') note('asked');
    const response = await fetched(address, options);
    if (options?.method === 'POST') note('ticket');
    return response;
  };

  window.WebSocket = class extends window.WebSocket {
    constructor(address) {
      super(address);
      this.addEventListener('message', (event) => note(JSON.parse(event.data).type));
    }
  };

  window.RTCPeerConnection = class extends window.RTCPeerConnection {
    constructor(...settings) {
      super(...settings);
      this.addEventListener('iceconnectionstatechange', () => {
        if (this.iceConnectionState === 'connected') note('way');
      });
      this.addEventListener('connectionstatechange', () => {
        if (this.connectionState === 'connected') note('keys');
      });
      this.addEventListener('track', (event) => {
        if (event.track.kind === 'audio') listen(event.track);
      });
    }
  };

  async function listen(track) {
    const reader = new MediaStreamTrackProcessor({ track }).readable.getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      const samples = new Float32Array(next.value.numberOfFrames);
      next.value.copyTo(samples, { planeIndex: 0, format: 'f32-planar' });
      next.value.close();
      // As loud as one step of 16 bits: before the first packet there are only zeros.
      if (samples.some((sample) => Math.abs(sample) > 1 / 32768)) {
        note('sound');
        break;
      }
    }
    reader.cancel();
  }
};
