import { html, nothing } from 'lit';
import { bytes, delay, moment, shortDigest } from './words.js';

const MOST_METRICS = 4;

/** Of a metric of such a name, less is better. */
const LESS_IS_BETTER = /loss|error|mae|rmse|latency|millis|fpr|miss/i;

/**
 * The versions of one model, the one that runs beside each of them.
 * @param {{versions: object[], current: string, canary: string, chosen: string, aliases: object, onChoose: Function, onConfirm: Function}} table
 *     current, canary and chosen are `name/version`
 */
export function versionTable({ versions, current, canary, chosen, aliases, onChoose, onConfirm }) {
  const reference = versions.find(each => idOf(each) === current);
  const metrics = metricsOf(versions);
  return html`<table class="versions">
    <thead><tr><th scope="col">Version</th>${metrics.map(name => html`<th scope="col" title=${name}>${name}</th>`)}
      <th scope="col">Time</th><th scope="col">Memory</th><th scope="col">File</th>
      <th scope="col" class="left">Manifest</th><th scope="col" class="left">Made from</th><th scope="col" class="left">Digest</th></tr></thead>
    <tbody>${versions.map(version => row({ version, reference, metrics, chosen, current, canary, aliases, onChoose, onConfirm }))}</tbody>
  </table>`;
}

function row({ version, reference, metrics, chosen, current, canary, aliases, onChoose, onConfirm }) {
  const id = idOf(version);
  const names = Object.keys(aliases ?? {}).filter(alias => aliases[alias] === version.version);
  return html`<tr data-version=${id} class=${id === chosen ? 'chosen' : ''} @click=${() => onChoose(version)}>
    <th scope="row"><label><input type="radio" name="version" value=${id} .checked=${id === chosen} @change=${() => onChoose(version)}>
      <b>${version.version}</b></label>${id === current ? html`<span class="chip here">runs here</span>` : nothing}${id === canary ? html`<span class="chip warn">canary</span>` : nothing}${names.map(name => html`<span class="chip">${name}</span>`)}
      <span class="quiet born" title=${`${moment(version.createdAt)}\n${version.fileName}`}>${version.by}${version.why ? `: ${version.why}` : ''}</span></th>
    ${metrics.map(name => metric(name, version.metrics?.[name], id === current ? undefined : reference?.metrics?.[name]))}
    ${measure('Time', version.inferenceMillis, reference, 'inferenceMillis', id === current, delay)}
    ${measure('Memory', version.residentBytes, reference, 'residentBytes', id === current, bytes)}
    <td data-name="File">${bytes(version.sizeBytes)}</td>
    <td data-name="Manifest" class="left">${manifest(version, onConfirm)}</td>
    <td data-name="Made from" class="left lineage">${lineage(version.lineage)}</td>
    <td data-name="Digest" class="left"><code title=${version.digest}>${shortDigest(version.digest)}</code></td>
  </tr>`;
}

function metric(name, value, reference) {
  if (typeof value !== 'number') return html`<td data-name=${name} class="zero">${value ?? '–'}</td>`;
  return html`<td data-name=${name}>${value.toFixed(3)}${difference(value - reference, LESS_IS_BETTER.test(name), change => `${change > 0 ? '+' : '−'}${Math.abs(change).toFixed(3)}`)}</td>`;
}

function measure(name, value, reference, key, isCurrent, words) {
  const before = isCurrent ? undefined : reference?.[key];
  const share = (value - before) / before;
  return html`<td data-name=${name}>${Number.isFinite(value) && value > 0 ? words(value) : '–'}${difference(Math.abs(share) < .01 ? 0 : share, true,
    change => `${change > 0 ? '+' : '−'}${Math.round(Math.abs(change) * 100)} %`)}</td>`;
}

/** The difference to the version that runs, marked as better or worse; its line keeps its place. */
function difference(change, isLessBetter, words) {
  if (!Number.isFinite(change)) return html`<span class="delta"></span>`;
  if (Math.abs(change) < 5e-4) return html`<span class="delta">=</span>`;
  return html`<span class="delta ${change > 0 === isLessBetter ? 'worse' : 'better'}">${words(change)}</span>`;
}

function manifest({ manifest: yaml, manifestSource, confirmed, assumed, ...version }, onConfirm) {
  if (manifestSource !== 'guessed') return html`<span title=${yaml}>${manifestSource}</span>`;
  const title = [...(assumed ?? []), '', yaml].join('\n');
  if (confirmed) return html`<span title=${title}>guessed, confirmed</span>`;
  return html`<span class="warn" title=${title}>guessed</span>
    <button class="small" title=${`It is right that ${(assumed ?? []).join('; ') || 'the manifest says so'}`}
      @click=${event => { event.stopPropagation(); onConfirm(version); }}>Confirm</button>`;
}

function lineage(made) {
  const parts = Object.entries(made ?? {});
  if (parts.length === 0) return '–';
  return html`<span title=${parts.map(([key, value]) => `${key}: ${words(value)}`).join('\n')}>${words(made.parent ?? made.dataset ?? parts[0][1])}</span>`;
}

function words(value) {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The metrics that most versions have, in the order of the newest. */
function metricsOf(versions) {
  const numbers = new Map();
  for (const { metrics } of versions) for (const name of Object.keys(metrics ?? {})) numbers.set(name, (numbers.get(name) ?? 0) + 1);
  return [...numbers].sort((a, b) => b[1] - a[1]).slice(0, MOST_METRICS).map(([name]) => name);
}

export function idOf({ model, version }) {
  return `${model}/${version}`;
}
