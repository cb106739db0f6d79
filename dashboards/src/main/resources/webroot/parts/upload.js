import { LitElement, html, nothing } from 'lit';
import { call, myName, Refused } from './call.js';
import { bytes, delay } from './words.js';

const LOOK_MS = 250;
const STEPS = { unpack: 'Unpack', graph: 'Graph', tensors: 'Tensors', load: 'Load', warm: 'Warm', noise: 'Noise', golden: 'Golden frames' };

/** A file on its way into the registry, and what the check understood. Event: `stored`. */
export class ModelUpload extends LitElement {
  static properties = { model: {}, file: { state: true }, sent: { state: true }, found: { state: true }, problem: { state: true } };

  createRenderRoot() {
    return this;
  }

  render() {
    const isBusy = this.sent !== undefined && !this.problem && !isDone(this.found);
    return html`<form class="card form" aria-label="Upload a model" @submit=${this.#submit}>
      <h2>Upload a model: an ONNX file, or a ZIP of one with its manifest and golden frames</h2>
      <div class="fields">
        <label>File <input type="file" name="file" accept=".onnx,.zip" required ?disabled=${isBusy}
          @change=${event => { this.file = event.target.files[0]; this.#forget(); }}></label>
        <label>Model <input name="name" required pattern="[A-Za-z0-9._\\-]+" maxlength="64" .value=${this.model || stem(this.file)} ?disabled=${isBusy}></label>
        <label class="wide">Why <input name="why" maxlength="200" placeholder="what is better" ?disabled=${isBusy}></label>
        <button class="primary" ?disabled=${isBusy || !this.file}>Upload</button>
        <button type="button" @click=${() => this.dispatchEvent(new Event('done'))}>${isDone(this.found) ? 'Close' : 'Cancel'}</button>
      </div>
      <div class="outcome" role="status">${this.#outcome()}</div>
    </form>`;
  }

  #outcome() {
    if (this.problem) return html`<p class="bad" role="alert">Not stored: ${this.problem}</p>${checks(this.found)}`;
    if (this.found?.state === 'STORED') {
      const { task, family, input, labels, manifestSource } = this.found.understood ?? {};
      return html`<p class="good">Stored as ${this.found.model}/${this.found.version}.</p>
        <p>${[task, family, input?.width ? `${input.width} × ${input.height}` : '', labels?.length ? `${labels.length} labels` : '',
          manifestSource === 'guessed' ? 'guessed: confirm it below' : ''].filter(Boolean).join(' · ')}</p>${checks(this.found)}`;
    }
    if (this.found) return html`<p>Checking …</p>${checks(this.found)}`;
    if (this.sent === undefined) return html`<p class="quiet">It is checked in a process of its own before a version exists.</p>`;
    return html`<progress max=${this.file.size} value=${this.sent}></progress><p>${bytes(this.sent)} of ${bytes(this.file.size)}</p>`;
  }

  #submit = async event => {
    event.preventDefault();
    const fields = new FormData(event.target);
    this.#forget();
    this.sent = 0;
    const query = new URLSearchParams({ fileName: this.file.name, by: myName(), why: fields.get('why') });
    try {
      const begun = await this.#send(`/api/registry/models/${encodeURIComponent(fields.get('name').trim())}/versions?${query}`);
      this.found = begun;
      while (!isDone(this.found)) {
        this.found = await call('GET', `/imports/${encodeURIComponent(begun.id)}`);
        if (!isDone(this.found)) await new Promise(resolve => setTimeout(resolve, LOOK_MS));
      }
      if (this.found.state === 'REFUSED') this.problem = this.found.problem;
      else this.dispatchEvent(new CustomEvent('stored', { detail: this.found }));
    } catch (refused) {
      this.problem = refused.message;
    }
  };

  #forget() {
    this.sent = this.found = this.problem = undefined;
  }

  /** fetch tells no progress of what it sends. */
  #send(address) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open('POST', address);
      request.responseType = 'json';
      request.setRequestHeader('Content-Type', 'application/octet-stream');
      request.upload.onprogress = ({ loaded }) => (this.sent = loaded);
      request.onload = () => request.status < 300 ? resolve(request.response) : reject(new Refused(request.status, request.response));
      request.onerror = () => reject(new Refused(0, { detail: 'the server broke off; see whether it is there, and send the file again' }));
      request.send(this.file);
    });
  }
}

function checks(found) {
  if (!found?.steps?.length) return nothing;
  return html`<ul class="checks">${found.steps.map(({ name, ok, detail, millis }) => html`<li title=${detail ?? ''}>
    <span class="dot ${ok ? 'good' : 'bad'}"></span>${STEPS[name] ?? name} <span class="quiet">${delay(millis)}</span></li>`)}</ul>`;
}

function isDone(found) {
  return found?.state === 'STORED' || found?.state === 'REFUSED';
}

function stem(file) {
  return file ? file.name.replace(/\.(onnx|zip)$/i, '').replace(/[^\w.-]+/g, '-') : '';
}

customElements.define('model-upload', ModelUpload);
