// An application that joins as the page does, by WebSocket, and changes what it receives as it likes:
// courtApplication.join(ticket, pictures), .stop(name), .add(), .negotiate(change), .ask(sdp), .media().
(() => {
  const connection = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
  let socket = null;
  let names = {};
  let reply = null;

  connection.addEventListener('track', (event) => {
    const player = document.createElement(event.track.kind);
    player.autoplay = player.playsInline = true;
    player.srcObject = new MediaStream([event.track]);
    document.body.append(player);
  });

  /** What the gateway says to an offer: {sdp} or {problem}. */
  function ask(sdp) {
    socket.send(JSON.stringify({ type: 'offer', sdp }));
    return new Promise((resolve) => {
      reply = resolve;
    });
  }

  function heard(message) {
    if (message.type === 'answer') reply({ sdp: message.sdp });
    if (message.type === 'error') reply({ problem: message.message });
    if (message.type === 'pictures') names = message.names;
  }

  const add = () => connection.addTransceiver('video', { direction: 'recvonly' });

  async function negotiate(change = (sdp) => sdp) {
    await connection.setLocalDescription();
    const { sdp, problem } = await ask(change(connection.localDescription.sdp));
    if (problem) throw new Error(problem);
    await connection.setRemoteDescription({ type: 'answer', sdp });
  }

  window.courtApplication = {
    add,
    ask,
    negotiate,

    async join(ticket, pictures) {
      connection.addTransceiver('audio', { direction: 'recvonly' });
      for (let i = 0; i < pictures; i++) add();
      socket = new WebSocket(`wss://${location.host}/api/v1/join/socket?ticket=${encodeURIComponent(ticket)}`);
      socket.onmessage = (event) => heard(JSON.parse(event.data));
      await new Promise((resolve, reject) => {
        socket.onopen = resolve;
        socket.onclose = reject;
      });
      await negotiate();
    },

    /** Whether so many parties are shown, all in pictures that there are. */
    settled(parties) {
      const used = connection.getTransceivers().filter((one) => one.receiver.track.kind === 'video' && one.currentDirection === 'recvonly');
      const mids = Object.keys(names);
      return mids.length === parties && mids.every((mid) => used.some((one) => one.mid === mid));
    },

    /** Ends the picture of a party. */
    stop(name) {
      const [mid] = Object.entries(names).find(([, one]) => one === name);
      connection.getTransceivers().find((one) => one.mid === mid).stop();
    },

    /** Of the last answer: whether each medium is in use, and its mid. */
    media() {
      const sections = connection.remoteDescription.sdp.split(/^m=/m).slice(1);
      return sections.map((section) => {
        const mid = /^a=mid:(\S+)/m.exec(section)?.[1] ?? '';
        return /^\S+ 0 /.test(section) ? 'stopped' : mid;
      });
    },

    offer: () => connection.localDescription.sdp,
  };
})();
