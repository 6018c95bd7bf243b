// A phone: one person's chat with the bot.

import { bubble, day, make } from "./bubble.js";
import { CommandMenu } from "./menu.js";
import { foldQuotes, write } from "./richtext.js";
import { fetchJson, post } from "./wire.js";

const TYPING_SECONDS = 5;
const ACTIONS = {
  typing: "typing",
  upload_document: "sending a file",
  upload_photo: "sending a photo",
};

export class Phone {
  constructor(person, bot, onUnseen) {
    this.person = person;
    this.onUnseen = onUnseen;
    this.transcript = { entries: [], keyboard: [], draft: null, version: -1 };
    this.shown = new Map();
    this.unseen = 0;
    this.answering = null;
    this.correcting = null;
    this.acts = { open: new Set(), command: (text) => this.send(text) };
    this.element = document.getElementById("phone").content.firstElementChild.cloneNode(true);
    this.find = (selector) => this.element.querySelector(selector);
    this.input = this.find("textarea");
    this.scroller = this.find(".scroll");
    this.log = this.find(".log");
    this.introduce(person, bot);
    this.menu = new CommandMenu(this.find(".commands"), this.find(".menu"), this.input, (text) => this.send(text), person.id);
    this.menu.offer(person.menu);
    this.listen();
  }

  introduce(person, bot) {
    this.botName = bot.name;
    this.acts.username = bot.username;
    this.element.id = `phone-${person.id}`;
    this.element.setAttribute("aria-label", `${person.name}${person.role ? `, ${person.role.toLowerCase()}` : ""}`);
    if (person.colour) this.element.style.setProperty("--accent", person.colour);
    this.find(".avatar").textContent = [...person.first_name][0] ?? "";
    this.find(".person").textContent = person.name;
    this.find(".role").textContent = person.role;
    this.find(".language").textContent = person.language_code;
    this.find(".language").title = `Telegram language: ${person.language_code}`;
    this.find(".bot").textContent = bot.name;
    this.find(".description").textContent = bot.description[person.id] || "Press Start to begin.";
    this.find(".description").lang = person.language_code;
    this.log.setAttribute("aria-label", `Chat of ${person.first_name} with ${bot.name}`);
    this.log.lang = person.language_code;
    this.scroller.setAttribute("aria-label", `Messages of ${person.first_name}`);
    this.input.setAttribute("aria-label", `Message as ${person.first_name}`);
    this.find(".menu").setAttribute("aria-label", "Commands");
    this.menu?.offer(person.menu);
  }

  listen() {
    this.find("form.composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.input.addEventListener("keydown", (event) => this.onKey(event));
    this.input.addEventListener("input", () => this.grow());
    this.find(".start").addEventListener("click", () => this.send("/start"));
    this.find(".context button").addEventListener("click", () => this.leaveContext());
    this.find(".down").addEventListener("click", () => this.toBottom(true));
    this.find("input[type=file]").addEventListener("change", (event) => this.sendFile(event.target));
    this.scroller.addEventListener("scroll", () => this.onScroll(), { passive: true });
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.onEscape();
    });
    new ResizeObserver(() => this.settle()).observe(this.scroller);
  }

  // -- writing

  onKey(event) {
    if (event.isComposing || this.menu.onKey(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.submit();
    } else if (event.ctrlKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      this.stepReply(event.key === "ArrowUp" ? -1 : 1);
    } else if (event.key === "ArrowUp" && !this.input.value) {
      const own = this.messages().findLast((message) => message.from === "person" && !message.file);
      if (own) {
        event.preventDefault();
        this.edit(own);
      }
    }
  }

  /** Ctrl+↑ and Ctrl+↓ choose the message to reply to, as in Telegram's own programs. */
  stepReply(step) {
    const messages = this.messages();
    const place = this.answering ? messages.findIndex((message) => message.id === this.answering.id) : messages.length;
    const next = messages[place + step];
    if (next) {
      this.replyTo(next);
      this.show(next.id);
    } else if (step > 0) {
      this.leaveContext();
    }
  }

  onEscape() {
    if (this.menu.open) this.menu.close();
    else if (!this.find(".context").hidden) this.leaveContext();
    this.input.focus();
  }

  async submit() {
    const text = this.input.value.trim();
    if (!text) return;
    const correcting = this.correcting;
    this.input.value = "";
    this.grow();
    this.menu.close();
    const done = correcting
      ? await this.tell(post(`/people/${this.person.id}/messages/${correcting.id}`, { text }))
      : await this.send(text);
    if (!done) {
      this.input.value = text;
      this.grow();
      return;
    }
    this.leaveContext();
  }

  async send(text) {
    const body = { text, reply_to: this.answering?.id ?? null };
    const sent = await this.tell(post(`/people/${this.person.id}/messages`, body));
    if (sent) this.toBottom();
    return sent;
  }

  async sendFile(input) {
    const [file] = input.files;
    if (!file) return;
    const form = new FormData();
    form.append("file", file);
    form.append("kind", /^image\/(png|jpeg|gif)$/.test(file.type) ? "photo" : "document");
    form.append("caption", this.input.value.trim());
    if (await this.tell(post(`/people/${this.person.id}/files`, form))) {
      this.input.value = "";
      this.grow();
    }
    input.value = "";
  }

  /** Wait for a deed; on failure say so in the toast. */
  async tell(promise) {
    try {
      return (await promise) ?? true;
    } catch (error) {
      this.toast(error.message);
      return null;
    }
  }

  grow() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, 160)}px`;
    this.menu.filter();
  }

  replyTo(message) {
    this.correcting = null;
    this.answering = message;
    this.openContext(`Reply to ${message.from === "bot" ? this.botName : this.person.first_name}`, message.text || message.file?.name || "");
  }

  edit(message) {
    this.answering = null;
    this.correcting = message;
    this.openContext("Edit message", message.text);
    this.input.value = message.text;
    this.grow();
  }

  openContext(title, words) {
    const context = this.find(".context");
    context.querySelector("strong").textContent = title;
    context.querySelector(".context-words > span").textContent = words.replace(/\s+/g, " ").slice(0, 120);
    context.hidden = false;
    this.input.focus();
  }

  leaveContext() {
    if (this.correcting) {
      this.input.value = "";
      this.grow();
    }
    this.answering = null;
    this.correcting = null;
    this.find(".context").hidden = true;
  }

  // -- tapping

  async tap(element, button, message) {
    if (button.copy_text) {
      await navigator.clipboard?.writeText(button.copy_text.text).catch(() => {});
      this.toast("Copied");
      return;
    }
    if (element.getAttribute("aria-busy") === "true") return;
    element.setAttribute("aria-busy", "true");
    const body = { data: button.callback_data, message: message.id };
    const tapped = await this.tell(post(`/people/${this.person.id}/taps`, body));
    const answered = tapped && (await this.tell(fetchJson(`/taps/${tapped.id}?timeout=15`)));
    element.removeAttribute("aria-busy");
    if (answered?.answer?.text) this.answer(answered.answer);
  }

  answer({ text, show_alert: alert }) {
    if (!alert) {
      this.toast(text);
      return;
    }
    const dialog = this.find("dialog");
    dialog.querySelector("p").textContent = text;
    dialog.setAttribute("aria-label", `Message from ${this.botName}`);
    dialog.showModal();
  }

  toast(text) {
    const toast = this.find(".toast");
    toast.textContent = text;
    toast.classList.add("up");
    clearTimeout(this.toastTimer);
    this.toastTimer = setTimeout(() => toast.classList.remove("up"), 3500);
  }

  // -- showing

  messages() {
    return this.transcript.entries.filter((entry) => entry.kind === "message" && !entry.deleted);
  }

  message(number) {
    return this.messages().find((message) => message.id === number);
  }

  show(number) {
    const element = this.log.querySelector(`[data-id="${number}"]`);
    if (!element) return;
    element.scrollIntoView({ block: "center", behavior: "smooth" });
    element.classList.remove("flash");
    void element.offsetWidth;
    element.classList.add("flash");
  }

  draw(transcript) {
    const first = this.transcript.version < 0;
    const atBottom = this.atBottom();
    const known = new Set(this.shown.keys());
    this.transcript = transcript;
    const messages = this.messages();
    this.drawMessages(messages);
    this.drawDraft(transcript.draft);
    this.drawTyping();
    this.drawKeyboard(transcript.keyboard);
    this.drawStart(transcript.entries.length === 0);
    const fresh = messages.filter((message) => message.from === "bot" && !known.has(`m${message.id}`)).length;
    if (first || atBottom) this.toBottom();
    else this.notice(fresh);
    if (!first && fresh && !this.element.offsetParent) this.onUnseen(fresh);
  }

  drawMessages(messages) {
    const wanted = new Map();
    let date = "";
    for (const message of messages) {
      const today = day(message.at);
      if (today !== date) wanted.set(`d${today}`, { signature: today, build: () => make("div", "date", make("span", "", today)) });
      date = today;
      const replied = message.reply_to ? this.message(message.reply_to)?.text : "";
      wanted.set(`m${message.id}`, { signature: JSON.stringify([message, replied, this.botName]), build: () => bubble(message, this) });
    }
    for (const [key, { element }] of this.shown) {
      if (!wanted.has(key)) {
        element.remove();
        this.shown.delete(key);
      }
    }
    let previous = null;
    for (const [key, { signature, build }] of wanted) {
      const former = this.shown.get(key);
      const element = former?.signature === signature ? former.element : this.replace(former?.element, build());
      if (!former) {
        if (previous) previous.after(element);
        else this.log.prepend(element);
      }
      this.shown.set(key, { signature, element });
      previous = element;
    }
    this.group();
    foldQuotes(this.log);
  }

  /** Put `element` in the place of `former`, and the focus on the same button again. */
  replace(former, element) {
    if (!former) return element;
    const focused = former.contains(document.activeElement) ? document.activeElement : null;
    const place = focused?.dataset.place;
    former.replaceWith(element);
    if (focused) (element.querySelector(`[data-place="${place}"]`) ?? this.scroller).focus({ preventScroll: true });
    return element;
  }

  /** Only the last of several bubbles of one side has a tail. */
  group() {
    const all = [...this.log.children];
    all.forEach((element, index) => {
      const side = (other) => other?.classList.contains("message") && other.classList.contains("own-side") === element.classList.contains("own-side");
      element.classList.toggle("follows", Boolean(side(all[index - 1])));
      element.classList.toggle("last", !side(all[index + 1]));
    });
  }

  drawDraft(draft) {
    const element = this.find(".draft");
    element.hidden = !draft;
    if (!draft) return;
    const words = make("div", "words");
    write(words, draft.text || "…", draft.entities, this.acts, "draft");
    element.replaceChildren(words);
    foldQuotes(element);
  }

  drawTyping() {
    clearTimeout(this.typingTimer);
    const entries = this.transcript.entries;
    const last = entries.findLast((entry) => entry.kind === "action" || (entry.kind === "message" && entry.from === "bot"));
    const left = last?.kind === "action" ? TYPING_SECONDS - (Date.now() - new Date(last.at)) / 1000 : 0;
    const status = this.find(".status");
    const busy = left > 0 || Boolean(this.transcript.draft);
    status.classList.toggle("busy", busy);
    status.textContent = busy ? ACTIONS[last?.action] ?? "typing" : "bot";
    if (left > 0) this.typingTimer = setTimeout(() => this.drawTyping(), left * 1000 + 50);
  }

  drawKeyboard(rows) {
    const element = this.find(".keyboard");
    element.hidden = rows.length === 0;
    element.replaceChildren(...rows.map((row) => make("div", "row", ...row.map((label) => {
      const button = make("button", "", label);
      button.type = "button";
      button.addEventListener("click", () => this.send(label));
      return button;
    }))));
  }

  drawStart(empty) {
    const hadFocus = document.activeElement === this.find(".start");
    this.find(".empty").hidden = !empty;
    this.find(".start").hidden = !empty;
    this.find(".composer").hidden = empty;
    if (hadFocus && !empty) this.input.focus();
  }

  // -- scrolling

  atBottom() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight < 60;
  }

  toBottom(smooth = false) {
    this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior: smooth ? "smooth" : "instant" });
    this.stuck = true;
    this.unseen = 0;
    this.onScroll();
  }

  settle() {
    foldQuotes(this.log);
    if (this.stuck) this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior: "instant" });
  }

  notice(fresh) {
    this.unseen += fresh;
    this.onScroll();
  }

  onScroll() {
    this.stuck = this.atBottom();
    if (this.stuck) this.unseen = 0;
    this.find(".down").hidden = this.stuck;
    this.find(".unseen").textContent = this.unseen ? String(this.unseen) : "";
  }
}
