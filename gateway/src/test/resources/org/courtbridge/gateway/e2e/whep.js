// An application that receives by WHEP: courtWhep.play(token), courtWhep.stop().
(() => {
  const endpoint = '/api/v1/whep';
  let session = null;

  window.courtWhep = {
    async play(token) {
      const connection = new RTCPeerConnection();
      connection.addTransceiver('audio', { direction: 'recvonly' });
      connection.addTransceiver('video', { direction: 'recvonly' });
      await connection.setLocalDescription();
      const authorization = { Authorization: `Bearer ${token}` };
      const answer = await fetch(endpoint, {
        method: 'POST',
        headers: { ...authorization, 'Content-Type': 'application/sdp' },
        body: connection.localDescription.sdp,
      });
      if (answer.status !== 201) throw new Error(await answer.text());
      session = { connection, authorization, address: answer.headers.get('Location') };
      await connection.setRemoteDescription({ type: 'answer', sdp: await answer.text() });
      const video = document.createElement('video');
      video.muted = video.autoplay = video.playsInline = true;
      video.srcObject = new MediaStream(connection.getReceivers().map(receiver => receiver.track));
      document.body.append(video);
    },

    async stop() {
      const gone = await fetch(session.address, { method: 'DELETE', headers: session.authorization });
      session.connection.close();
      return gone.status;
    },
  };
})();
