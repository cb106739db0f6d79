import { html, nothing, svg } from 'lit';
import { classMap } from 'lit/directives/class-map.js';
import { count, timeOfDay } from './words.js';

const BAR = 6;
const HEIGHT = 26;
const HOUR = 60;

/** The outcomes in the order of the table: key, name, and what it means. */
const OUTCOMES = [
  ['captured', 'Captured', 'Frames the camera gave. All that follows, but for Published, adds up to this'],
  ['published', 'Published', 'Of those, frames sent to the log'],
  ['skipped', 'Skipped', 'Left out on purpose, by ingest or by the workers'],
  ['noSlot', 'No slot', 'No model is bound to the camera'],
  ['inferred', 'Inferred', 'A model looked at them'],
  ['late', 'Late', 'Past their deadline before a worker came to them'],
  ['rejected', 'Rejected', 'Could not be handled'],
  ['lost', 'Lost', 'Never reached the workers'],
  ['inFlight', 'In flight', 'On their way, without an outcome yet'],
  ['unaccounted', 'Unaccounted', 'Nothing explains them'],
];

const WARN = new Set(['late', 'rejected']);
const BAD = new Set(['lost', 'unaccounted']);

/**
 * The ledger in one calm sentence.
 * @param {{rows: number, balances: boolean, unbalanced: object[]}} ledger
 * @returns {{tone: string, words: string}}
 */
export function headline(ledger) {
  if (!ledger.balances) {
    const frames = ledger.unbalanced.reduce((sum, each) => sum + each.frames, 0);
    const cameras = [...new Set(ledger.unbalanced.map(each => each.camera))];
    const since = ledger.unbalanced.map(each => each.since).sort()[0];
    const where = cameras.length === 1 ? cameras[0] : count(cameras.length, 'camera');
    return { tone: 'bad', words: `${count(frames, 'frame')} unaccounted for on ${where} since ${timeOfDay(since).slice(0, 5)}` };
  }
  if (ledger.rows === 0) return { tone: '', words: 'No frames to account for yet' };
  return { tone: 'good', words: 'All frames accounted for' };
}

/**
 * What became of the frames of one camera, slot by slot: last minute and last hour.
 * @param {object[]} accounts
 */
export function ledgerTable(accounts) {
  return html`<table class="ledger">
    <thead><tr><th scope="col">Slot</th><th scope="col">Last</th>${OUTCOMES.map(([, name, title]) =>
      html`<th scope="col" title=${title}>${name}</th>`)}</tr></thead>
    <tbody>${accounts.map(account => html`
      ${line(account.slot, 'minute', account.lastMinute)}
      ${line('', 'hour', account.lastHour)}`)}</tbody>
  </table>`;
}

function line(slot, period, row) {
  return html`<tr class=${classMap({ first: period === 'minute' })}>
    <th scope="row" class="slot" title=${slot}>${period === 'minute' ? slot || 'no slot bound' : nothing}</th>
    <th scope="row" class="period">${period}</th>
    ${OUTCOMES.map(([key, name]) => cell(key, name, row[key]))}</tr>`;
}

function cell(key, name, value) {
  const number = typeof value === 'number' ? value : sum(value);
  const reasons = typeof value === 'number' ? '' : Object.entries(value).map(([reason, n]) => `${n.toLocaleString()} ${reason}`).join(', ');
  const tone = { zero: number === 0, warn: number > 0 && WARN.has(key), bad: number !== 0 && BAD.has(key) };
  return html`<td data-name=${name} class=${classMap(tone)} title=${reasons}>${number.toLocaleString()}</td>`;
}

function sum(counts) {
  return Object.values(counts).reduce((total, n) => total + n, 0);
}

/**
 * The last hour of one account, a bar a minute: in the end known (gray), left out on purpose
 * (dark), late or rejected (amber), lost or unexplained (red).
 * @param {number[][]} minutes 60 of [inferred, left out, late or rejected, lost or unexplained]
 */
export function hourBars(minutes, at) {
  const peak = Math.max(1, ...minutes.map(parts => parts.reduce((total, n) => total + n, 0)));
  const layers = ['', '', '', ''];
  minutes.forEach((parts, i) => {
    let y = HEIGHT;
    parts.forEach((n, layer) => {
      if (n <= 0) return;
      const height = Math.max(layer > 1 ? 3 : 1, (n / peak) * (HEIGHT - 2));
      y -= height;
      layers[layer] += `M${i * BAR} ${y}h${BAR - 1}v${height}h${1 - BAR}z`;
    });
  });
  const words = `Frames of each minute of the last hour, until ${timeOfDay(at).slice(0, 5)}: most ${peak.toLocaleString()}`;
  return svg`<svg class="hour" viewBox="0 0 ${HOUR * BAR} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label=${words}>
    <title>${words}</title>${['known', 'left', 'warn', 'bad'].map((tone, i) => svg`<path class=${tone} d=${layers[i]}></path>`)}</svg>`;
}
