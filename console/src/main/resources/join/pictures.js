// Who is seen: one party large, the others small beside it. A touch makes a small one large, and a screen is large by itself.

import { show, text } from './texts.js';

export class Pictures {
  #place;
  #strip = document.createElement('div');
  #tiles = new Map();
  #main = null;
  #screen = null;
  #beforeScreen = null;

  constructor(place) {
    this.#place = place;
    this.#strip.className = 'strip';
    place.append(this.#strip);
  }

  get shown() {
    return this.#tiles.size;
  }

  /**
   * @param names of the parties by mid, in the order to show them
   * @param tracks by mid
   * @param screen mid of the one that is somebody's screen, or null
   */
  show(names, tracks, screen = null) {
    if (screen !== this.#screen) {
      if (!this.#screen) this.#beforeScreen = this.#main;
      this.#main = screen ?? this.#beforeScreen;
      this.#screen = screen;
    }
    for (const mid of [...this.#tiles.keys()]) {
      if (!(mid in names) || !tracks.has(mid)) {
        this.#tiles.get(mid).remove();
        this.#tiles.delete(mid);
      }
    }
    for (const [mid, name] of Object.entries(names)) {
      if (tracks.has(mid)) this.#tile(mid, tracks.get(mid), name);
    }
    if (!this.#tiles.has(this.#main)) this.#main = this.#tiles.keys().next().value ?? null;
    this.#arrange();
  }

  #tile(mid, track, name) {
    let tile = this.#tiles.get(mid);
    if (!tile) {
      tile = document.createElement('button');
      tile.type = 'button';
      tile.className = 'tile';
      tile.dataset.mid = mid;
      tile.dataset.testid = 'picture';
      const video = document.createElement('video');
      video.autoplay = video.playsInline = video.muted = true;
      const caption = document.createElement('span');
      caption.className = 'name';
      tile.append(video, caption);
      tile.addEventListener('click', () => {
        this.#main = mid;
        this.#arrange();
      });
      this.#tiles.set(mid, tile);
    }
    const video = tile.firstChild;
    if (video.srcObject?.getVideoTracks()[0] !== track) video.srcObject = new MediaStream([track]);
    if (mid === this.#screen) {
      show(tile.lastChild, 'screenOf', name);
    } else {
      show(tile.lastChild, null);
      tile.lastChild.textContent = name;
    }
  }

  #arrange() {
    for (const [mid, tile] of this.#tiles) {
      const main = mid === this.#main;
      const place = main ? this.#place : this.#strip;
      tile.classList.toggle('main', main);
      tile.title = main ? '' : text('enlarge');
      if (tile.parentElement !== place) {
        if (main) place.prepend(tile);
        else place.append(tile);
      }
      // A video that was moved in the page stands still until it is told to go on.
      tile.firstChild.play().catch(() => {});
    }
  }
}
