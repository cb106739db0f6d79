import { LitElement, html, nothing, svg } from 'lit';
import { cameraWords } from './cameras.js';
import { colorOf } from './colors.js';
import { moment, timeOfDay } from './words.js';

const HOUR_MS = 3_600_000;
const WINDOWS = { Hour: HOUR_MS, Day: 24 * HOUR_MS, All: Infinity };
const WIDTH = 1000;
const LEAST_WIDTH = 3;

/** What ran in a slot when: colored spans, a thin line for each switch; hover and focus tell more. */
export class SlotTimeline extends LitElement {
  static properties = { switches: { attribute: false }, span: { state: true }, told: { state: true } };

  createRenderRoot() {
    return this;
  }

  render() {
    const now = Date.now();
    const oldest = Date.parse(this.switches.at(-1).at);
    const chosen = this.span ?? usual(this.switches, now);
    const from = Math.max(now - WINDOWS[chosen], oldest - (now - oldest) * .02);
    const spans = spansOf(this.switches, from, now);
    const told = spans.find(({ change }) => change.revision === this.told)?.change ?? spans.at(-1).change;
    return html`<div class="line-head"><span class="quiet" title=${moment(from)}>${dayTime(from)}</span>
        <span class="choices" role="group" aria-label="How much">${Object.keys(WINDOWS).map(name => html`<button class="small" aria-pressed=${name === chosen} @click=${() => (this.span = name)}>${name}</button>`)}</span>
        <span class="quiet">now</span></div>
      <svg class="line" viewBox="0 0 ${WIDTH} 22" preserveAspectRatio="none" role="list" aria-label="What ran when">${spans.map(each => this.#span(each))}</svg>
      <p class="told" role="status">${swatch(mostOf(told))}${words(told)}</p>`;
  }

  #span({ change, x, width, isBegun }) {
    const tell = () => (this.told = change.revision);
    return svg`<g class="span" role="listitem" tabindex="0" aria-label=${words(change)} @pointerenter=${tell} @focus=${tell}>
      <title>${words(change)}</title>
      <rect x=${x} y="3" width=${width} height="16" fill=${mostOf(change) ? colorOf(mostOf(change)) : '#252d37'}></rect>
      ${isBegun ? svg`<rect class="cut" x=${x} y="0" width="2" height="22"></rect>` : nothing}</g>`;
  }
}

/** The smallest window that shows the newest switch and the one before. */
function usual(switches, now) {
  const second = Date.parse((switches[1] ?? switches[0]).at);
  return Object.keys(WINDOWS).find(name => second > now - WINDOWS[name]);
}

function spansOf(switches, from, now) {
  const place = time => Math.max(0, ((time - from) / Math.max(1, now - from)) * WIDTH);
  return [...switches].reverse().map((change, i, all) => {
    const begin = Date.parse(change.at);
    const end = i + 1 < all.length ? Date.parse(all[i + 1].at) : now;
    const x = Math.min(WIDTH - LEAST_WIDTH, place(begin));
    return { change, x, end, width: Math.max(LEAST_WIDTH, place(end) - x), isBegun: begin >= from };
  }).filter(({ end }) => end > from);
}

function swatch(id) {
  return html`<svg class="swatch" viewBox="0 0 9 9" aria-hidden="true"><rect width="9" height="9" rx="2" fill=${id ? colorOf(id) : '#252d37'}></rect></svg>`;
}

/** What looks at most of the cameras after a switch: not the canary. */
function mostOf({ rules, to }) {
  return rules?.length ? rules.at(-1).model : to;
}

/** A canary in words; nothing without one. */
function canaryOf({ rules }) {
  return rules?.length > 1 ? `canary ${rules[0].model} on ${cameraWords(rules[0].cameras)}` : '';
}

function words(change) {
  const { at, by, why, revision } = change;
  return `${dayTime(at)} ${mostOf(change) || 'nothing'}${canaryOf(change) ? `, ${canaryOf(change)}` : ''}, revision ${revision}, by ${by}${why ? `: ${why}` : ''}`;
}

function dayTime(time) {
  const date = new Date(time);
  const day = date.toDateString() === new Date().toDateString() ? '' : `${date.toLocaleDateString(undefined, { month: 'short', day: 'numeric' })} `;
  return day + timeOfDay(time);
}

/** The same switches as a list, newest first. */
export function historyList(switches) {
  return html`<ul class="history">${switches.map(change => html`<li data-revision=${change.revision}>
    <span class="when" title=${moment(change.at)}>${dayTime(change.at)}</span>
    <span class="what">${swatch(mostOf(change))}${canaryOf(change) ? html`<b>${mostOf(change)}</b>, ${canaryOf(change)}` : whatChanged(change)}
      ${change.action && change.action !== 'switched' ? html`<span class="chip">${change.action}</span>` : nothing}</span>
    <span class="who quiet" title=${`offsets ${Object.entries(change.offsets ?? {}).map(([partition, offset]) => `${partition}:${offset}`).join(' ')}`}>${change.by}${change.why ? `: ${change.why}` : ''}</span></li>`)}</ul>`;
}

function whatChanged({ from, to }) {
  return html`${from && from !== to ? html`<span class="quiet">${from} → </span>` : nothing}<b>${to || 'nothing'}</b>`;
}

customElements.define('slot-timeline', SlotTimeline);
