import { LitElement, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Poll } from '../parts/poll.js';
import { jobRow } from '../parts/jobs.js';
import { count } from '../parts/words.js';
import '../parts/job.js';
import '../parts/submit.js';

const EVERY_MS = 1_000;

/** Training jobs, one opened, or the form for a new one: `job` is empty, a number, or `new`. */
export class TrainingView extends LitElement {
  static properties = { job: {} };

  #jobs = new Poll('/api/training/jobs', EVERY_MS);

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#jobs.addEventListener('change', this.#changed);
    window.addEventListener('keydown', this.#keys);
    this.#jobs.start();
  }

  disconnectedCallback() {
    this.#jobs.stop();
    this.#jobs.removeEventListener('change', this.#changed);
    window.removeEventListener('keydown', this.#keys);
    super.disconnectedCallback();
  }

  updated(changed) {
    if (changed.has('job') && changed.get('job') !== undefined) window.scrollTo(0, 0);
  }

  render() {
    const { answer, error } = this.#jobs;
    if (this.job === 'new') return html`<section class="stack"><job-form .jobs=${answer?.jobs ?? []}></job-form></section>`;
    if (this.job) return html`<section class="stack"><training-job class="stack" number=${this.job}></training-job></section>`;
    if (!answer) return html`<section class="empty"><h1>${error ? 'No answer' : 'Asking …'}</h1><p>${error || 'Asking the server for its training jobs.'}</p></section>`;
    return html`<section class="stack ${error ? 'old' : ''}" aria-label="Training jobs">
      <div class="headline"><div><h1>Training</h1><p class="quiet">${summary(answer.jobs)}</p></div>
        <a class="button primary" href="#/training/new">New job</a></div>
      ${error ? html`<p class="problem" role="alert">${error}</p>` : nothing}
      ${answer.jobs.length === 0 ? none() : html`<ul class="jobs">${repeat(answer.jobs, each => each.job, jobRow)}</ul>`}
    </section>`;
  }

  #changed = () => this.requestUpdate();

  #keys = event => {
    const isTyping = event.target.closest?.('input, textarea, select');
    if (event.key === 'Escape' && this.job && !isTyping) location.hash = '#/training';
  };
}

function summary(jobs) {
  const running = jobs.filter(({ state }) => !['QUEUED', 'PUBLISHED', 'KEPT', 'REFUSED', 'FAILED', 'STOPPED'].includes(state)).length;
  const waiting = jobs.filter(({ state }) => state === 'QUEUED').length;
  const parts = [count(jobs.length, 'job'), running ? `${running} at work` : 'none at work', waiting ? `${waiting} waiting` : ''];
  return parts.filter(Boolean).join(' · ');
}

function none() {
  return html`<section class="card"><p>No jobs yet. A job learns a model by a recipe and publishes it to the registry.</p>
    <p class="quiet">Begin with <a href="#/training/new">a new job</a>, or type <code>sightline train recipes/people-detector.yaml</code>.</p></section>`;
}

customElements.define('training-view', TrainingView);
