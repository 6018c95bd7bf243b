// Bubbles: messages as they stand in a chat.

import { link, write } from "./richtext.js";

export function make(tag, name, ...children) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.append(...children);
  return element;
}

export function clock(at) {
  return new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}

export function day(at) {
  const when = new Date(at);
  const today = new Date();
  const year = when.getFullYear() === today.getFullYear() ? undefined : "numeric";
  if (when.toDateString() === today.toDateString()) return "Today";
  return when.toLocaleDateString("en-GB", { day: "numeric", month: "long", year });
}

/** The element of a message. `phone` gives names, the other messages, and what happens on taps. */
export function bubble(message, phone) {
  const own = message.from === "person";
  const element = make("article", `message ${own ? "own-side" : "bot-side"}`);
  element.dataset.id = message.id;
  const body = make("div", `bubble ${own ? "own-side" : "bot-side"}`);
  body.append(make("span", "hidden", `${own ? phone.person.first_name : phone.botName}, ${clock(message.at)}: `));
  if (message.reply_to) body.append(replied(message.reply_to, phone));
  if (message.file) body.append(attachment(message));
  if (message.text) {
    const words = make("div", "words");
    words.dir = "auto";
    write(words, message.text, message.entities, phone.acts, String(message.id));
    body.append(words);
  }
  body.append(footer(message));
  element.append(body, tools(message, own, phone));
  if (message.buttons.length) element.append(buttons(message, phone));
  return element;
}

function footer(message) {
  const foot = make("div", "foot");
  for (const reaction of message.reactions) {
    foot.append(make("span", "reaction", reaction.emoji.join(" ")));
  }
  const meta = make("span", "meta");
  if (message.edited) meta.append(make("span", "edited", "edited"), " ");
  const time = make("time", "", clock(message.at));
  time.dateTime = message.at;
  meta.append(time);
  foot.append(meta);
  return foot;
}

function replied(number, phone) {
  const original = phone.message(number);
  const box = make("button", "replied");
  box.type = "button";
  const who = original?.from === "bot" ? phone.botName : phone.person.first_name;
  const words = original ? original.text || original.file?.name || "" : "Deleted message";
  box.append(make("strong", "", original ? who : ""), make("span", "", words.replace(/\s+/g, " ").slice(0, 120)));
  box.addEventListener("click", () => phone.show(number));
  return box;
}

function attachment(message) {
  const { file } = message;
  const address = `/control/files/${encodeURIComponent(file.id)}`;
  if (file.kind === "photo") {
    const image = make("img", "photo");
    image.src = address;
    image.alt = message.text || file.name;
    image.width = file.width;
    image.height = file.height;
    return image;
  }
  const anchor = make("a", "file");
  anchor.href = address;
  anchor.download = file.name;
  const sign = make("span", "file-sign", (file.name.split(".").pop() || "file").slice(0, 4));
  sign.setAttribute("aria-hidden", "true");
  const name = make("span", "file-name", file.name);
  anchor.append(sign, make("span", "file-words", name, make("span", "file-size", `${size(file.size)} · Download`)));
  return anchor;
}

function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(1)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

function tools(message, own, phone) {
  const bar = make("div", "tools");
  bar.append(tool("Reply", () => phone.replyTo(message)));
  if (own && !message.file) bar.append(tool("Edit", () => phone.edit(message)));
  return bar;
}

function tool(label, act) {
  const button = make("button", "tool", label);
  button.type = "button";
  button.tabIndex = -1; // else every message would be a stop on the way; the keys are ↑ and Ctrl+↑ in the field
  button.addEventListener("click", act);
  return button;
}

function buttons(message, phone) {
  const block = make("div", "buttons");
  block.setAttribute("role", "group");
  block.setAttribute("aria-label", "Buttons of this message");
  message.buttons.forEach((row, line) => {
    const element = make("div", "row");
    row.forEach((button, place) => element.append(inlineButton(button, message, phone, `${line}.${place}`)));
    block.append(element);
  });
  return block;
}

function inlineButton(button, message, phone, place) {
  let element;
  if (button.url) {
    element = link(button.url, phone.acts);
    element.classList.add("outward");
  } else {
    element = make("button", button.copy_text ? "copies" : "");
    element.type = "button";
    element.addEventListener("click", () => phone.tap(element, button, message));
  }
  element.classList.add("inline");
  if (button.style) element.classList.add(button.style);
  element.dataset.place = place;
  element.append(make("span", "", button.text));
  return element;
}
