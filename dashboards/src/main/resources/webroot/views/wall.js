import { LitElement, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import '../parts/tile.js';
import { latencyCard } from '../parts/latency.js';
import { facts } from '../parts/facts.js';
import { stateWords } from '../parts/words.js';

/** Every camera side by side. Arrows move, Enter or a click opens. */
export class WallView extends LitElement {
  static properties = { store: { attribute: false }, selected: { state: true } };

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.store.addEventListener('change', this.#changed);
    this.addEventListener('keydown', this.#move);
  }

  disconnectedCallback() {
    this.store.removeEventListener('change', this.#changed);
    super.disconnectedCallback();
  }

  render() {
    const names = [...this.store.cameras.keys()].sort();
    if (names.length === 0) return this.store.site ? empty() : waiting();
    const selected = names.includes(this.selected) ? this.selected : names[0];
    const columns = columnsFor(names.length);
    return html`
      <section class="cameras" aria-label="Cameras" data-columns=${columns} data-rows=${Math.ceil(names.length / columns)}>
        <div class="grid" data-columns=${columns} role="list">
          ${repeat(names, name => name, name => this.#tile(name, name === selected))}
        </div>
      </section>
      <aside class="side" aria-label="Chosen camera">${facts(this.store.cameras.get(selected), false)}${
        this.store.site ? latencyCard(this.store.site) : nothing}</aside>`;
  }

  /** Puts the focus back where it was before a camera was opened. */
  focusOn(name) {
    this.selected = name;
    this.querySelector(`camera-tile[camera="${CSS.escape(name)}"]`)?.focus();
  }

  #tile(name, chosen) {
    const state = stateWords(this.store.cameras.get(name).status?.state ?? 'CONNECTING').title;
    return html`<camera-tile role="listitem" .store=${this.store} camera=${name}
      tabindex=${chosen ? 0 : -1} aria-current=${chosen ? 'true' : 'false'}
      aria-label="${name}, ${state}. Press Enter to open" @focus=${() => (this.selected = name)}
      @click=${() => open(name)}></camera-tile>`;
  }

  #changed = () => this.requestUpdate();

  #move = event => {
    const tiles = [...this.querySelectorAll('camera-tile')];
    const at = tiles.indexOf(event.target);
    if (at < 0) return;
    const columns = getComputedStyle(this.querySelector('.grid')).gridTemplateColumns.split(' ').length;
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[event.key];
    if (event.key === 'Enter') open(tiles[at].camera);
    if (step) {
      tiles[at + step]?.focus();
      event.preventDefault();
    }
  };
}

function open(name) {
  location.hash = `#/camera/${encodeURIComponent(name)}`;
}

function columnsFor(cameras) {
  return [1, 4, 9].findIndex(most => cameras <= most) + 1 || 4;
}

function waiting() {
  return html`<section class="empty"><h1>Connecting …</h1><p>Asking the server for its cameras.</p></section>`;
}

function empty() {
  return html`<section class="empty">
    <h1>No cameras yet</h1>
    <p>They appear here by themselves, as soon as one is read. To show a video with its objects, run</p>
    <pre>./sightline demo --source video.mp4 --model model.onnx</pre>
    <p>or name your cameras in a site file and run</p>
    <pre>./sightline up --config site.yaml</pre>
  </section>`;
}

customElements.define('wall-view', WallView);
