import { call, myName } from './parts/call.js';
import { Poll } from './parts/poll.js';

const BASE = '/api/registry';
const CALM_MS = 5_000;
const LIVE_MS = 250;

/** The models page's view of the registry: a slot and a model that are looked at. Event: `change`. */
export class Registry extends EventTarget {
  slots = new Poll(`${BASE}/slots`, CALM_MS);
  models = new Poll(`${BASE}/models?limit=100`, CALM_MS);
  workers = new Poll(`${BASE}/workers`, CALM_MS);
  versions = new Poll('', CALM_MS);
  history = new Poll('', CALM_MS);
  slotName = '';
  modelName = '';
  /** The promotion that runs, or that this page saw last; null when there is none. */
  promotion = null;
  #polls = [this.slots, this.models, this.workers, this.versions, this.history];
  #timer = 0;
  #asked = '';
  #running = false;

  constructor() {
    super();
    for (const poll of this.#polls) poll.addEventListener('change', () => this.#changed());
  }

  start() {
    this.#running = true;
    for (const poll of this.#polls) poll.start();
    this.#follow();
  }

  stop() {
    this.#running = false;
    clearTimeout(this.#timer);
    for (const poll of this.#polls) poll.stop();
  }

  get slot() {
    return this.slots.answer?.slots.find(({ slot }) => slot === this.slotName) ?? null;
  }

  /** What became of the slot last: the promotion, or the newest switch in its history. */
  get newest() {
    const last = this.history.answer?.switches[0];
    return this.promotion ?? (last ? { ...last, state: 'SWITCHED', endedAt: last.at } : null);
  }

  get isSwitching() {
    return this.promotion?.state === 'ANNOUNCED';
  }

  /** Looks at a slot, and at the model that runs in it. */
  look(slot) {
    this.slotName = slot;
    this.promotion = null;
    this.#asked = '';
    this.history.answer = null;
    this.history.ask(`${BASE}/slots/${encodeURIComponent(slot)}/history?limit=50`);
    if (this.slot?.model) this.lookAtModel(this.slot.model.split('/')[0]);
    this.#follow();
    this.#changed();
  }

  lookAtModel(model) {
    if (model !== this.modelName) this.versions.answer = null;
    this.modelName = model;
    this.versions.ask(`${BASE}/models/${encodeURIComponent(model)}?limit=100`);
    this.#changed();
  }

  /** Changes the slot that is looked at, as it was seen; `step` is `/promote`, `/rollback` or nothing. */
  async change(method, step, wish, query = '') {
    try {
      const path = `/slots/${encodeURIComponent(this.slotName)}${step}${query}`;
      this.promotion = await call(method, path, wish, { 'If-Match': `"${this.slot.edition}"` });
    } catch (refused) {
      if (refused.status === 412) await this.refresh();
      throw refused;
    }
    await this.slots.refresh();
    this.#follow();
  }

  async bind(slot, wish) {
    this.promotion = await call('PUT', `/slots/${encodeURIComponent(slot)}`, wish, { 'If-None-Match': '*' });
    await this.slots.refresh();
    this.look(slot);
    this.lookAtModel(wish.model.split('/')[0]);
  }

  async confirm({ model, version }, by) {
    await call('POST', `/models/${encodeURIComponent(model)}/versions/${version}/confirm`, { by, why: 'confirmed on the models page' });
    await this.versions.refresh();
  }

  async cancel() {
    await call('POST', `/promotions/${encodeURIComponent(this.promotion.id)}/cancel`, { by: myName() });
    this.#follow();
  }

  refresh() {
    return Promise.all(this.#polls.map(poll => poll.refresh()));
  }

  #changed() {
    if (!this.slotName && this.slots.answer?.slots.length) return this.look(this.slots.answer.slots[0].slot);
    if (!this.modelName && !this.slotName && this.models.answer?.models.length) return this.lookAtModel(this.models.answer.models[0].name);
    const begun = this.slot?.promotion;
    if (begun && begun !== this.promotion?.id && begun !== this.#asked) { // by somebody else
      this.#asked = begun;
      this.promotion = null;
      this.#follow();
    }
    this.dispatchEvent(new Event('change'));
  }

  /** Asks how the promotion does that this page began, or that the slot names: often while it runs. */
  async #follow() {
    clearTimeout(this.#timer);
    const slot = this.slotName;
    const id = this.promotion?.id ?? this.slot?.promotion;
    if (!id || !this.#running) return;
    const before = this.promotion?.state;
    const found = await call('GET', `/promotions/${encodeURIComponent(id)}`).catch(refused => refused.status === 404 ? null : this.promotion);
    if (slot !== this.slotName || !this.#running) return;
    if (before === 'ANNOUNCED' && found?.state !== before) await this.refresh(); // so that Undo knows the edition
    this.promotion = found;
    this.#changed();
    clearTimeout(this.#timer);
    const isLive = this.isSwitching || (found?.state === 'SWITCHED' && found.settled === false);
    if (isLive) this.#timer = setTimeout(() => this.#follow(), LIVE_MS);
  }
}
