import { html, nothing } from 'lit';
import { cameraWords } from './cameras.js';
import { count, moment, timeOfDay } from './words.js';

/** What runs where: one button a slot. */
export function slotList(slots, chosen, onChoose) {
  return html`<ul class="slots" aria-label="Slots">${slots.map(slot => html`<li>
    <button class="slot" data-slot=${slot.slot} aria-pressed=${slot.slot === chosen} @click=${() => onChoose(slot.slot)}>
      <span class="slot-head"><b>${slot.slot}</b><span class="runs">${slot.model || 'nothing'}</span></span>
      <span class="quiet">${cameraWords(slot.cameras)}</span>
      ${slot.canary ? html`<span class="canary">canary <b>${slot.canary.model}</b> on ${cameraWords(slot.canary.cameras)}</span>` : nothing}
      <span class="quiet" title=${slot.since ? moment(slot.since) : ''}>${slot.promotion ? 'switching …' : !slot.since ? 'nothing runs here yet' : html`since ${timeOfDay(slot.since)}${slot.previous && slot.previous !== slot.model ? `, before ${slot.previous}` : ''}`}</span>
    </button></li>`)}</ul>`;
}

/** Every model, whether it runs anywhere or not. */
export function modelList(models, chosen, onChoose) {
  return html`<ul class="slots" aria-label="Models">${models.map(({ name, versions, slots }) => html`<li>
    <button class="slot model" data-model=${name} aria-pressed=${name === chosen} @click=${() => onChoose(name)}>
      <span class="slot-head"><b>${name}</b><span class="quiet">${count(versions, 'version')}${slots?.length ? '' : ', idle'}</span></span>
    </button></li>`)}</ul>`;
}
