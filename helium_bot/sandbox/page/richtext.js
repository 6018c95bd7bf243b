// Text with Telegram's entities as DOM nodes. Offsets count UTF-16 units, as JavaScript's strings do.

const STYLES = { bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code" };
const BLOCKS = new Set(["blockquote", "expandable_blockquote", "pre"]);

/**
 * Append `text` marked by `entities` to `parent`.
 * `acts` says what happens on a tap: `command(text)`, `start(payload)`, and which quotes stand open: `open` (a Set).
 */
export function write(parent, text, entities, acts, key = "") {
  writeRun(parent, text, 0, text.length, entities, acts, key);
}

function writeRun(parent, text, start, end, entities, acts, key) {
  let at = start;
  let afterBlock = false;
  const put = (until) => {
    let run = text.slice(at, until);
    if (afterBlock) run = run.replace(/^\n/, "");
    if (run) parent.append(run);
    at = until;
    afterBlock = false;
  };
  for (let index = 0; index < entities.length; index += 1) {
    const entity = entities[index];
    const entityEnd = entity.offset + entity.length;
    if (entity.offset < at || entityEnd > end) continue;
    put(entity.offset);
    const inner = entities.filter((other, place) => place > index && other.offset >= entity.offset && other.offset + other.length <= entityEnd);
    const element = elementFor(entity, text.slice(entity.offset, entityEnd), acts, `${key}:${entity.offset}`);
    writeRun(element.inside ?? element, text, entity.offset, entityEnd, inner, acts, key);
    parent.append(element.outside ?? element);
    at = entityEnd;
    afterBlock = BLOCKS.has(entity.type);
  }
  put(end);
}

function elementFor(entity, text, acts, key) {
  if (STYLES[entity.type]) return document.createElement(STYLES[entity.type]);
  switch (entity.type) {
    case "pre": {
      const outside = document.createElement("pre");
      const inside = document.createElement("code");
      outside.append(inside);
      return { outside, inside };
    }
    case "text_link":
      return link(entity.url, acts);
    case "url":
      return link(text, acts);
    case "email":
      return link(`mailto:${text}`, acts);
    case "bot_command":
      return pressable("command", () => acts.command(text));
    case "spoiler":
      return spoiler();
    case "blockquote":
      return document.createElement("blockquote");
    case "expandable_blockquote":
      return quote(acts.open, key);
    case "date_time":
      return moment(entity, text);
    default:
      return document.createElement("span");
  }
}

/** A link that opens apart; one that starts this very bot is sent as a command; any other scheme is plain text. */
export function link(address, acts) {
  let url;
  try {
    url = new URL(address);
  } catch {
    return document.createElement("span");
  }
  const payload = url.searchParams.get("start");
  if (url.hostname === "t.me" && url.pathname.slice(1).toLowerCase() === acts.username?.toLowerCase()) {
    return pressable("command", () => acts.command(payload ? `/start ${payload}` : "/start"));
  }
  if (!["http:", "https:", "mailto:"].includes(url.protocol)) return document.createElement("span");
  const anchor = document.createElement("a");
  anchor.href = url.href;
  anchor.target = "_blank";
  anchor.rel = "noopener noreferrer";
  return anchor;
}

function pressable(name, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = name;
  button.addEventListener("click", act);
  return button;
}

function spoiler() {
  const button = pressable("spoiler", () => button.classList.add("shown"));
  return button;
}

/** A quote that shows three lines until it is opened; it folds only when there is more to see. */
function quote(open, key) {
  const outside = document.createElement("blockquote");
  outside.className = "expandable";
  const inside = document.createElement("div");
  inside.className = "quoted";
  const toggle = pressable("fold", () => {
    if (open.has(key)) open.delete(key);
    else open.add(key);
    show();
  });
  const show = () => {
    const expanded = open.has(key);
    outside.classList.toggle("open", expanded);
    toggle.setAttribute("aria-expanded", String(expanded));
    toggle.setAttribute("aria-label", expanded ? "Show less of the quote" : "Show the whole quote");
  };
  inside.addEventListener("click", (event) => {
    const selecting = String(getSelection()).length > 0;
    if (!selecting && !event.target.closest("a, button") && !toggle.hidden) toggle.click();
  });
  outside.append(inside, toggle);
  show();
  return { outside, inside };
}

/** Hide the fold of quotes that are short enough to be seen whole. Call once they are laid out. */
export function foldQuotes(root) {
  for (const outside of root.querySelectorAll("blockquote.expandable:not(.open)")) {
    const inside = outside.querySelector(".quoted");
    if (!inside.clientHeight) continue;
    const short = inside.scrollHeight <= inside.clientHeight + 2;
    outside.querySelector(".fold").hidden = short;
    outside.classList.toggle("short", short);
  }
}

function moment(entity, text) {
  const outside = document.createElement("time");
  const when = new Date(entity.unix_time * 1000);
  outside.dateTime = when.toISOString();
  const words = formatted(when, entity.date_time_format ?? "");
  outside.title = when.toLocaleString([], { dateStyle: "full", timeStyle: "short" });
  if (!words) return outside;
  outside.append(words);
  outside.setAttribute("aria-label", `${words} (${text})`);
  return { outside, inside: document.createElement("span") };
}

function formatted(when, form) {
  if (!form) return "";
  if (form === "r") return relative(when);
  const options = {};
  if (form.includes("w")) options.weekday = "long";
  if (form.includes("d")) options.dateStyle = "short";
  if (form.includes("D")) options.dateStyle = "long";
  if (form.includes("t")) options.timeStyle = "short";
  if (form.includes("T")) options.timeStyle = "medium";
  if (!options.weekday) return when.toLocaleString([], options);
  const { weekday, ...rest } = options;
  const day = when.toLocaleDateString([], { weekday });
  return Object.keys(rest).length ? `${day}, ${when.toLocaleString([], rest)}` : day;
}

function relative(when) {
  const seconds = (when - Date.now()) / 1000;
  const steps = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];
  const [unit, size] = steps.find(([, size]) => Math.abs(seconds) >= size) ?? steps[3];
  return new Intl.RelativeTimeFormat([], { numeric: "auto" }).format(Math.round(seconds / size), unit);
}
