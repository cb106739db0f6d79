import { LitElement, html, nothing } from 'lit';
import { callServer, myName, rememberName } from './call.js';
import { nameOf } from './jobs.js';

/** The form for a new job. */
export class JobForm extends LitElement {
  static properties = { jobs: { attribute: false }, recipes: { state: true }, busy: { state: true }, problem: { state: true } };

  recipes = [];

  createRenderRoot() {
    return this;
  }

  async connectedCallback() {
    super.connectedCallback();
    try {
      const { recipes } = await callServer('GET', '/api/training/recipes');
      this.recipes = recipes;
    } catch {
      this.recipes = []; // the example is there without them
    }
  }

  firstUpdated() {
    this.#fill('');
  }

  render() {
    return html`<a class="back" href="#/training">← All jobs</a>
      <form class="card form job-form" aria-label="New job" @submit=${this.#submit}>
        <h1>New training job</h1>
        <p class="quiet">A recipe says what is to be learned, from what, and under which conditions it is published. The job service works it off in a process of its own; a job waits until the one before it has ended.</p>
        <div class="fields">
          <label>Begin with <select name="begin" @change=${event => this.#fill(event.target.value)}>
            <option value="">an example with comments</option>
            ${this.recipes.length ? html`<optgroup label="Recipes of this site">${this.recipes.map(({ name }) => html`<option value="recipe/${name}">${name}</option>`)}</optgroup>` : nothing}
            ${this.jobs.length ? html`<optgroup label="Earlier jobs">${this.jobs.slice(0, 20).map(job => html`<option value="job/${job.job}">${job.job}, ${nameOf(job)}</option>`)}</optgroup>` : nothing}
          </select></label>
        </div>
        <label class="text">Recipe <textarea name="recipe" rows="18" spellcheck="false" autocapitalize="off" required
          aria-invalid=${this.problem ? 'true' : 'false'} aria-describedby="job-problem"></textarea></label>
        <div class="fields">
          <label class="wide">Data folder <input name="data" maxlength="1000" placeholder="as the recipe says" spellcheck="false"></label>
          <label>Your name <input name="by" maxlength="64" required .value=${myName()}></label>
          <button class="primary" ?disabled=${this.busy}>${this.busy ? 'Submitting …' : 'Submit'}</button>
        </div>
        <p id="job-problem" class="outcome bad" role="alert">${this.problem ?? ''}</p>
      </form>`;
  }

  async #fill(from) {
    const [kind, name] = [from.slice(0, from.indexOf('/')), from.slice(from.indexOf('/') + 1)];
    this.problem = '';
    try {
      const text = kind === 'recipe' ? this.recipes.find(each => each.name === name).text
        : kind === 'job' ? (await callServer('GET', `/api/training/jobs/${name}`)).recipeText : await example();
      this.querySelector('textarea').value = text;
    } catch (refused) {
      this.problem = refused.message;
    }
  }

  #submit = async event => {
    event.preventDefault();
    const fields = new FormData(event.target);
    rememberName(fields.get('by'));
    this.busy = true;
    this.problem = '';
    try {
      const { job } = await callServer('POST', '/api/training/jobs', { recipe: fields.get('recipe'), data: fields.get('data'), by: myName() });
      location.hash = `#/training/${job}`;
    } catch (refused) {
      this.problem = refused.message;
      this.updateComplete.then(() => this.querySelector('#job-problem').scrollIntoView({ block: 'nearest' }));
    } finally {
      this.busy = false;
    }
  };
}

async function example() {
  const response = await fetch('/example-recipe.yaml');
  return response.ok ? response.text() : 'name: people\ntask: detect\n';
}

customElements.define('job-form', JobForm);
