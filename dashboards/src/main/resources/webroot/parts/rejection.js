import { html, nothing } from 'lit';
import { moment, timeOfDay } from './words.js';

const REASONS = {
  UNREADABLE: 'Unreadable', WRONG_SIZE: 'Wrong size', OVERSIZE: 'Too large', BAD_HEADERS: 'Bad headers', FAILED: 'Failed',
};
const COPIED_MS = 1_500;

export function reasonWords(reason) {
  return REASONS[reason] ?? reason;
}

/** One frame that could not be handled, where it comes from, and how to look at it once more. */
export function rejectionCard(rejection) {
  const { frame, slot, reason, detail, capturedAt, model, source, thumbnail } = rejection;
  const command = `sightline rejections requeue ${quoted(`${frame.camera}/${frame.epoch}/${frame.sequence}/${slot}`)}`;
  return html`<article class="card rejection" data-id=${rejection.id} aria-label="${reasonWords(reason)}, ${frame.camera}, frame ${frame.sequence}">
    <div class="thumbnail ${thumbnail ? '' : 'none'}">${thumbnail ? html`<img src=${thumbnail} alt="The rejected picture, made small" loading="lazy">` : html`<span class="quiet">no picture</span>`}</div>
    <div class="about">
      <div class="account-head"><h2 class="name">${frame.camera}</h2><span class="chip warn">${reasonWords(reason)}</span>
        <span class="figures" title=${moment(capturedAt)}>${timeOfDay(capturedAt)}</span></div>
      <p class="detail">${detail}</p>
      <p class="quiet origin"><span>frame ${frame.epoch}/${frame.sequence}</span><span>slot ${slot || 'none'}</span>
        ${model.name ? html`<span title=${model.digest}>${model.name} ${model.version}</span>` : nothing}
        <span>${source.topic}-${source.partition} offset ${source.offset}</span></p>
      <div class="command"><code>${command}</code><button @click=${event => copy(event.currentTarget, command)} aria-label="Copy the command">Copy</button></div>
    </div></article>`;
}

/** As a shell takes it. */
function quoted(text) {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

async function copy(button, text) {
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = 'Copied';
  } catch { // pages that came without https may not: mark it, so that Ctrl+C does
    getSelection().selectAllChildren(button.previousElementSibling);
    button.textContent = 'Ctrl+C';
  }
  setTimeout(() => (button.textContent = 'Copy'), COPIED_MS);
}
