// The chat page: a phone for each person, kept up to date by server-sent events.

import { make } from "./bubble.js";
import { Phone } from "./phone.js";
import { fetchJson, live } from "./wire.js";

const phones = new Map();
const drawn = new Map();
const tabs = document.getElementById("tabs");
const connection = document.getElementById("connection");
const STATES = { live: "Live", broken: "Connection lost, trying again…" };

let latest = null;
let refreshing = false;
let shownRun = null; // versions count from the start of the sandbox, so they mean nothing to its next run

/** Bring the page into step with the newest change; changes that come meanwhile are taken up in the same run. */
async function refresh(change) {
  latest = change;
  if (refreshing) return;
  refreshing = true;
  try {
    while (latest) {
      const { run, chats } = latest;
      latest = null;
      if (run !== shownRun) drawn.clear();
      shownRun = run;
      await drawState();
      await Promise.all([...phones].map(([id, phone]) => drawChat(id, phone, chats[id])));
    }
  } finally {
    refreshing = false;
  }
}

async function drawState() {
  const state = await fetchJson("/state");
  document.getElementById("bot-name").textContent = state.bot.name;
  document.getElementById("nobody").hidden = state.people.length > 0;
  for (const id of phones.keys()) {
    if (!state.people.some((person) => person.id === id)) removePhone(id);
  }
  for (const person of state.people) {
    if (phones.has(person.id)) phones.get(person.id).introduce(person, state.bot);
    else addPhone(person, state.bot);
  }
}

async function drawChat(id, phone, version) {
  if (drawn.get(id) === version) return;
  const transcript = await fetchJson(`/chats/${id}/transcript`);
  drawn.set(id, transcript.version);
  phone.draw(transcript);
}

function addPhone(person, bot) {
  const tab = make("button", "tab", make("span", "", person.name, make("small", "", person.role)), make("span", "badge"));
  tab.type = "button";
  tab.id = `tab-${person.id}`;
  tab.setAttribute("role", "tab");
  tab.setAttribute("aria-controls", `phone-${person.id}`);
  if (person.colour) tab.style.setProperty("--accent", person.colour);
  tab.addEventListener("click", () => select(person.id));
  tab.addEventListener("keydown", onTabKey);
  tabs.append(tab);
  const phone = new Phone(person, bot, (fresh) => {
    const badge = tab.querySelector(".badge");
    badge.textContent = String(Number(badge.textContent || 0) + fresh);
  });
  phones.set(person.id, phone);
  document.getElementById("phones").append(phone.element);
  if (phones.size === 1) select(person.id);
  else mark();
}

function removePhone(id) {
  phones.get(id).element.remove();
  phones.delete(id);
  document.getElementById(`tab-${id}`).remove();
}

let selected = 0;

function select(id) {
  selected = id;
  mark();
  document.getElementById(`tab-${id}`).querySelector(".badge").textContent = "";
  phones.get(id).settle();
}

function mark() {
  for (const [id, phone] of phones) {
    const tab = document.getElementById(`tab-${id}`);
    tab.setAttribute("aria-selected", String(id === selected));
    tab.tabIndex = id === selected ? 0 : -1;
    phone.element.classList.toggle("selected", id === selected);
  }
}

function onTabKey(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const ids = [...phones.keys()];
  const next = ids[(ids.indexOf(selected) + step + ids.length) % ids.length];
  select(next);
  document.getElementById(`tab-${next}`).focus();
}

live(
  (change) => refresh(change).catch(() => showState("broken")),
  (state) => showState(state),
);

function showState(state) {
  connection.dataset.state = state;
  connection.textContent = STATES[state];
}
