const TIME = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });
const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** State of a camera in words: title, tone, and what happens next. */
const STATES = {
  CONNECTING: ['Connecting', 'calm', 'waiting for the first picture'],
  LIVE: ['Live', 'good', ''],
  STALE: ['No new pictures', 'warn', 'connects anew if none comes soon'],
  RECONNECTING: ['Reconnecting', 'warn', 'tried until it comes back'],
  OFFLINE: ['Offline', 'bad', 'still tried, less often'],
  AUTH_FAILED: ['Access refused', 'bad', 'check the user name and password of this camera'],
  ENDED: ['Ended', 'calm', 'the recording came to its end'],
};

/** @returns {{title: string, tone: string, next: string}} */
export function stateWords(state) {
  const [title, tone, next] = STATES[state] ?? [state, 'warn', ''];
  return { title, tone, next };
}

/** Local time of day, for example 14:07:21. */
export function timeOfDay(time) {
  return TIME.format(new Date(time));
}

/** The whole moment with its zone, for a tooltip. */
export function moment(time) {
  return `${new Date(time).toLocaleString()} (${ZONE})`;
}

/** A span in plain words: 12 s, 3 min, 2 h. */
export function span(milliseconds) {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 100) return `${seconds} s`;
  if (seconds < 6000) return `${Math.round(seconds / 60)} min`;
  return `${Math.round(seconds / 3600)} h`;
}

/** A short time: 61 ms, 2.1 s. */
export function delay(milliseconds) {
  if (!Number.isFinite(milliseconds)) return '– ms';
  if (milliseconds < 999.5) return `${Math.round(milliseconds)} ms`;
  return milliseconds < 99_500 ? `${(milliseconds / 1000).toFixed(1)} s` : span(milliseconds);
}

/** Frames per second, as many digits as matter. */
export function rate(framesPerSecond) {
  return `${framesPerSecond.toFixed(framesPerSecond < 9.95 ? 1 : 0)} fps`;
}

/** "1 frame", "12 frames". */
export function count(number, one, many = `${one}s`) {
  return `${number.toLocaleString()} ${number === 1 ? one : many}`;
}

/** Bytes as people say them: 940 kB, 13.3 MB, 1.9 GB. */
export function bytes(number) {
  if (!Number.isFinite(number) || number < 0) return '–';
  const step = number < 999_500 ? [1e3, 'kB'] : number < 999_500_000 ? [1e6, 'MB'] : [1e9, 'GB'];
  const value = number / step[0];
  return `${value.toFixed(value < 99.95 && step[1] !== 'kB' ? 1 : 0)} ${step[1]}`;
}

/** The beginning of a digest: sha256:5ea1ab3c… */
export function shortDigest(digest) {
  return digest?.replace(/^sha256:/, '').slice(0, 10) ?? '';
}
