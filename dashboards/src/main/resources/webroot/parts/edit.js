import { LitElement, html, nothing } from 'lit';
import { myName } from './call.js';
import { cameraChoice, cameraWords } from './cameras.js';
import { modelChoice, settingFields, settingsOf } from './settings.js';

/** Cameras and settings of a slot that is there, and its end. Event: `done`. */
export class SlotEdit extends LitElement {
  static properties = {
    registry: { attribute: false }, cameras: { attribute: false },
    all: { state: true }, unbinds: { state: true }, problem: { state: true }, busy: { state: true },
  };

  /** As it was when the form was opened; what comes meanwhile does not change under the hand. */
  #slot = null;

  createRenderRoot() {
    return this;
  }

  willUpdate() {
    if (this.#slot) return;
    this.#slot = this.registry.slot;
    this.all = !this.#slot.model || this.#slot.cameras[0] === '*';
  }

  render() {
    const slot = this.#slot;
    return html`<form class="card form" aria-label="Edit ${slot.slot}" @submit=${this.#submit}>
      <h2>${slot.model ? html`How ${slot.slot} looks: a change happens at one exact frame, and the history keeps it` : html`${slot.slot} looks at nothing: bind it again`}</h2>
      ${this.unbinds ? this.#farewell(slot) : this.#fields(slot)}
      ${this.problem ? html`<p class="bad" role="alert">${this.problem}</p>` : nothing}
      <div class="fields">${this.unbinds ? this.#lastButtons() : this.#buttons(slot)}</div>
    </form>`;
  }

  #fields(slot) {
    const ticked = slot.model && slot.cameras[0] !== '*' ? slot.cameras : [];
    const cameras = [...new Set([...this.cameras, ...ticked])].sort();
    return html`<div class="fields">
        ${slot.model ? nothing : modelChoice(this.registry.models.answer?.models ?? [])}
        ${settingFields({ minScore: slot.minScore ?? -1, reduction: slot.reduction ?? 'full' })}
        <label class="wide">Why <input name="why" maxlength="200" placeholder="for the history"></label>
      </div>
      ${cameraChoice({ cameras, ticked, all: this.all, allWords: 'All cameras, also later ones', onAll: all => (this.all = all) })}`;
  }

  #buttons(slot) {
    return html`<button class="primary" ?disabled=${this.busy}>${slot.model ? 'Change' : 'Bind'}</button>
      <button type="button" @click=${this.#close}>Cancel</button>
      ${slot.model ? html`<button type="button" class="end" @click=${() => this.#ask(true)}>Unbind …</button>` : nothing}`;
  }

  #farewell(slot) {
    return html`<p class="will">From one exact frame on, <b>${slot.model}</b>${slot.canary ? html` and <b>${slot.canary.model}</b>` : nothing}
        no longer ${slot.canary ? 'look' : 'looks'} at <b>${cameraWords(slot.cameras)}</b>: ${slot.slot} finds nothing more. Its history stays, and it can be bound again.</p>
      <div class="fields"><label class="wide">Why <input name="why" maxlength="200" placeholder="for the history"></label></div>`;
  }

  #lastButtons() {
    return html`<button class="primary" ?disabled=${this.busy}>Unbind now</button>
      <button type="button" @click=${() => this.#ask(false)}>Keep</button>`;
  }

  #ask(unbinds) {
    this.unbinds = unbinds;
    this.problem = '';
  }

  #submit = async event => {
    event.preventDefault();
    const fields = new FormData(event.target);
    const who = { by: myName(), why: fields.get('why') };
    const cameras = this.all ? ['*'] : fields.getAll('camera');
    if (!this.unbinds && cameras.length === 0) return (this.problem = 'Choose at least one camera, or unbind the slot.');
    this.busy = true;
    try {
      if (this.unbinds) await this.registry.change('DELETE', '', undefined, `?${new URLSearchParams(who)}`);
      else await this.registry.change('PUT', '', { cameras, ...(fields.has('model') ? { model: fields.get('model') } : {}), ...settingsOf(fields), ...who });
      this.#close();
    } catch (refused) {
      this.problem = refused.message;
    } finally {
      this.busy = false;
    }
  };

  #close = () => this.dispatchEvent(new Event('done'));
}

customElements.define('slot-edit', SlotEdit);
