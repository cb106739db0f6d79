import { html, nothing } from 'lit';

/**
 * All cameras, or some of them, to be ticked; the boxes are named `camera`.
 * @param {{cameras: string[], all: boolean, allWords: string, ticked?: string[], onAll: (all: boolean) => void, onSome?: (some: string[]) => void}} choice
 */
export function cameraChoice({ cameras, all, allWords, ticked = [], onAll, onSome }) {
  const told = event => onSome?.(new FormData(event.target.form).getAll('camera'));
  return html`<fieldset class="ticks"><legend>Cameras</legend>
    <label><input type="radio" name="which" .checked=${all} @change=${() => onAll(true)}> ${allWords}</label>
    <label><input type="radio" name="which" .checked=${!all} @change=${() => onAll(false)}> Only some</label>
    ${all ? nothing : html`<span class="some">${cameras.map(camera => html`<label><input type="checkbox" name="camera" value=${camera} .checked=${ticked.includes(camera)} @change=${told}> ${camera}</label>`)}
      ${cameras.length === 0 ? html`<span class="quiet">No camera is known yet.</span>` : nothing}</span>`}
  </fieldset>`;
}

/** "yard", "yard and gate", "all cameras". */
export function cameraWords(cameras) {
  if (!cameras?.length) return 'no camera';
  if (cameras[0] === '*') return 'all cameras';
  return cameras.length === 1 ? cameras[0] : `${cameras.slice(0, -1).join(', ')} and ${cameras.at(-1)}`;
}
