import { LitElement, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { rejectionCard, reasonWords } from '../parts/rejection.js';
import { Poll } from '../parts/poll.js';
import { count } from '../parts/words.js';

const MOST = 50;

/** Frames that could not be handled: how many, why, and the newest of them. */
export class RejectionsView extends LitElement {
  static properties = { camera: { state: true }, reason: { state: true } };

  #all = new Poll('/api/rejections?limit=1');
  #some = new Poll(`/api/rejections?limit=${MOST}`);
  #shown = [];

  constructor() {
    super();
    this.camera = '';
    this.reason = '';
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#all.addEventListener('change', this.#changed);
    this.#some.addEventListener('change', this.#changed);
    this.#all.start();
    this.#some.start();
  }

  disconnectedCallback() {
    this.#all.stop();
    this.#some.stop();
    super.disconnectedCallback();
  }

  render() {
    const counts = this.#all.answer?.counts;
    const error = this.#all.error || this.#some.error;
    if (!counts) return html`<section class="empty"><h1>${error ? 'No answer' : 'Asking …'}</h1><p>${error || 'Asking the server for rejections.'}</p></section>`;
    return html`
      <section class="stack ${error ? 'old' : ''}" aria-label="Rejections">
        <div class="headline"><span class="dot ${counts.length ? 'warn' : 'good'}"></span><div>
          <h1>${counts.length ? `${count(total(counts), 'frame')} could not be handled` : 'No frame was rejected'}</h1>
          <p class="quiet">Counted since the log was read back at start; the newest are kept as examples.</p></div></div>
        ${error ? html`<p class="problem" role="alert">${error}</p>` : nothing}
        ${counts.length ? this.#filters(counts) : nothing}
        ${this.#examples(counts)}
      </section>
      ${counts.length ? html`<aside class="side" aria-label="Counts"><section class="card"><h2>By camera and reason</h2>${matrix(counts)}</section></aside>` : nothing}`;
  }

  #filters(counts) {
    const reasons = [...new Set(counts.map(each => each.reason))].sort();
    const cameras = [...new Set(counts.map(each => each.camera))].sort();
    const ofCamera = counts.filter(each => !this.camera || each.camera === this.camera);
    return html`<div class="filters">
      <div class="choices" role="group" aria-label="Reason">${['', ...reasons].map(reason => html`
        <button aria-pressed=${this.reason === reason} @click=${() => this.#filter({ reason })}>${reason ? reasonWords(reason) : 'Every reason'}
          <span class="number">${total(ofCamera.filter(each => !reason || each.reason === reason)).toLocaleString()}</span></button>`)}</div>
      <label>Camera <select @change=${event => this.#filter({ camera: event.target.value })}>
        <option value="">all</option>${cameras.map(camera => html`<option ?selected=${camera === this.camera}>${camera}</option>`)}</select></label>
    </div>`;
  }

  #filter(changed) {
    Object.assign(this, changed);
    this.#shown = [];
    const query = new URLSearchParams({ limit: MOST });
    if (this.camera) query.set('camera', this.camera);
    if (this.reason) query.set('reason', this.reason);
    this.#some.ask(`/api/rejections?${query}`);
  }

  /** What somebody reads does not move: newer ones wait until they are asked for. */
  #examples(counts) {
    if (counts.length === 0) return html`<section class="card"><p>Every frame that reached a worker could be handled. One that cannot be appears here by itself, with its reason.</p></section>`;
    const newest = (this.#some.answer?.examples ?? []).filter(each => this.#covers(each));
    if (this.#shown.length === 0 || !this.#isBeingRead()) this.#shown = newest;
    const known = new Set(this.#shown.map(each => each.id));
    const newer = newest.filter(each => !known.has(each.id)).length;
    return html`
      <div class="newer"><button ?hidden=${newer === 0} @click=${() => this.#showNewest()}>Show ${count(newer, 'newer one')}</button></div>
      ${this.#shown.length === 0 ? html`<section class="card"><p>No example matches. Older ones are counted, but not kept.</p></section>` : nothing}
      ${repeat(this.#shown, each => each.id, rejectionCard)}`;
  }

  #covers({ frame, reason }) {
    return (!this.camera || frame.camera === this.camera) && (!this.reason || reason === this.reason);
  }

  #isBeingRead() {
    return window.scrollY > 0 || this.querySelector('.rejection:hover, .rejection:focus-within') !== null;
  }

  #showNewest() {
    this.#shown = [];
    window.scrollTo({ top: 0 });
    document.activeElement?.blur();
    this.requestUpdate();
  }

  #changed = () => this.requestUpdate();
}

function matrix(counts) {
  const reasons = [...new Set(counts.map(each => each.reason))].sort();
  const cameras = [...new Set(counts.map(each => each.camera))].sort();
  const number = (camera, reason) => total(counts.filter(each => each.camera === camera && each.reason === reason));
  return html`<table class="latency"><thead><tr><th scope="col">Camera</th>${reasons.map(reason => html`<th scope="col">${reasonWords(reason)}</th>`)}</tr></thead>
    <tbody>${cameras.map(camera => html`<tr><th scope="row">${camera}</th>${reasons.map(reason =>
      html`<td class=${number(camera, reason) ? '' : 'zero'}>${number(camera, reason).toLocaleString()}</td>`)}</tr>`)}</tbody></table>`;
}

function total(counts) {
  return counts.reduce((sum, each) => sum + each.count, 0);
}

customElements.define('rejections-view', RejectionsView);
