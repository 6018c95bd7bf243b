// Talking to the sandbox's control API.

const BASE = "/control";

async function answered(response) {
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(body.error ?? body.description ?? `The sandbox answered ${response.status}.`);
  return body;
}

export async function fetchJson(path) {
  return answered(await reach(`${BASE}${path}`));
}

/** Post a JSON value or a form. */
export async function post(path, body) {
  const form = body instanceof FormData;
  const options = { method: "POST", body: form ? body : JSON.stringify(body) };
  if (!form) options.headers = { "Content-Type": "application/json" };
  return answered(await reach(`${BASE}${path}`, options));
}

async function reach(address, options) {
  try {
    return await fetch(address, options);
  } catch {
    throw new Error("The sandbox cannot be reached. Is it still running?");
  }
}

/** Live changes: `onChange({version, chats})` at once and after each change, also after a break; `onState(word)`. */
export function live(onChange, onState) {
  const source = new EventSource(`${BASE}/events`);
  source.addEventListener("open", () => onState("live"));
  source.addEventListener("error", () => onState("broken"));
  source.addEventListener("change", (event) => onChange(JSON.parse(event.data)));
  return source;
}
