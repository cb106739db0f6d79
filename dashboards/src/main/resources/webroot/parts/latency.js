import { html, nothing } from 'lit';
import { delay } from './words.js';

const STATIONS = {
  published: ['Published', 'the record was on its way to the log'],
  polled: ['Polled', 'a worker had it in hand'],
  queued: ['Queued', 'it stood in the queue of the batcher'],
  started: ['Batch started', 'its batch left the queue'],
  decoded: ['Decoded', 'the JPEG was pixels'],
  prepared: ['Prepared', 'the pixels were a tensor'],
  inferred: ['Inferred', 'the engine had answered'],
  read: ['Read', 'the answer had been read into candidates'],
  suppressed: ['Suppressed', 'overlapping candidates were gone'],
  forwarded: ['Forwarded', 'the result was on its way to its topic'],
  delivered: ['Delivered', 'it was written to a websocket'],
  drawn: ['Drawn', 'a browser had drawn it'],
};

/** From capture to each station, over the last minute. */
export function latencyTable(latency) {
  const reached = Object.entries(STATIONS).filter(([key]) => latency.sinceCapture[key]);
  if (reached.length === 0) {
    return html`<p class="quiet">Nothing was measured in the last minute. Footage that is not read in real time measures nothing.</p>`;
  }
  return html`<table class="latency">
    <thead><tr><th scope="col">Until</th><th scope="col">p50</th><th scope="col">p95</th><th scope="col">p99</th></tr></thead>
    <tbody>${reached.map(([key, [name, title]]) => line(name, `From capture until ${title}`, latency.sinceCapture[key]))}</tbody>
    <tbody>${line('Model alone', 'Time in the engine', latency.model)}
      ${line('Delivered less model', 'What everything but the engine adds', latency.deliveredMinusModel)}</tbody>
  </table>`;
}

function line(name, title, { p50Millis, p95Millis, p99Millis }) {
  return html`<tr><th scope="row" title=${title}>${name}</th>${[p50Millis, p95Millis, p99Millis].map(ms =>
    html`<td>${ms === null ? '–' : delay(ms)}</td>`)}</tr>`;
}

/** The same in three lines, for the side of the wall. */
export function latencyCard(site) {
  const { sinceCapture, model } = site.latency;
  if (!sinceCapture.delivered) return nothing;
  return html`<section class="card" aria-label="Latency of all cameras"><h2>All cameras, last minute</h2><dl>
    ${row('Capture to delivered', sinceCapture.delivered, 'From capture until a frame was written to a browser')}
    ${model.count > 0 ? row('Of that, the model', model, 'Time in the engine') : nothing}
    ${sinceCapture.drawn ? row('Capture to glass', sinceCapture.drawn, 'From capture until a browser had drawn it') : nothing}
  </dl></section>`;
}

function row(name, { p50Millis, p95Millis }, title) {
  return html`<div class="row" title=${title}><dt>${name}</dt><dd>${delay(p50Millis)} · p95 ${delay(p95Millis)}</dd></div>`;
}
