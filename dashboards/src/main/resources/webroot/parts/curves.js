import { LitElement, html, nothing } from 'lit';
import uPlot from 'uplot';
import { digits } from './jobs.js';

const HEIGHT = 190;
const FEW_POINTS = 40;
const FONT = '11px Inter, system-ui, "Segoe UI", sans-serif';
const [QUIET, LINE] = ['#8d98a7', '#252d37'];

/** Told apart on dark ground and by color-blind eyes; the first is that of what matters most. */
const COLORS = ['#4cc2b0', '#ffd166', '#56c4f5', '#ff8f6b', '#b3a2ff', '#e79bd0', '#c8e05a', '#f4f1de'];

/** The curves of a job whose names begin with `prefix`, over its steps. */
export class JobCurves extends LitElement {
  static properties = { title: {}, prefix: {}, curves: { attribute: false }, log: { state: true } };

  #plot = null;
  #drawn = '';

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.sizes = new ResizeObserver(() => this.#fit());
  }

  disconnectedCallback() {
    this.sizes.disconnect();
    this.#forget();
    super.disconnectedCallback();
  }

  firstUpdated() {
    this.sizes.observe(this.querySelector('.plot'));
  }

  render() {
    const found = this.#found();
    const isLoss = this.prefix === 'loss/';
    return html`<section class="card" aria-label=${this.title}>
      <div class="account-head"><h2>${this.title}</h2>${isLoss && found.length ? html`<button class="small" aria-pressed=${Boolean(this.log)} @click=${() => (this.log = !this.log)}>log scale</button>` : nothing}</div>
      <div class="plot" role="img" aria-label=${words(this.title, found)}></div>
      ${found.length ? nothing : html`<p class="quiet none">${isLoss ? 'No step yet.' : 'Nothing measured yet.'}</p>`}
    </section>`;
  }

  updated() {
    const found = this.#found();
    if (found.length === 0) return this.#forget();
    const drawn = found.map(({ name }) => name).join() + this.log + (found[0].steps.length > FEW_POINTS);
    const data = uPlot.join(found.map(({ steps, values }) => [steps, values]));
    if (drawn !== this.#drawn) {
      this.#forget();
      this.#plot = new uPlot(this.#options(found), data, this.querySelector('.plot'));
      this.#drawn = drawn;
    } else {
      this.#plot.setData(data);
    }
  }

  #found() {
    return (this.curves ?? []).filter(({ name }) => name.startsWith(this.prefix));
  }

  #options(found) {
    const axis = { stroke: QUIET, font: FONT, grid: { stroke: LINE, width: 1 }, ticks: { stroke: LINE, width: 1, size: 4 } };
    const short = value => (value === null || value === undefined ? '–' : Math.abs(value) >= 1000 ? value.toLocaleString() : Number(value.toPrecision(4)).toString());
    return {
      width: this.#width(), height: HEIGHT, padding: [8, 8, 0, 0],
      scales: { x: { time: false }, y: this.log ? { distr: 3 } : {} },
      axes: [
        { ...axis, size: 26, space: 70, values: (_, splits) => splits.map(step => (step >= 10_000 ? `${digits(step / 1000)}k` : step.toLocaleString())) },
        { ...axis, size: 46, space: 34, values: (_, splits) => splits.map(value => (value === null ? '' : short(value))) },
      ],
      cursor: { y: false, points: { size: 6 } },
      legend: { markers: { width: 0, fill: (plot, series) => plot.series[series].stroke() } },
      series: [
        { label: 'step', value: (plot, step) => (step ?? plot.data[0].at(-1) ?? 0).toLocaleString() },
        ...found.map(({ name, steps }, i) => ({
          label: name.slice(this.prefix.length), stroke: COLORS[i % COLORS.length], width: name.endsWith('/total') ? 2 : 1.5, spanGaps: true,
          points: { show: steps.length <= FEW_POINTS, size: 5 }, value: (plot, value, series) => short(value ?? (plot.cursor.idx === null ? newest(plot.data[series]) : null)),
        })),
      ],
    };
  }

  #width() {
    return Math.max(160, this.querySelector('.plot').clientWidth);
  }

  #fit() {
    if (this.#plot && this.#plot.width !== this.#width()) this.#plot.setSize({ width: this.#width(), height: HEIGHT });
  }

  #forget() {
    this.#plot?.destroy();
    this.#plot = null;
    this.#drawn = '';
  }
}

/** While no pointer is over the plot, its legend tells the newest. */
function newest(values) {
  return values.findLast(value => value !== null && value !== undefined);
}

/** For those who cannot see it. */
function words(title, found) {
  return `${title}: ${found.map(({ name, values }) => `${name.split('/')[1]} from ${values[0]?.toPrecision(3)} to ${values.at(-1)?.toPrecision(3)}`).join(', ')}`;
}

customElements.define('job-curves', JobCurves);
