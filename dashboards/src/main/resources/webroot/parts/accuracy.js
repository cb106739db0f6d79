import { html, nothing } from 'lit';
import { span } from './words.js';

/** The words keep still while the window slides. */
const STEP_MS = 5_000;

/** ".93": as people write what lies between 0 and 1. */
export function share(value) {
  return value.toFixed(2).replace(/^(-?)0\./, '$1.');
}

/** In words: F1 .93, and against what it was measured. */
export function accuracyWords({ slot, metric, value, frames, since }, at) {
  const seconds = span(Math.round((Date.parse(at) - Date.parse(since)) / STEP_MS) * STEP_MS);
  return { short: `${metric} ${share(value)}`, long: `vs the scene's truth, last ${seconds}`, during: `last ${seconds}`,
    title: `${slot}: ${metric} ${value.toFixed(3)} against the scene's truth, ${frames.toLocaleString()} frames of the last ${seconds}` };
}

/** How right the results are, small in the corner of the picture; nothing where nobody knows the truth. */
export function accuracyCorner(accuracy, at) {
  if (!accuracy?.length) return nothing;
  const several = accuracy.length > 1; // their names leave no room for more
  return html`<div class="accuracy">${accuracy.map(each => {
    const { short, long, title } = accuracyWords(each, at);
    return html`<span title=${title}><b>${several ? `${each.slot} ` : ''}${short}</b>${several ? nothing : html` <span class="against">${long}</span>`}</span>`;
  })}</div>`;
}
