const BASE = '/api/registry';
const PATIENCE_MS = 20_000;
const NAME_KEY = 'sightline.by';

/** What the registry refused, in its own sentence. */
export class Refused extends Error {
  constructor(status, problem) {
    super(problem?.detail ?? `The registry answered ${status}.`);
    this.status = status;
    this.gapWouldHelp = problem?.gapWouldHelp === true;
  }
}

/** Who changes things, as this browser was told last. */
export function myName() {
  return localStorage.getItem(NAME_KEY) || 'dashboards';
}

export function rememberName(name) {
  localStorage.setItem(NAME_KEY, name.trim());
}

/** One call; fails with {@link Refused}. */
export async function call(method, path, body, headers = {}) {
  let response;
  try {
    response = await fetch(BASE + path, {
      method, signal: AbortSignal.timeout(PATIENCE_MS),
      headers: body ? { 'Content-Type': 'application/json', ...headers } : headers,
      body: body ? JSON.stringify(body) : undefined,
    });
  } catch {
    throw new Refused(0, { detail: 'The server does not answer. Nothing is known to have changed; look again.' });
  }
  const json = await response.json().catch(() => null);
  if (!response.ok) throw new Refused(response.status, json);
  return json;
}
