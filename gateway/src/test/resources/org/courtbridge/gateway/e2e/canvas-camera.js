// Stands in for the camera and the microphone of a browser that takes neither from files. Given before this:
// frames (the brightness of the cells of each coded picture), framesPerSecond, tone (samples, -1 to 1) and toneRate.
const canvas = document.createElement('canvas');
canvas.width = 640;
canvas.height = 360;
const drawing = canvas.getContext('2d');
const [columns, rows] = [8, 4];
const [width, height] = [canvas.width / columns, canvas.height / rows];

function draw(frame) {
  frames[frame % frames.length].forEach((brightness, cell) => {
    drawing.fillStyle = `rgb(${brightness}, ${brightness}, ${brightness})`;
    drawing.fillRect((cell % columns) * width, Math.floor(cell / columns) * height, width, height);
  });
}

function picture() {
  let frame = 0;
  setInterval(() => draw(frame++), 1000 / framesPerSecond);
  draw(frame++);
  return canvas.captureStream().getVideoTracks()[0];
}

function sound() {
  const audio = new AudioContext();
  const buffer = audio.createBuffer(1, tone.length, toneRate);
  buffer.copyToChannel(Float32Array.from(tone), 0);
  const source = new AudioBufferSourceNode(audio, { buffer, loop: true });
  const out = new MediaStreamAudioDestinationNode(audio, { channelCount: 1 });
  source.connect(out);
  source.start();
  return out.stream.getAudioTracks()[0];
}

navigator.mediaDevices.getUserMedia = async wanted => {
  const stream = new MediaStream();
  if (wanted.audio) stream.addTrack(sound());
  if (wanted.video) stream.addTrack(picture());
  return stream;
};
