import { LitElement, html, nothing } from 'lit';
import { myName, rememberName } from './call.js';
import { cameraChoice, cameraWords } from './cameras.js';
import { progress } from './progress.js';
import { bytes, count, moment, timeOfDay } from './words.js';

const READY_WITHIN_SECONDS = 60;

/** The one change of a slot: what will happen, how it goes, what became of it. */
export class SlotPromotion extends LitElement {
  static properties = {
    registry: { attribute: false }, cameras: { attribute: false }, version: { attribute: false },
    asking: { state: true }, all: { state: true }, some: { state: true }, problem: { state: true }, isGapOffered: { state: true }, busy: { state: true },
  };

  constructor() {
    super();
    this.#forget();
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.registry.addEventListener('change', this.#changed);
  }

  disconnectedCallback() {
    this.registry.removeEventListener('change', this.#changed);
    super.disconnectedCallback();
  }

  willUpdate(changed) {
    if (changed.has('version') && changed.get('version')?.digest !== this.version?.digest) this.#forget();
    if (this.lastSlot !== this.registry.slotName) this.#forget();
    this.lastSlot = this.registry.slotName;
  }

  render() {
    const { slot, promotion, isSwitching } = this.registry;
    if (!slot) return nothing;
    const target = this.version && `${this.version.model}/${this.version.version}`;
    const already = target === slot.model && !slot.canary;
    const hint = !slot.model ? 'Nothing runs here: bind it to a model first' : already ? `${target} runs here already: choose another version below` : '';
    return html`<section class="card change" aria-label="Promotion">
      <div class="account-head">${this.#state()}
        ${this.asking || isSwitching ? nothing : html`<button class="primary" ?disabled=${!target || Boolean(hint)} title=${hint}
          @click=${this.#open}>Promote ${target ?? ''} to ${slot.slot}</button>`}</div>
      ${this.problem ? html`<p class="bad refused" role="alert">${this.problem}</p>` : nothing}
      ${this.asking && !isSwitching ? this.#confirmation(slot, target, already) : nothing}
      ${isSwitching || (promotion && !this.asking) ? progress(promotion) : nothing}
    </section>`;
  }

  #state() {
    const { newest, slot } = this.registry;
    if (!newest) return html`<p class="state quiet">Nothing was switched here yet.</p>`;
    const { state, to, by, why, endedAt, offsets, settled, problem, deadline } = newest;
    const words = `${to ?? 'nothing'}, by ${by}${why ? `: ${why}` : ''}`;
    if (state === 'ANNOUNCED') return html`<p class="state" role="status"><b>Getting ${to} ready</b> <span class="quiet">until ${timeOfDay(deadline)}; nothing has changed yet</span></p>
      <button ?disabled=${this.busy} @click=${() => this.#try(() => this.registry.cancel())}>Stop</button>`;
    if (state === 'SWITCHED') return html`<p class="state" role="status"><span title=${moment(endedAt)}><b>Switched at ${timeOfDay(endedAt)}</b></span>,
      <span class="offsets" title=${`${words}\n${offsetWords(offsets)}`}>offsets ${offsetWords(offsets)}</span>${settled === false ? html` <span class="warn">· workers are catching up</span>` : nothing}</p>
      ${slot.previous ? html`<button class="undo" ?disabled=${this.busy} title="Back to ${slot.previous}" @click=${this.#undo}>Undo</button>` : nothing}`;
    if (state === 'REFUSED') return html`<p class="state" role="status"><b class="bad">Refused, nothing changed.</b> ${problem}</p>`;
    if (state === 'ROLLED_BACK') return html`<p class="state" role="status"><b class="warn">Rolled back by itself.</b> ${problem}</p>`;
    return html`<p class="state quiet" role="status">${to} was stopped before the switch; nothing changed.</p>`;
  }

  #confirmation(slot, target, already) {
    if (already) return html`<p class="quiet">${target} runs here already.</p>`;
    const site = slot.cameras?.[0] === '*' ? this.cameras : slot.cameras ?? [];
    return html`<form class="confirm" aria-label="Confirm" @submit=${this.#promote}>
      <p class="will">${this.#willHappen(slot, target)}</p>
      ${cameraChoice({ cameras: site, all: this.all, allWords: 'All of this slot', onAll: all => (this.all = all), onSome: some => (this.some = some) })}
      <div class="fields"><label class="wide">Why <input name="why" maxlength="200" placeholder="for the history"></label>
        <label>Your name <input name="by" maxlength="64" required .value=${myName()}></label></div>
      ${this.isGapOffered ? html`<label class="gap"><input type="checkbox" name="gap"> Close ${slot.model} first, then load ${target}: frames wait meanwhile, for as long as loading takes, and are looked at afterwards.</label>` : nothing}
      <div class="fields"><button class="primary" ?disabled=${this.busy || (!this.all && this.some.length === 0)}>Promote now</button>
        <button type="button" @click=${() => this.#forget()}>Cancel</button></div>
    </form>`;
  }

  #willHappen(slot, target) {
    const live = (this.registry.workers.answer?.workers ?? []).filter(worker => worker.live);
    const free = live.map(({ status }) => status?.freeBytes ?? -1).filter(number => number >= 0);
    const chosen = this.all ? slot.cameras : this.some;
    const from = slot.model ?? 'nothing';
    const rest = this.all ? '' : ` The others stay with ${from}.`;
    const memory = this.version.residentBytes > 0 ? `, ${bytes(this.version.residentBytes)} each${free.length ? `; the fullest has ${bytes(Math.min(...free))} free` : ''}` : '';
    const first = live.length === 0 ? 'No worker is there: it switches at once.' : `Before that, ${count(live.length, 'worker')} ${live.length === 1 ? 'loads' : 'load'} it beside the old one${memory}.`;
    return html`On <b>${chosen.length ? cameraWords(chosen) : 'the cameras you tick'}</b> the model changes from <b>${from}</b> to <b>${target}</b>, at one exact frame.${rest}
      ${first} If one is not ready within ${READY_WITHIN_SECONDS} s, nothing changes.`;
  }

  #changed = () => this.requestUpdate();

  #open = () => {
    this.asking = true;
    this.problem = '';
    this.updateComplete.then(() => this.querySelector('.confirm input[name=why]')?.focus());
  };

  #promote = event => {
    event.preventDefault();
    const fields = new FormData(event.target);
    rememberName(fields.get('by'));
    const wish = { model: `${this.version.model}/${this.version.version}`, readyWithinSeconds: READY_WITHIN_SECONDS, gap: fields.has('gap'), by: myName(), why: fields.get('why') };
    this.#try(() => this.registry.change('POST', '/promote', this.all ? wish : { ...wish, canary: this.some }), true);
  };

  #undo = () => this.#try(() => this.registry.change('POST', '/rollback', { by: myName(), why: 'undone on the models page' }));

  async #try(work, closes = false) {
    this.busy = true;
    this.problem = '';
    try {
      await work();
      if (closes) this.#forget();
    } catch (refused) {
      this.problem = refused.message;
      this.isGapOffered ||= refused.gapWouldHelp === true;
    } finally {
      this.busy = false;
    }
  }

  #forget() {
    Object.assign(this, { asking: false, all: true, some: [], problem: '', isGapOffered: false, busy: false });
  }
}

function offsetWords(offsets) {
  return Object.entries(offsets ?? {}).map(([partition, offset]) => `${partition}:${offset}`).join(' ');
}

customElements.define('slot-promotion', SlotPromotion);
