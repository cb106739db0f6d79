const BASE = '/api/registry';
const PATIENCE_MS = 20_000;
const NAME_KEY = 'sightline.by';

/** What was refused, in the sentence of who refused it. */
export class Refused extends Error {
  constructor(status, problem) {
    super(problem?.detail ?? `The server answered ${status}.`);
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

/** One call of the registry; fails with {@link Refused}. */
export function call(method, path, body, headers = {}) {
  return callServer(method, BASE + path, body, headers);
}

/** One call of the dashboards themselves; fails with {@link Refused}. */
export async function callServer(method, address, body, headers = {}) {
  let response;
  try {
    response = await fetch(address, {
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
