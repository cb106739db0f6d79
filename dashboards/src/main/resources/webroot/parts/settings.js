import { html } from 'lit';

const REDUCTIONS = { full: 'full size', half: 'half, faster', quarter: 'a quarter, fastest' };
const AS_THE_MODEL_SAYS = -1;

/** A version of any model, the newest first; named `model`. */
export function modelChoice(models) {
  return html`<label>Model <select name="model" required>${models.flatMap(choices)}</select></label>`;
}

function choices({ name, latest, versions, aliases }) {
  const newest = Number(latest) || versions;
  const numbers = Array.from({ length: Math.min(20, newest) }, (_, i) => `${name}/${newest - i}`);
  return [...numbers, ...Object.keys(aliases ?? {}).map(alias => `${name}/${alias}`)].map(id => html`<option>${id}</option>`);
}

/** How a slot looks, beside its model: fields named `minScore` and `reduction`. */
export function settingFields({ minScore, reduction }) {
  return html`<label title="Objects below this are dropped, 0 to 1">Min score
      <input class="number" name="minScore" type="number" min="0" max="1" step="any" placeholder="as the model" .value=${minScore >= 0 ? String(minScore) : ''}></label>
    <label title="Smaller pictures are decoded faster, but small objects are lost">Pictures
      <select name="reduction">${Object.entries(REDUCTIONS).map(([key, words]) => html`<option value=${key} ?selected=${key === reduction}>${words}</option>`)}</select></label>`;
}

/** What the person has put into them. */
export function settingsOf(fields) {
  const score = fields.get('minScore');
  return { minScore: score === '' ? AS_THE_MODEL_SAYS : Number(score), reduction: fields.get('reduction') };
}
