import { LitElement, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { headline, hourBars, ledgerTable } from '../parts/ledger.js';
import { latencyTable } from '../parts/latency.js';
import { Poll } from '../parts/poll.js';
import { count, moment, rate, span, stateWords, timeOfDay } from '../parts/words.js';

/** What became of every frame, what is wrong, and what to do about it. */
export class HealthView extends LitElement {
  #poll = new Poll('/api/health');

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#poll.addEventListener('change', this.#changed);
    this.#poll.start();
  }

  disconnectedCallback() {
    this.#poll.stop();
    this.#poll.removeEventListener('change', this.#changed);
    super.disconnectedCallback();
  }

  render() {
    const { answer: health, error } = this.#poll;
    if (!health) return html`<section class="empty"><h1>${error ? 'No answer' : 'Asking …'}</h1><p>${error || 'Asking the server how the site does.'}</p></section>`;
    const { tone, words } = headline(health.ledger);
    return html`
      <section class="stack ${error ? 'old' : ''}" aria-label="Health">
        <div class="headline" role="status"><span class="dot ${error ? '' : tone}"></span><div>
          <h1>${words}</h1><p class="quiet">${underline(health)}</p></div></div>
        ${error ? html`<p class="problem" role="alert">${error}</p>` : nothing}
        ${alerts(health)}
        ${health.cameras.length === 0 ? noCameras() : nothing}
        ${repeat(health.cameras, ({ camera }) => camera, camera => cameraCard(camera, health.at))}
      </section>
      <aside class="side" aria-label="Latency and checks">
        <section class="card"><h2>From capture, last minute</h2>${latencyTable(health.latency)}</section>
        <section class="card"><h2>Dashboards ${health.ready ? 'ready' : 'not ready'}</h2><dl>${Object.entries(health.checks).map(check)}</dl></section>
      </aside>`;
  }

  #changed = () => this.requestUpdate();
}

function underline({ cameras, ledger, at }) {
  const frames = cameras.reduce((sum, { accounts }) => sum + Math.max(0, ...accounts.map(each => each.lastHour.captured)), 0);
  const lost = ledger.lostFrames > 0 ? `, ${ledger.lostFrames.toLocaleString()} known as lost` : '';
  return html`${count(frames, 'frame')} in the last hour${lost} · <span title=${moment(at)}>at ${timeOfDay(at)}</span>`;
}

function alerts({ alerts: found }) {
  if (found.length === 0) return nothing;
  return html`<section class="card alerts" aria-label="Alerts"><h2>${count(found.length, 'alert')}</h2>
    <ul>${found.map(({ severity, message, advice, since }) => html`<li>
      <span class="dot ${severity}"></span><div><p>${message}</p><p class="quiet">${advice}</p></div>
      <span class="since" title=${moment(since)}>since ${timeOfDay(since)}</span></li>`)}</ul></section>`;
}

function cameraCard({ camera, state, since, detail, framesPerSecond, accounts }, at) {
  const { title, tone } = stateWords(state);
  return html`<section class="card account" data-camera=${camera} aria-label="Camera ${camera}">
    <div class="account-head"><span class="dot ${tone}"></span><h2 class="name">${camera}</h2>
      <span class="quiet" title="${moment(since)}${detail ? `\n${detail}` : ''}">${title} for ${span(Date.parse(at) - Date.parse(since))}</span>
      <span class="figures">${state === 'LIVE' ? rate(framesPerSecond) : ''}</span></div>
    ${accounts.length === 0 ? html`<p class="quiet">No frames of the last hour in its ledger.</p>`
      : html`${accounts.map(({ minutes }) => hourBars(minutes, at))}${ledgerTable(accounts)}`}
  </section>`;
}

function check([name, holds]) {
  return html`<div class="row"><dt>${name}</dt><dd class=${holds ? 'quiet' : 'bad'}>${holds ? 'yes' : 'no'}</dd></div>`;
}

function noCameras() {
  return html`<section class="card"><p>No cameras yet. They appear here by themselves, as soon as one is read.</p></section>`;
}

customElements.define('health-view', HealthView);
