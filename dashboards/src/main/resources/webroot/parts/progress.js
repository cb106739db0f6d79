import { html, nothing } from 'lit';
import { bytes } from './words.js';

const STEPS = ['fetched', 'verified', 'loaded', 'warm', 'ready'];

/** How many of the steps above are done when a worker is at this one. */
const DONE = { SILENT: 0, WAITING: 0, FETCHING: 0, VERIFYING: 1, LOADING: 2, WARMING: 3, READY: 5, FAILED: 0 };

/** How far each worker is with a promotion. */
export function progress(promotion) {
  const workers = promotion.workers ?? [];
  if (workers.length === 0) return html`<p class="quiet">${promotion.state === 'ANNOUNCED' ? 'Asking which workers are there …' : 'No worker was there.'}</p>`;
  return html`<ul class="workers" aria-label="Workers">${workers.map(row)}</ul>`;
}

function row({ worker, step, bytesDone, ofBytes, detail, held }) {
  const done = DONE[step] ?? 0;
  const failed = step === 'FAILED';
  return html`<li data-worker=${worker} data-step=${step}>
    <span class="who" title=${worker}>${worker}</span>
    <span class="track" aria-hidden="true">${STEPS.map((name, i) => html`<span class="step ${i < done ? 'done' : i === done && !failed ? 'now' : ''}">${name}</span>`)}</span>
    <span class="doing ${failed ? 'bad' : ''}">${words(step, bytesDone, ofBytes, detail)}${held?.length ? html` · holds partitions ${held.join(', ')}` : nothing}</span></li>`;
}

function words(step, bytesDone, ofBytes, detail) {
  switch (step) {
    case 'SILENT': return detail ? `silent, ${detail}` : 'has not said anything yet';
    case 'WAITING': return bytesDone >= ofBytes && ofBytes > 0 ? 'verified, waits for the gap' : 'waiting';
    case 'FETCHING': return `${bytes(bytesDone)} of ${bytes(ofBytes)}`;
    case 'VERIFYING': return 'verifying';
    case 'LOADING': return 'loading';
    case 'WARMING': return 'warming up';
    case 'READY': return 'ready';
    case 'FAILED': return `failed: ${detail || 'its log says why'}`;
    default: return step.toLowerCase();
  }
}
