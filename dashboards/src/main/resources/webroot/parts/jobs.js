import { html, nothing } from 'lit';
import { delay, moment, span, timeOfDay } from './words.js';

/** States of a job in words: title, tone, and how far it is when no step says so, 0 to 1. */
const STATES = {
  QUEUED: ['Waiting', 'calm', 0], STARTING: ['Starting', 'calm', 0], TRAINING: ['Training', 'busy', 0],
  EVALUATING: ['Measuring', 'busy', 1], EXPORTING: ['Exporting', 'busy', 1], CHECKING: ['Checking the export', 'busy', 1],
  PUBLISHING: ['Publishing', 'busy', 1], PUBLISHED: ['Published', 'good', 1], KEPT: ['Trained and kept', 'good', 1],
  REFUSED: ['Not published', 'warn', 1], FAILED: ['Failed', 'bad', 0], STOPPED: ['Stopped', 'calm', 0],
};

const ENDED = ['PUBLISHED', 'KEPT', 'REFUSED', 'FAILED', 'STOPPED'];
const SILENT_AFTER_MS = 60_000;

/** @returns {{title: string, tone: string, share: number, ended: boolean}} */
export function stateOf({ state, step, steps }) {
  const [title, tone, otherwise] = STATES[state] ?? [state, 'calm', 0];
  const share = steps > 0 && state !== 'PUBLISHED' && state !== 'KEPT' ? Math.min(1, (step ?? 0) / steps) : otherwise;
  return { title, tone, share, ended: ENDED.includes(state) };
}

export function nameOf({ recipe, job }) {
  return recipe || `job ${job}`;
}

/** One job, opened by a click or Enter. */
export function jobRow(job) {
  const { title, ended } = stateOf(job);
  return html`<li><a class="job" href="#/training/${job.job}" data-job=${job.job} data-state=${job.state}
      aria-label="Job ${job.job}, ${nameOf(job)}, ${title}">
    <span class="what">${stateDot(job)}<b>${nameOf(job)}</b><span class="quiet">${job.job}${job.task ? ` · ${job.task}` : ''}</span></span>
    ${bar(job)}
    <span class="how">${stateWords(job)}</span>
    <span class="figure best">${bestWords(job) || nothing}</span>
    <span class="figure">${ended ? ago(job) : paceWords(job)}</span>
  </a></li>`;
}

export function stateDot(job) {
  return html`<span class="dot ${stateOf(job).tone}"></span>`;
}

/** How far it is; the same width whatever the state. */
export function bar(job) {
  const { share, tone } = stateOf(job);
  return html`<span class="bar-of ${tone}" role="progressbar" aria-label="Progress" aria-valuemin="0" aria-valuemax="100" aria-valuenow=${Math.round(share * 100)}>
    <svg viewBox="0 0 1000 6" preserveAspectRatio="none" aria-hidden="true"><rect width=${Math.round(share * 1000)} height="6"></rect></svg></span>`;
}

/** "Training, step 120 of 1,600", and what is out of the ordinary. */
export function stateWords(job) {
  const { title, tone, ended } = stateOf(job);
  if (!ended && job.stopAskedBy !== undefined) return html`<b class="warn">Stopping</b> <span class="quiet">asked by ${job.stopAskedBy || 'somebody'}</span>`;
  const silent = Date.now() - Date.parse(job.at);
  if (job.state === 'QUEUED' && silent > SILENT_AFTER_MS) return html`<b>Waiting</b> <span class="quiet">for ${span(silent)}; does the job service run?</span>`;
  if (!ended && job.state !== 'QUEUED' && silent > SILENT_AFTER_MS) return html`<b>${title}</b> <span class="warn">silent for ${span(silent)}</span>`;
  const step = !ended && job.steps > 0 ? html` <span class="quiet">step ${(job.step ?? 0).toLocaleString()} of ${job.steps.toLocaleString()}</span>` : nothing;
  return html`<b class=${tone === 'busy' ? '' : tone}>${title}</b>${step}${job.state === 'PUBLISHED' && job.model
    ? html` <span class="quiet">as ${job.model.name}/${job.model.version}</span>` : nothing}`;
}

/** "84 pictures/s · 7 min left" */
export function paceWords({ imagesPerSecond, secondsLeft, state }) {
  const parts = [];
  if (state === 'TRAINING' && imagesPerSecond !== undefined) parts.push(`${digits(imagesPerSecond)} pictures/s`);
  if (state === 'TRAINING' && secondsLeft !== undefined) parts.push(`${span(secondsLeft * 1000)} left`);
  return parts.join(' · ');
}

/** The best of the metric that decides: "ap50 .740". */
export function bestWords({ best }) {
  const [name] = Object.keys(best ?? {}).filter(key => key !== 'epoch');
  return name === undefined ? '' : `${name} ${best[name].toFixed(3)}`;
}

function ago({ at, startedAt }) {
  const took = Date.parse(at) - Date.parse(startedAt);
  return html`<span title=${moment(at)}>${sameDay(at) ? timeOfDay(at).slice(0, 5) : new Date(at).toLocaleDateString()}${took > 0 ? `, took ${delay(took)}` : ''}</span>`;
}

function sameDay(time) {
  return new Date(time).toDateString() === new Date().toDateString();
}

export function digits(number) {
  return number.toFixed(number < 9.95 ? 1 : 0);
}
