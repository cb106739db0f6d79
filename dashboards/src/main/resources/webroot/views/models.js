import { LitElement, html, nothing } from 'lit';
import { Registry } from '../registry.js';
import { myName } from '../parts/call.js';
import { cameraWords } from '../parts/cameras.js';
import { modelList, slotList } from '../parts/slots.js';
import { historyList } from '../parts/timeline.js';
import { idOf, versionTable } from '../parts/versions.js';
import '../parts/bind.js';
import '../parts/edit.js';
import '../parts/promote.js';
import '../parts/upload.js';

/** What runs where, what else there is, and the change from one to the other. */
export class ModelsView extends LitElement {
  static properties = { store: { attribute: false }, form: { state: true }, chosen: { state: true }, problem: { state: true } };

  #registry = new Registry();

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#registry.addEventListener('change', this.#changed);
    this.#registry.start();
  }

  disconnectedCallback() {
    this.#registry.stop();
    this.#registry.removeEventListener('change', this.#changed);
    super.disconnectedCallback();
  }

  render() {
    const { slots, models } = this.#registry;
    const error = slots.error || models.error;
    if (!slots.answer || !models.answer) return html`<section class="empty"><h1>${error ? 'No answer' : 'Asking …'}</h1><p>${error || 'Asking the registry for its models.'}</p></section>`;
    return html`<nav class="rail" aria-label="Slots and models">
        <section><div class="rail-head"><h2>Slots</h2><button class="small" @click=${() => this.#open('bind')}>Bind a slot</button></div>
          ${slotList(slots.answer.slots, this.#registry.slotName, slot => this.#look(slot))}
          ${slots.answer.slots.length === 0 ? html`<p class="quiet">Nothing is bound yet: no camera is looked at.</p>` : nothing}</section>
        <section><div class="rail-head"><h2>Models</h2><button class="small" @click=${() => this.#open('upload')}>Upload a model</button></div>
          ${modelList(models.answer.models, this.#registry.modelName, model => this.#lookAtModel(model))}
          ${models.answer.models.length === 0 ? html`<p class="quiet">None yet. Upload an ONNX file.</p>` : nothing}</section>
      </nav>
      <section class="stack ${error ? 'old' : ''}" aria-label="Slot and versions">
        ${error || this.problem ? html`<p class="problem" role="alert">${error || this.problem}</p>` : nothing}
        ${this.#formNow()}${this.#slot()}${this.#versions()}${this.#history()}
      </section>`;
  }

  #formNow() {
    const close = () => (this.form = '');
    if (this.form === 'bind') return html`<slot-binding .registry=${this.#registry} .cameras=${this.#cameras()} @done=${close}></slot-binding>`;
    if (this.form === 'upload') return html`<model-upload model=${this.#registry.modelName} @done=${close} @stored=${event => this.#stored(event.detail)}></model-upload>`;
    return nothing;
  }

  #slot() {
    const { slot } = this.#registry;
    if (!slot) return nothing;
    return html`<div class="headline"><div><h1>${slot.slot}</h1>
        <p class="quiet"><b class="runs">${slot.model ?? 'nothing'}</b> on ${cameraWords(slot.cameras)}${slot.canary ? html`, canary <b>${slot.canary.model}</b> on ${cameraWords(slot.canary.cameras)}` : nothing}${settingWords(slot)}</p></div>
        <button class="small" aria-expanded=${this.form === 'edit'} @click=${() => this.#open('edit')}>${slot.model ? 'Edit' : 'Bind'} …</button></div>
      ${this.form === 'edit' ? html`<slot-edit .registry=${this.#registry} .cameras=${this.#cameras()} @done=${() => (this.form = '')}></slot-edit>` : nothing}
      <slot-promotion .registry=${this.#registry} .cameras=${this.#cameras()} .version=${this.#chosenVersion()}></slot-promotion>`;
  }

  #versions() {
    const { versions, slot, modelName } = this.#registry;
    if (!modelName) return nothing;
    if (!versions.answer) return html`<section class="card waiting"><p class="quiet">${versions.error || `Asking for the versions of ${modelName} …`}</p></section>`;
    const found = versions.answer.versions;
    return html`<section class="card" aria-label="Versions of ${modelName}"><h2>Versions of ${modelName}${slot ? html` <span>compared with what runs in ${slot.slot}</span>` : nothing}</h2>
      ${versionTable({
        versions: found, current: slot?.model, canary: slot?.canary?.model, aliases: versions.answer.aliases, chosen: this.#chosenVersion() && idOf(this.#chosenVersion()),
        onChoose: version => (this.chosen = idOf(version)),
        onConfirm: version => this.#try(() => this.#registry.confirm(version, myName())),
      })}${versions.answer.next ? html`<p class="quiet">Older versions are not shown.</p>` : nothing}</section>`;
  }

  #history() {
    const switches = this.#registry.history.answer?.switches;
    if (!switches?.length) return nothing;
    return html`<section class="card" aria-label="History"><h2>What ran in ${this.#registry.slotName} when</h2>
      <slot-timeline .switches=${switches}></slot-timeline>${historyList(switches)}</section>`;
  }

  /** What the person chose, else the newest version that does not run here. */
  #chosenVersion() {
    const found = this.#registry.versions.answer?.versions ?? [];
    return found.find(each => idOf(each) === this.chosen) ?? found.find(each => idOf(each) !== this.#registry.slot?.model);
  }

  #cameras() {
    return [...this.store.cameras.keys()].sort();
  }

  #look(slot) {
    if (this.form === 'edit') this.form = '';
    this.chosen = this.problem = '';
    this.#registry.look(slot);
  }

  #lookAtModel(model) {
    this.chosen = this.problem = '';
    this.#registry.lookAtModel(model);
  }

  #open(form) {
    this.form = form;
    this.updateComplete.then(() => this.querySelector('form input')?.focus());
  }

  #stored({ model, version }) {
    this.#registry.lookAtModel(model);
    this.chosen = `${model}/${version}`;
    this.#registry.refresh();
  }

  async #try(work) {
    this.problem = '';
    try {
      await work();
    } catch (refused) {
      this.problem = refused.message;
    }
  }

  #changed = () => this.requestUpdate();
}

/** What is not as usual. */
function settingWords({ model, minScore, reduction }) {
  if (!model) return '';
  return `${minScore >= 0 ? `, from score ${minScore}` : ''}${reduction && reduction !== 'full' ? `, pictures at ${reduction} size` : ''}`;
}

customElements.define('models-view', ModelsView);
