import { LitElement, html, nothing, svg } from 'lit';
import { Feed } from './feed.js';
import { Store } from './store.js';
import './views/wall.js';
import './views/camera.js';
import './views/models.js';
import './views/training.js';
import './views/health.js';
import './views/rejections.js';
import { delay, span } from './parts/words.js';

const PAGES = {
  wall: ['#/', 'Wall'], models: ['#/models', 'Models'], training: ['#/training', 'Training'],
  health: ['#/health', 'Health'], rejections: ['#/rejections', 'Rejections'],
};

/** The frame around every page: where one is, how the site does, whether the server is there. */
class SightlineApp extends LitElement {
  static properties = { page: { state: true }, opened: { state: true }, job: { state: true } };

  #feed = new Feed();
  #store = new Store(this.#feed);

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#store.addEventListener('change', () => this.requestUpdate());
    window.addEventListener('hashchange', () => this.#route());
    window.addEventListener('keydown', event => this.#key(event));
    setInterval(() => this.#store.link.connected || this.requestUpdate(), 1_000);
    this.#route();
    this.#feed.open();
  }

  render() {
    const { link, site } = this.#store;
    const lost = !link.connected && site !== null;
    return html`
      <header class="bar">
        <div class="mark">${mark()}<span>Sightline</span></div>
        <nav aria-label="Pages">${Object.entries(PAGES).map(entry => this.#link(...entry))}</nav>
        <div class="site" role="status">${this.#figures(site, link)}${connection(link, site)}</div>
      </header>
      ${notice(link, site)}
      <main class=${lost ? 'server-lost' : ''}>
        <wall-view class="page wall" ?hidden=${this.page !== 'wall' || Boolean(this.opened)} .store=${this.#store}></wall-view>
        ${this.opened
          ? html`<camera-view class="page" .store=${this.#store} camera=${this.opened}></camera-view>` : nothing}
        ${this.page === 'models' ? html`<models-view class="page models" .store=${this.#store}></models-view>` : nothing}
        ${this.page === 'training' ? html`<training-view class="page training" job=${this.job}></training-view>` : nothing}
        ${this.page === 'health' ? html`<health-view class="page"></health-view>` : nothing}
        ${this.page === 'rejections' ? html`<rejections-view class="page"></rejections-view>` : nothing}
      </main>`;
  }

  #link(page, [address, name]) {
    const alerts = page === 'health' ? this.#store.site?.alerts ?? 0 : 0;
    return html`<a href=${address} aria-current=${this.page === page ? 'page' : nothing}>${name}${alerts > 0
      ? html`<span class="badge ${this.#store.site.ledger.balances ? '' : 'bad'}" title="${alerts} alerts">${alerts}</span>` : nothing}</a>`;
  }

  #figures(site, link) {
    if (!site || site.camerasInAll === 0) return nothing;
    const p95 = site.glassP95Millis === null ? '– ms' : delay(site.glassP95Millis);
    return html`<span class="not-narrow"><b>${site.camerasLive}</b> of ${site.camerasInAll} live</span>
      <span class="only-wide" title="95 of 100 pictures were on a screen this long after they were captured">p95 <b>${p95}</b></span>
      ${site.ledger.rows === 0 ? nothing : html`<span class="only-wide" title="Whether every frame has exactly one outcome or is on its way">ledger
        <b class=${site.ledger.balances ? '' : 'bad'}>${site.ledger.balances ? 'balanced' : 'unbalanced'}</b></span>`}`;
  }

  #route() {
    const before = this.opened;
    const named = /^#\/camera\/(.+)$/.exec(location.hash);
    this.opened = named ? decodeURIComponent(named[1]) : '';
    this.job = /^#\/training\/(\d+|new)$/.exec(location.hash)?.[1] ?? '';
    this.page = this.job ? 'training' : Object.keys(PAGES).find(page => PAGES[page][0] === location.hash) ?? 'wall';
    document.title = `${this.opened || PAGES[this.page][1]} · Sightline`;
    this.#feed.want(this.opened ? [this.opened] : this.page === 'wall' ? 'all' : []);
    if (before && !this.opened && this.page === 'wall') {
      this.updateComplete.then(() => this.querySelector('wall-view').focusOn(before));
    }
  }

  #key(event) {
    const layer = { b: 'boxes', m: 'masks', h: 'heat' }[event.key];
    const isTyping = event.target.closest?.('input, textarea, select');
    if (layer && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) this.#store.toggle(layer);
  }
}

function connection(link, site) {
  if (!link.connected) {
    const wait = link.retryAt - Date.now();
    return html`<span class="link ${site ? 'bad' : ''}"><span class="dot ${site ? 'bad' : ''}"></span><b>${
      site ? 'server lost' : 'connecting'}</b>${wait > 0 ? html`<span class="only-wide">next try in ${span(wait)}</span>` : nothing}</span>`;
  }
  if (site && !site.brokerReachable) {
    return html`<span class="link warn"><span class="dot warn"></span><b>broker lost</b></span>`;
  }
  return html`<span class="link" title="connected"><span class="dot good"></span><span class="only-wide">connected</span></span>`;
}

/** One sentence for what the person should know or do; nothing on a good day. */
function notice(link, site) {
  if (!link.connected && link.reason) return html`<p class="notice bad" role="alert">The server sent this page away: ${link.reason}. It tries again by itself.</p>`;
  if (!link.connected && site) return html`<p class="notice bad" role="alert">The server does not answer. Pictures are old; this page connects again by itself.</p>`;
  if (link.connected && site && !site.brokerReachable) return html`<p class="notice warn" role="alert">The server is there, but its Kafka broker does not answer. Pictures stand still until it comes back.</p>`;
  if (site?.camerasRefused > 0) return html`<p class="notice warn">${site.camerasRefused} more cameras are not shown: raise dashboards.maxCameras.</p>`;
  return nothing;
}

function mark() {
  return svg`<svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true"><path d="M1 9s3-5.5 8-5.5S17 9 17 9s-3 5.5-8 5.5S1 9 1 9Z" fill="none" stroke="#4cc2b0" stroke-width="1.6"></path><circle cx="9" cy="9" r="2.4" fill="#4cc2b0"></circle></svg>`;
}

customElements.define('sightline-app', SightlineApp);
