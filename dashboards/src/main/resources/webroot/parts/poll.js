const EVERY_MS = 2_000;
const PATIENCE_MS = 8_000;

/**
 * Asks the server for the same thing again and again, while the page is seen. Events: `change`;
 * then `answer` is the newest JSON, and `error` one sentence or empty.
 */
export class Poll extends EventTarget {
  answer = null;
  error = '';
  #address;
  #timer = 0;
  #running = false;
  #asked = null;

  /** @param {string} address path and query */
  constructor(address) {
    super();
    this.#address = address;
  }

  start() {
    this.#running = true;
    document.addEventListener('visibilitychange', this.#seen);
    this.#ask();
  }

  stop() {
    this.#running = false;
    clearTimeout(this.#timer);
    this.#asked?.abort();
    document.removeEventListener('visibilitychange', this.#seen);
  }

  /** Asks for something else from now on, at once. */
  ask(address) {
    if (address === this.#address) return;
    this.#address = address;
    if (this.#running) this.#ask();
  }

  #seen = () => document.hidden || this.#ask();

  async #ask() {
    clearTimeout(this.#timer);
    this.#asked?.abort();
    const asked = new AbortController();
    this.#asked = asked;
    const patience = setTimeout(() => asked.abort(), PATIENCE_MS);
    const { answer, error } = await fetched(this.#address, asked.signal);
    clearTimeout(patience);
    if (asked !== this.#asked || !this.#running) return;
    this.answer = answer ?? this.answer;
    this.error = error;
    this.dispatchEvent(new Event('change'));
    if (!document.hidden) this.#timer = setTimeout(() => this.#ask(), EVERY_MS);
  }
}

async function fetched(address, signal) {
  try {
    const response = await fetch(address, { signal });
    const json = await response.json();
    if (response.ok) return { answer: json, error: '' };
    return { error: `The server cannot answer: ${json.detail}. This page asks again by itself.` };
  } catch {
    return { error: 'The server does not answer. What is shown is old; this page asks again by itself.' };
  }
}
