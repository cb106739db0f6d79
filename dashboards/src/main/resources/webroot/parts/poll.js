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
  #every;
  #timer = 0;
  #running = false;
  #asked = null;

  /**
   * @param {string} address path and query; nothing is asked while it is empty
   * @param {number} every ms from an answer to the next question
   */
  constructor(address, every = EVERY_MS) {
    super();
    this.#address = address;
    this.#every = every;
  }

  start() {
    this.#running = true;
    document.addEventListener('visibilitychange', this.#seen);
    return this.#ask();
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

  /** From now on, ms from an answer to the next question. */
  pace(every) {
    this.#every = every;
  }

  /** Asks at once; settles when the answer is there. */
  refresh() {
    return this.#running ? this.#ask() : Promise.resolve();
  }

  #seen = () => document.hidden || this.#ask();

  async #ask() {
    clearTimeout(this.#timer);
    this.#asked?.abort();
    if (!this.#address) return;
    const asked = new AbortController();
    this.#asked = asked;
    const patience = setTimeout(() => asked.abort(), PATIENCE_MS);
    const { answer, error } = await fetched(this.#address, asked.signal);
    clearTimeout(patience);
    if (asked !== this.#asked || !this.#running) return;
    this.answer = answer === undefined ? this.answer : answer;
    this.error = error;
    this.dispatchEvent(new Event('change'));
    if (!document.hidden) this.#timer = setTimeout(() => this.#ask(), this.#every);
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
