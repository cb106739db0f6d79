import { LitElement, html, nothing } from 'lit';
import { myName } from './call.js';
import { cameraChoice } from './cameras.js';
import { modelChoice, settingFields, settingsOf } from './settings.js';

/** A new slot: a name, the cameras, what looks at them. Event: `done`. */
export class SlotBinding extends LitElement {
  static properties = { registry: { attribute: false }, cameras: { attribute: false }, all: { state: true }, problem: { state: true }, busy: { state: true } };

  constructor() {
    super();
    this.all = true;
  }

  createRenderRoot() {
    return this;
  }

  render() {
    const models = this.registry.models.answer?.models ?? [];
    return html`<form class="card form" aria-label="Bind a new slot" @submit=${this.#submit}>
      <h2>A slot says which model looks at which cameras</h2>
      <div class="fields">
        <label>Slot <input name="slot" required pattern="[A-Za-z0-9._\\-]+" maxlength="64" placeholder="yard-people"></label>
        ${modelChoice(models)}${settingFields({ minScore: -1, reduction: 'full' })}
        <label class="wide">Why <input name="why" maxlength="200"></label>
      </div>
      ${cameraChoice({ cameras: this.cameras, all: this.all, allWords: 'All cameras, also later ones', onAll: all => (this.all = all) })}
      ${this.problem ? html`<p class="bad" role="alert">${this.problem}</p>` : nothing}
      <div class="fields"><button class="primary" ?disabled=${this.busy || models.length === 0}>Bind</button>
        <button type="button" @click=${() => this.dispatchEvent(new Event('done'))}>Cancel</button>
        ${models.length === 0 ? html`<span class="quiet">Upload a model first.</span>` : nothing}</div>
    </form>`;
  }

  #submit = async event => {
    event.preventDefault();
    const fields = new FormData(event.target);
    const cameras = this.all ? ['*'] : fields.getAll('camera');
    if (cameras.length === 0) return (this.problem = 'Choose at least one camera.');
    this.busy = true;
    try {
      await this.registry.bind(fields.get('slot'), {
        cameras, model: fields.get('model'), ...settingsOf(fields), by: myName(), why: fields.get('why'),
      });
      this.dispatchEvent(new Event('done'));
    } catch (refused) {
      this.problem = refused.message;
    } finally {
      this.busy = false;
    }
  };
}

customElements.define('slot-binding', SlotBinding);
