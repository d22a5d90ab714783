// The person's screen in place of their camera's picture, as long as the hearing lets it.

/** As large as level 3.1, which is what every room takes, and few enough that text stays sharp. */
const SCREEN = { width: { max: 1280 }, height: { max: 720 }, frameRate: { max: 10 } };

/** Events: "stopped" (by the browser's own button). */
export class ScreenShare extends EventTarget {
  /** What is to be sent, or null. */
  track = null;

  get possible() {
    return Boolean(navigator.mediaDevices?.getDisplayMedia);
  }

  /** Lets the person choose what to show. @returns whether they did */
  async choose() {
    let chosen;
    try {
      chosen = await navigator.mediaDevices.getDisplayMedia({ video: SCREEN, audio: false });
    } catch (refusal) {
      console.info('no screen is shown:', refusal.message);
      return false;
    }
    const [track] = chosen.getVideoTracks();
    track.contentHint = 'detail';
    track.addEventListener('ended', () => {
      if (this.track !== track) return;
      this.track = null;
      this.dispatchEvent(new Event('stopped'));
    });
    this.track = track;
    return true;
  }

  stop() {
    this.track?.stop();
    this.track = null;
  }
}
