import { LitElement, html, nothing } from 'lit';
import { callServer, myName } from './call.js';
import './curves.js';
import { bar, bestWords, digits, nameOf, paceWords, stateDot, stateOf, stateWords } from './jobs.js';
import { Poll } from './poll.js';
import { moment, span, timeOfDay } from './words.js';

const LIVE_MS = 1_000;
const CALM_MS = 10_000;

/** One job with all that it told: curves, samples, recipe, log, and what the publish gate said. */
export class TrainingJob extends LitElement {
  static properties = { number: {}, asking: { state: true }, busy: { state: true }, problem: { state: true } };

  #job = new Poll('', LIVE_MS);

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#job.addEventListener('change', this.#changed);
    this.#job.start();
  }

  disconnectedCallback() {
    this.#job.stop();
    this.#job.removeEventListener('change', this.#changed);
    super.disconnectedCallback();
  }

  willUpdate(changed) {
    if (!changed.has('number')) return;
    this.#job.answer = null;
    this.asking = this.busy = false;
    this.problem = '';
    this.#job.ask(`/api/training/jobs/${this.number}`);
  }

  render() {
    const { answer: job, error } = this.#job;
    if (!job) return html`${back()}<section class="empty"><h1>Job ${this.number}</h1><p>${error || 'Asking what it tells …'}</p></section>`;
    return html`${back()}
      ${error ? html`<p class="problem" role="alert">${error}</p>` : nothing}
      ${this.#head(job)}${gate(job)}
      <div class="curves">
        <job-curves title="Loss" prefix="loss/" .curves=${job.curves}></job-curves>
        <job-curves title="Score" prefix="metrics/" .curves=${job.curves}></job-curves>
      </div>
      ${samples(job)}
      <div class="texts">
        <section class="card" aria-label="Log"><h2>Log</h2>${job.log.length === 0 ? html`<p class="quiet">Nothing said yet.</p>`
          : html`<pre class="log" tabindex="0" aria-label="Newest lines of the log">${job.log.join('\n')}</pre>`}</section>
        <section class="card" aria-label="Recipe"><h2>Recipe</h2>${job.recipeText
          ? html`<pre tabindex="0" aria-label="Text of the recipe">${job.recipeText}</pre>` : html`<p class="quiet">Not known here.</p>`}</section>
      </div>`;
  }

  updated() {
    const log = this.querySelector('.log');
    if (log && this.isAtEnd !== false) log.scrollTop = log.scrollHeight;
    if (log) log.onscroll = () => (this.isAtEnd = log.scrollTop + log.clientHeight > log.scrollHeight - 24);
  }

  #head(job) {
    const { ended } = stateOf(job);
    return html`<section class="card about-job" aria-label="About job ${job.job}">
      <div class="account-head">${stateDot(job)}<h1>${nameOf(job)}</h1><span class="quiet origin-of">${originWords(job)}</span>
        ${ended ? nothing : html`<span class="tools">${this.#stop(job)}</span>`}</div>
      ${this.problem ? html`<p class="bad" role="alert">${this.problem}</p>` : nothing}
      ${bar(job)}
      <p class="how" role="status">${stateWords(job)}<span class="quiet">${paceWords(job)}</span></p>
      ${job.detail ? html`<p class="detail ${job.state === 'FAILED' ? 'bad' : 'quiet'}">${job.detail}</p>` : nothing}
      <dl class="figures-of">${figures(job)}</dl>
    </section>`;
  }

  #stop(job) {
    if (job.stopAskedBy !== undefined) return html`<button disabled>Stopping …</button>`;
    if (!this.asking) return html`<button class="stop" @click=${this.#ask}>Stop</button>`;
    return html`<span class="quiet">What was learned stays in its folder.</span>
      <button class="danger" ?disabled=${this.busy} @click=${() => this.#send(job)}>Stop job ${job.job}</button>
      <button @click=${() => (this.asking = false)}>Let it run</button>`;
  }

  #ask = () => {
    this.asking = true;
    this.updateComplete.then(() => this.querySelector('.danger')?.focus());
  };

  async #send(job) {
    this.busy = true;
    this.problem = '';
    try {
      await callServer('POST', `/api/training/jobs/${job.job}/stop`, { by: myName() });
      await this.#job.refresh();
      this.asking = false;
    } catch (refused) {
      this.problem = refused.message;
    } finally {
      this.busy = false;
    }
  }

  #changed = () => {
    const { answer } = this.#job;
    if (answer) this.#job.pace(stateOf(answer).ended ? CALM_MS : LIVE_MS);
    this.requestUpdate();
  };
}

function back() {
  return html`<a class="back" href="#/training">← All jobs</a>`;
}

function originWords({ job, task, by, data, submittedAt }) {
  const parts = [`job ${job}`, task, by ? `by ${by}` : '', data ? `data ${data}` : ''].filter(Boolean).join(' · ');
  return html`<span title=${submittedAt ? `submitted ${moment(submittedAt)}` : ''}>${parts}</span>`;
}

function figures(job) {
  const { epoch, epochs, startedAt, at, learningRate, imagesPerSecond, best } = job;
  const all = [
    ['Epoch', epoch === undefined ? '' : `${epoch}${epochs ? ` of ${epochs}` : ''}`, ''],
    ['Best', bestWords(job) && html`${bestWords(job)}${best.epoch === undefined ? nothing : html` <span class="quiet">epoch ${best.epoch}</span>`}`, ''],
    ...Object.entries(job.metrics ?? {}).slice(0, 3).map(([name, value]) => [name, value.toFixed(3), 'Measured last']),
    ['Loss', job.loss?.total?.toPrecision(4) ?? '', ''],
    ['Learning rate', learningRate === undefined ? '' : learningRate.toPrecision(3), ''],
    ['Pictures/s', imagesPerSecond === undefined ? '' : digits(imagesPerSecond), 'Trained on, augmentation included'],
    ['Started', startedAt ? timeOfDay(startedAt) : '', startedAt ? moment(startedAt) : ''],
    ['Running', startedAt ? span((stateOf(job).ended ? Date.parse(at) : Date.now()) - Date.parse(startedAt)) : '', ''],
  ];
  return all.filter(([, value]) => value).map(([name, value, title]) => html`<div title=${title}><dt>${name}</dt><dd>${value}</dd></div>`);
}

/** What became of the model, in the gate's own sentences. */
function gate({ gate: said, model, state }) {
  if (!said?.length && !model) return nothing;
  const title = state === 'REFUSED' ? 'The publish gate said no' : model ? 'The publish gate let it pass' : 'The publish gate';
  return html`<section class="card gate" data-state=${state} aria-label="Publish gate"><h2>${title}</h2>
    ${model ? html`<p>Published as <a href="#/models"><b>${model.name}/${model.version}</b></a> <code title=${model.digest}>${model.digest?.replace('sha256:', '').slice(0, 10)}</code></p>` : nothing}
    <ul>${(said ?? []).map(sentence => html`<li>${sentence}</li>`)}</ul></section>`;
}

function samples({ samples: found }) {
  if (!found.length) return nothing;
  return html`<section class="card" aria-label="Samples"><h2>What it makes of pictures that it does not learn from</h2>
    <ul class="samples">${found.map(({ picture, epoch, name, sample }) => html`<li data-sample=${sample}>
      <img src=${picture} alt="${name || `sample ${sample}`} with the net's answer after epoch ${epoch}" loading="lazy">
      <span class="quiet"><span class="name">${name || `sample ${sample}`}</span><span>epoch ${epoch}</span></span></li>`)}</ul></section>`;
}

customElements.define('training-job', TrainingJob);
