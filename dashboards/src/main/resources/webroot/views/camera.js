import { LitElement, html } from 'lit';
import '../parts/tile.js';
import { facts } from '../parts/facts.js';

/** One camera as large as it fits. Escape closes, arrows go to its neighbours. */
export class CameraView extends LitElement {
  static properties = { store: { attribute: false }, camera: {} };

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.store.addEventListener('change', this.#changed);
    window.addEventListener('keydown', this.#keys);
  }

  disconnectedCallback() {
    this.store.removeEventListener('change', this.#changed);
    window.removeEventListener('keydown', this.#keys);
    super.disconnectedCallback();
  }

  firstUpdated() {
    this.querySelector('.close').focus({ focusVisible: false });
  }

  render() {
    const known = this.store.cameras.get(this.camera);
    return html`
      <camera-tile class="opened" large .store=${this.store} camera=${this.camera}
        role="region" aria-label="${this.camera}, full size"></camera-tile>
      <aside class="side" aria-label="About this camera">
        <div class="tools">
          <button aria-pressed=${this.store.boxes} @click=${() => this.store.toggle('boxes')}>Boxes<kbd>b</kbd></button>
          <button aria-pressed=${this.store.masks} @click=${() => this.store.toggle('masks')}>Masks<kbd>m</kbd></button>
          <button aria-pressed=${this.store.heat} @click=${() => this.store.toggle('heat')}>Heat<kbd>h</kbd></button>
          <button @click=${() => this.#go(-1)} aria-label="Previous camera">←</button>
          <button @click=${() => this.#go(1)} aria-label="Next camera">→</button>
          <button class="close" @click=${close}>Close<kbd>esc</kbd></button>
        </div>
        ${known ? facts(known, true) : html`<section class="card"><p>There is no camera of this name. Close to see all.</p></section>`}
      </aside>`;
  }

  #changed = () => this.requestUpdate();

  #keys = event => {
    if (event.key === 'Escape') close();
    if (event.key === 'ArrowLeft') this.#go(-1);
    if (event.key === 'ArrowRight') this.#go(1);
  };

  #go(step) {
    const names = [...this.store.cameras.keys()].sort();
    const next = names[(names.indexOf(this.camera) + step + names.length) % names.length];
    if (next) location.replace(`#/camera/${encodeURIComponent(next)}`);
  }
}

function close() {
  location.hash = '#/';
}

customElements.define('camera-view', CameraView);
