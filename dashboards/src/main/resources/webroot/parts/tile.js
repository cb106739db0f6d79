import { LitElement, html, nothing } from 'lit';
import { accuracyCorner } from './accuracy.js';
import { latency, lostLastMinute } from '../store.js';
import { drawFrame } from './picture.js';
import { anomaliesOf, resultsOf, versionsOf } from './results.js';
import { strip } from './strip.js';
import { veil } from './veil.js';
import { count, delay, rate, stateWords } from './words.js';

/**
 * One camera: picture with its boxes, state, figures, the last minute. What is drawn can be read
 * from its attributes: data-camera, data-epoch, data-sequence, data-result-sequence (of the frame
 * that the boxes belong to; absent without a result), data-boxes, data-masks (how many are drawn),
 * data-heats (heat maps), data-abnormal (slots that find the frame abnormal; absent when none
 * does), data-versions (that made them), data-state; and from `boxes`.
 */
export class CameraTile extends LitElement {
  static properties = {
    store: { attribute: false },
    camera: {},
    large: { type: Boolean },
  };

  /** Detections drawn on the canvas now. */
  boxes = [];
  #stop = new AbortController();

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    this.store.addEventListener('frame', event => event.detail === this.camera && this.#draw(), { signal });
    this.store.addEventListener('redraw', () => this.#draw(), { signal });
    this.store.addEventListener('change', () => this.requestUpdate(), { signal });
    this.sizes = new ResizeObserver(() => this.#draw());
  }

  disconnectedCallback() {
    this.#stop.abort();
    this.sizes.disconnect();
    super.disconnectedCallback();
  }

  firstUpdated() {
    this.sizes.observe(this.querySelector('canvas'));
  }

  updated(changed) {
    if (changed.has('camera')) this.#draw();
  }

  render() {
    const known = this.store.cameras.get(this.camera);
    const status = known?.status;
    const { tone } = stateWords(status?.state ?? 'CONNECTING');
    this.dataset.camera = this.camera;
    this.dataset.state = status?.state ?? 'CONNECTING';
    return html`
      <div class="picture ${this.large ? '' : 'small'}">
        <canvas aria-hidden="true"></canvas>${accuracyCorner(status?.accuracy, this.store.site?.at)}${veil(status)}
      </div>
      <div class="foot">
        <span class="dot ${tone}"></span><span class="name">${this.camera}</span>
        <span class="versions-of" title=${versionTitle(known?.last?.header)}>${versionsOf(known?.last?.header).join(' ')}</span>
        ${known ? notes(known) : nothing}
        <span class="figures">${known ? figures(known) : nothing}</span>
      </div>
      ${status ? strip(status, this.store.site.at) : html`<div class="strip"></div>`}`;
  }

  #draw() {
    const known = this.store.cameras.get(this.camera);
    const canvas = this.querySelector('canvas');
    if (!canvas?.clientWidth) return;
    if (!known?.last) return this.#blank(canvas);
    const drawn = drawFrame(canvas, known.last, { boxes: this.store.boxes, masks: this.store.masks, heat: this.store.heat, large: this.large });
    this.boxes = drawn.detections;
    const { frame, outcome } = known.last.header;
    this.dataset.epoch = frame.epoch;
    this.dataset.sequence = frame.sequence;
    this.dataset.boxes = this.boxes.length;
    this.dataset.masks = drawn.masks;
    this.dataset.heats = drawn.heats;
    const abnormal = anomaliesOf(known.last.header).filter(each => each.abnormal).map(({ slot }) => slot).join(' ');
    if (abnormal !== (this.dataset.abnormal ?? '')) this.requestUpdate();
    if (abnormal) this.dataset.abnormal = abnormal;
    else delete this.dataset.abnormal;
    const versions = versionsOf(known.last.header).join(' ');
    if (versions !== this.dataset.versions) this.requestUpdate();
    this.dataset.versions = versions;
    if (outcome === 'inferred') this.dataset.resultSequence = frame.sequence;
    else delete this.dataset.resultSequence;
  }

  /** A tile that changes to a camera without a picture shows none of another camera's. */
  #blank(canvas) {
    canvas.width = canvas.height = 1;
    this.boxes = [];
    for (const key of ['epoch', 'sequence', 'boxes', 'masks', 'heats', 'abnormal', 'versions', 'resultSequence']) delete this.dataset[key];
  }
}

/** Which version drew the boxes, slot by slot. */
function versionTitle(header) {
  return resultsOf(header).map(({ slot, model }) => `${slot}: ${model?.name} ${model?.version} on ${model?.provider}`).join('\n');
}

function figures({ status, ...camera }) {
  if (!status || status.state !== 'LIVE') return '';
  return `${rate(status.framesPerSecond)} · ${delay(latency(camera, .5))}`;
}

/** What is out of the ordinary, quietly: the first in a word, all of it in the tooltip. */
function notes(camera) {
  const found = [];
  const lost = lostLastMinute(camera);
  const rejected = camera.status?.rejected ?? 0;
  const abnormal = anomaliesOf(camera.last?.header).find(each => each.abnormal);
  if (abnormal) found.push(html`<span class="bad">abnormal ${abnormal.score.toFixed(2)}</span>`);
  if (camera.outcome === 'pending' && camera.status?.state === 'LIVE') found.push('no result');
  if (camera.outcome === 'rejected') found.push('picture could not be read');
  if (rejected > 0) found.push(`${rejected.toLocaleString()} rejected`);
  if (lost > 0) found.push(`${lost.toLocaleString()} skipped`);
  if (found.length === 0) return html`<span class="note"></span>`;
  const words = [
    abnormal ? `${abnormal.slot} finds this picture abnormal: score ${abnormal.score.toFixed(2)}, threshold ${abnormal.threshold.toFixed(2)}.` : '',
    camera.outcome === 'pending' ? 'The result of this picture did not come in time.' : '',
    rejected > 0 ? `${count(rejected, 'picture')} could not be handled, the last because: ${camera.status.lastRejection}.` : '',
    lost > 0 ? `This page was too slow for ${count(lost, 'frame')} of the last minute.` : '',
  ];
  return html`<span class="note" title=${words.filter(Boolean).join('\n')}>${found[0]}</span>`;
}

customElements.define('camera-tile', CameraTile);
