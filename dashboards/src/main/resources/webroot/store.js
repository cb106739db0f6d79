const KEPT_LATENCIES = 50;
const MINUTE_SECONDS = 60;

/**
 * What the page knows about one camera.
 * @typedef {object} Camera
 * @property {string} id
 * @property {object} status as the server tells it once a second
 * @property {?{header: object, picture: ImageBitmap, heats: ImageBitmap[]}} last the picture on the wall and its result
 * @property {string} outcome of the newest frame, also when it had no picture
 * @property {number[]} latencies ms from capture to drawn, newest last
 * @property {number[]} lost frames this page never got, in all, second by second
 */

/** Cameras by name, and the state of the site and of the connection. Event: `change`. */
export class Store extends EventTarget {
  /** @type {Map<string, Camera>} */
  cameras = new Map();
  site = null;
  link = { connected: false, retryAt: 0, reason: '' };
  boxes = true;
  masks = true;
  heat = true;
  #lostInAll = {};

  constructor(feed) {
    super();
    feed.addEventListener('link', event => this.#set({ link: event.detail }));
    feed.addEventListener('lost', event => (this.#lostInAll = event.detail.frames));
    feed.addEventListener('site', event => this.#take(event.detail));
    feed.addEventListener('frame', event => this.#show(event.detail));
  }

  /** @param {'boxes' | 'masks' | 'heat'} layer of what is drawn over pictures */
  toggle(layer) {
    this.#set({ [layer]: !this[layer] });
    this.dispatchEvent(new Event('redraw'));
  }

  #take(site) {
    const names = new Set(site.cameras.map(camera => camera.camera));
    for (const name of this.cameras.keys()) if (!names.has(name)) this.cameras.delete(name);
    for (const status of site.cameras) {
      const camera = this.#camera(status.camera);
      camera.status = status;
      const before = camera.lost.at(-1) ?? 0;
      const now = this.#lostInAll[camera.id] ?? 0;
      camera.lost = now < before ? [now] : [...camera.lost, now].slice(-MINUTE_SECONDS);
    }
    this.#set({ site });
  }

  #show({ header, picture, heats, glassMillis }) {
    const camera = this.#camera(header.frame.camera);
    camera.outcome = picture ? header.outcome : 'rejected';
    if (!Number.isNaN(glassMillis)) {
      camera.latencies = [...camera.latencies, glassMillis].slice(-KEPT_LATENCIES);
    }
    if (!picture) return heats.forEach(heat => heat.close());
    const fresh = { header, picture, heats };
    if (camera.last && isOlder(header.frame, camera.last.header.frame)) return close(fresh);
    if (camera.last) close(camera.last);
    camera.last = fresh;
    this.dispatchEvent(new CustomEvent('frame', { detail: camera.id }));
  }

  #camera(id) {
    if (!this.cameras.has(id)) {
      const fresh = { id, status: null, last: null, outcome: '', latencies: [], lost: [] };
      this.cameras.set(id, fresh);
    }
    return this.cameras.get(id);
  }

  #set(changed) {
    Object.assign(this, changed);
    this.dispatchEvent(new Event('change'));
  }
}

function close({ picture, heats }) {
  for (const each of [picture, ...heats]) each.close();
}

function isOlder(frame, than) {
  return frame.epoch < than.epoch || (frame.epoch === than.epoch && frame.sequence < than.sequence);
}

/** ms that `share` (0 to 1) of the newest pictures needed at most; NaN when nothing was measured. */
export function latency(camera, share) {
  const sorted = [...camera.latencies].sort((a, b) => a - b);
  return sorted.length ? sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] : NaN;
}

/** Frames of the last minute that this page was too slow for. */
export function lostLastMinute(camera) {
  return camera.lost.length ? camera.lost.at(-1) - camera.lost[0] : 0;
}
