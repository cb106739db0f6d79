import { html, nothing, svg } from 'lit';
import { latency, lostLastMinute } from '../store.js';
import { colorOf } from './colors.js';
import { accuracyWords } from './accuracy.js';
import { HEAT_LEGEND } from './heat.js';
import { anomaliesOf, dashedSlots, detectionsOf, resultsOf, slotsOf } from './results.js';
import { count, delay, moment, shortDigest, stateWords, timeOfDay } from './words.js';

const SKIPPED = {
  PACED: 'frame rate limit', BEHIND: 'broker behind', OVERSIZE: 'too large',
  UNREADABLE: 'unreadable', PUBLISH_FAILED: 'refused by the broker', OVERLOADED: 'workers behind',
};

/**
 * What there is to know about one camera, as rows.
 * @param {import('../store.js').Camera} camera
 * @param {boolean} all also what only matters when one looks closer
 */
export function facts(camera, all) {
  const { status, last } = camera;
  if (!status) return nothing;
  return html`<section class="card" aria-label="About ${camera.id}">
    <h2 class="name">${camera.id}</h2>
    <dl>
      ${row('State', stateWords(status.state).title, `since ${moment(status.since)}`)}
      ${models(last?.header, all)}
      ${anomaliesOf(last?.header).map(anomaly)}
      ${(status.accuracy ?? []).map(each => accuracy(each, status.accuracy.length > 1))}
      ${row('Picture to glass', `${delay(latency(camera, .5))} · p95 ${delay(latency(camera, .95))}`)}
      ${row('Frames', counts(status.counts), skippedWords(status.counts))}
      ${camera.status.rejected ? row('Rejected', count(status.rejected, 'picture'), status.lastRejection) : nothing}
      ${row('Skipped here', `${lostLastMinute(camera)} in the last minute`, 'Frames this page was too slow for')}
      ${all ? closer(camera) : nothing}
    </dl>
  </section>
  ${legend(last?.header)}`;
}

function closer({ status, last }) {
  return html`
    ${last ? row('Frame', `${last.header.frame.sequence}`, `run ${last.header.frame.epoch}`) : nothing}
    ${last ? row('Captured', timeOfDay(last.header.capturedAt), moment(last.header.capturedAt)) : nothing}
    ${last ? row('Size', `${last.picture.width} × ${last.picture.height}`) : nothing}
    ${status.location ? row('Source', status.location) : nothing}`;
}

/** The versions that made the boxes, slot by slot; without a result there is none to name. */
function models(header, all) {
  const results = resultsOf(header).filter(({ model }) => model);
  if (results.length === 0) return row('Model', 'no result yet');
  const dashed = dashedSlots(header);
  return results.map(result => model(result, results.length > 1 ? `${result.slot}${dashed.has(result.slot) ? ', dashed' : ''}` : 'Model', all));
}

function model({ slot, model: { name, version, digest, provider }, stageMicros }, rowName, all) {
  const chip = html`<span class="chip" title="${slot}\n${name} ${version}\n${digest}\non ${provider}">${name} <b>${version}</b></span>`;
  return html`${row(rowName, chip)}${all ? row('Digest', shortDigest(digest), digest) : nothing}${row('Runs on', provider)}${work({ stageMicros })}`;
}

function work({ stageMicros }) {
  return html`${part(stageMicros, 'prepared', 'inferred', 'Time in model', 'In the engine alone')}
    ${part(stageMicros, 'started', 'forwarded', 'Time at work', 'From the batch queue to the result')}`;
}

function anomaly({ slot, score, threshold, abnormal }) {
  return html`${row('Anomaly', html`<span class=${abnormal ? 'bad' : ''}>${abnormal ? 'abnormal' : 'as usual'}</span>`, `What ${slot} says of this picture`)}
    ${row('Score', html`${score.toFixed(2)} <span class="quiet">threshold ${threshold.toFixed(2)}</span>`, 'Above the threshold a picture is abnormal')}`;
}

function accuracy(each, isOneOfMany) {
  const { short, during, title } = accuracyWords(each, new Date());
  return row(isOneOfMany ? `Accuracy, ${each.slot}` : 'Accuracy', html`${short} <span class="quiet">${during}</span>`, title);
}

function part(stageMicros, from, to, name, title) {
  const span = stageMicros?.[to] - stageMicros?.[from];
  return Number.isFinite(span) ? row(name, `${(span / 1000).toFixed(0)} ms`, title) : nothing;
}

function counts({ captured, published }) {
  const skipped = captured - published;
  return skipped > 0 ? `${captured.toLocaleString()} = ${published.toLocaleString()} + ${skipped.toLocaleString()} skipped`
    : captured.toLocaleString();
}

function skippedWords({ skipped }) {
  return Object.entries(skipped).map(([reason, n]) => `${n.toLocaleString()} ${SKIPPED[reason] ?? reason}`).join(', ');
}

/** What the colors mean in this picture. */
function legend(header) {
  if (header?.outcome !== 'inferred') return nothing;
  const numbers = new Map();
  const isHeated = anomaliesOf(header).length > 0;
  const isSearched = slotsOf(header).length > 0;
  for (const { label } of detectionsOf(header)) numbers.set(label, (numbers.get(label) ?? 0) + 1);
  return html`<section class="card" aria-label="In this picture"><h2>In this picture</h2>
    <div class="legend">${numbers.size === 0 && isSearched ? html`<span>nothing found</span>` : [...numbers].sort().map(entry)}${isHeated ? heatEntry() : nothing}</div>
  </section>`;
}

/** From nothing to twice the threshold, which is the line in the middle. */
function heatEntry() {
  const { color, stops } = HEAT_LEGEND;
  return html`<span class="heat-scale" title="How unusual, from nothing to twice the threshold; the line is the threshold. Key h">usual ${svg`<svg viewBox="0 0 64 9" preserveAspectRatio="none" aria-hidden="true"><defs><linearGradient id="heat-scale">${stops.map(([offset, opacity]) => svg`<stop offset=${offset} stop-color=${color} stop-opacity=${opacity}></stop>`)}</linearGradient></defs>
    <rect width="64" height="9" rx="2" fill="url(#heat-scale)"></rect><rect x="31" width="2" height="9" fill=${color}></rect></svg>`} unusual</span>`;
}

function entry([label, number]) {
  return html`<span>${svg`<svg viewBox="0 0 9 9" aria-hidden="true"><rect width="9" height="9" rx="2" fill=${colorOf(label)}></rect></svg>`}
    ${label} ${number}</span>`;
}

function row(name, value, title = '') {
  return html`<div class="row" title=${title}><dt>${name}</dt><dd>${value}</dd></div>`;
}
