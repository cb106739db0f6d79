import { ServerClock } from './parts/clock.js';
import { anomaliesOf } from './parts/results.js';

const LONGEST_WAIT_MS = 15_000;
const ASK_CLOCK_EVERY_MS = 20_000;
const GIVE_UP_AFTER_MS = 8_000;

/** Boxes are in pixels as stored: a picture that says it wants to be turned is not turned. */
const AS_STORED = { imageOrientation: 'none' };

/**
 * The one connection to the server. It comes back by itself. Events:
 * `link` {connected, retryAt, reason}; `site` and `lost`, as in asyncapi.yaml;
 * `frame` {header, picture, heats}: picture is an ImageBitmap, or null when nobody can read it; heats
 * are those of its heat maps. A listener draws at once; then the frame is acknowledged, and the next one may come.
 */
export class Feed extends EventTarget {
  #socket = null;
  #clock = new ServerClock();
  #attempts = 0;
  #wanted = 'all';
  #tail = Promise.resolve();
  #lastHeard = 0;
  #fresh = new Set();

  constructor() {
    super();
    document.addEventListener('visibilitychange', () => this.#subscribe());
    window.addEventListener('online', () => this.#attempts > 0 && this.open());
    setInterval(() => this.#watch(), 1_000);
    setInterval(() => this.#say(this.#clock.question()), ASK_CLOCK_EVERY_MS);
  }

  open() {
    clearTimeout(this.retry);
    this.#socket?.close();
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    const socket = new WebSocket(`${scheme}://${location.host}/ws`);
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => this.#opened();
    socket.onmessage = message => this.#take(message.data);
    socket.onclose = event => socket === this.#socket && this.#lost(event.reason);
    this.#socket = socket;
    this.#lastHeard = performance.now();
  }

  /** @param {'all' | string[]} cameras whose pictures are wanted */
  want(cameras) {
    this.#wanted = cameras;
    this.#subscribe();
  }

  #opened() {
    this.#attempts = 0;
    this.#tail = Promise.resolve();
    for (let i = 0; i < 4; i++) setTimeout(() => this.#say(this.#clock.question()), i * 250);
    this.#subscribe();
    this.#emit('link', { connected: true, retryAt: 0, reason: '' });
  }

  /** A page that nobody sees asks for no pictures. */
  #subscribe() {
    const cameras = document.hidden ? [] : this.#wanted;
    this.#fresh.clear();
    this.#say({ subscribe: { mode: 'latest', cameras } });
  }

  #lost(reason) {
    this.#socket = null;
    const wait = Math.min(LONGEST_WAIT_MS, 500 * 2 ** this.#attempts++) * (.75 + Math.random() / 2);
    this.#emit('link', { connected: false, retryAt: Date.now() + wait, reason });
    this.retry = setTimeout(() => this.open(), wait);
  }

  /** The server speaks every second; silence means that the way to it is cut. */
  #watch() {
    if (this.#socket && performance.now() - this.#lastHeard > GIVE_UP_AFTER_MS) {
      const silent = this.#socket;
      this.#lost('');
      silent.close();
    }
  }

  #take(data) {
    this.#lastHeard = performance.now();
    if (typeof data !== 'string') {
      const decoded = decode(data); // begins now; drawn in the order of arrival
      const from = this.#socket;
      this.#tail = this.#tail.then(() => decoded).then(frame => this.#show(frame, from));
      return;
    }
    const message = JSON.parse(data);
    if (message.type === 'clock') this.#clock.answer(message);
    else this.#emit(message.type, message);
  }

  #show(frame, from) {
    if (from !== this.#socket) return;
    const { camera } = frame.header.frame;
    const glassMillis = this.#clock.now() - Date.parse(frame.header.capturedAt);
    const measured = this.#fresh.has(camera) && Number.isFinite(glassMillis);
    this.#fresh.add(camera); // the first picture after subscribing may be an old one
    try {
      this.#emit('frame', { ...frame, glassMillis: measured ? glassMillis : NaN });
    } finally {
      this.#say(measured ? { ack: 1, glassMillis: Math.round(glassMillis * 10) / 10 } : { ack: 1 });
    }
  }

  #say(message) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

/** Four bytes of length, JSON, JPEG. */
async function decode(data) {
  const length = new DataView(data).getUint32(0);
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(data, 4, length)));
  const [picture, heats] = await Promise.all([bitmap(new Uint8Array(data, 4 + length)), heatsOf(header)]);
  return { header, picture, heats };
}

/** Null when there is nothing, or when nobody can read it. */
async function bitmap(jpeg) {
  try {
    return jpeg.length > 0 ? await createImageBitmap(new Blob([jpeg], { type: 'image/jpeg' }), AS_STORED) : null;
  } catch {
    return null;
  }
}

/** Heat maps of all slots, decoded before their picture is drawn, so that none comes a frame late. */
async function heatsOf(header) {
  return (await Promise.all(anomaliesOf(header).map(({ heat }) => bitmap(bytesOf(heat))))).filter(Boolean);
}

function bytesOf(base64) {
  try {
    return Uint8Array.from(atob(base64), each => each.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}
