import { html, nothing } from 'lit';
import { moment, span, stateWords, timeOfDay } from './words.js';

/**
 * What lies over the last picture of a camera that is not live: its state, since when, what next.
 * @param {object} status of the camera
 */
export function veil(status) {
  if (!status || status.state === 'LIVE') return nothing;
  const { title, tone, next } = stateWords(status.state);
  const nextTry = Date.parse(status.nextTry);
  const due = nextTry > Date.now() ? `next try in ${span(nextTry - Date.now())}` : next;
  const since = Date.parse(status.since);
  return html`<div class="veil ${tone}">
    <b>${title}</b>
    <span title=${moment(since)}>since ${timeOfDay(since)} · ${span(Date.now() - since)}</span>
    ${due ? html`<span>${due}</span>` : nothing}
    ${status.detail ? html`<small class="detail">${status.detail}</small>` : nothing}
  </div>`;
}
