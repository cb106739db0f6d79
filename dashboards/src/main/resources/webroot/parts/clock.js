/**
 * The server's clock, seen from here. Browsers and servers disagree about the time, so each answer
 * of the server gives an estimate of the difference; the one with the shortest way is believed.
 */
export class ServerClock {
  #best = [];

  /** The question that the server answers with its time. */
  question() {
    return { clock: performance.now() };
  }

  /** @param {{token: number, server: number}} answer times in ms; token is our own clock's */
  answer({ token, server }) {
    const now = performance.now();
    const roundTrip = now - token;
    this.#best.push({ roundTrip, offset: server + roundTrip / 2 - now });
    this.#best = this.#best.slice(-8);
  }

  /** ms since 1970 on the server's clock; NaN before the first answer. */
  now() {
    if (this.#best.length === 0) return NaN;
    const nearest = this.#best.reduce((a, b) => (b.roundTrip < a.roundTrip ? b : a));
    return performance.now() + nearest.offset;
  }
}
