// The command menu behind the "/" button, and while a command is being typed.

import { make } from "./bubble.js";

export class CommandMenu {
  constructor(list, button, input, send, id) {
    Object.assign(this, { list, button, input, send });
    this.commands = [];
    this.chosen = -1;
    list.id = `commands-${id}`;
    list.setAttribute("aria-label", "Commands");
    button.setAttribute("aria-controls", list.id);
    button.addEventListener("click", () => (this.open ? this.close() : this.show(this.commands, true)));
  }

  get open() {
    return !this.list.hidden;
  }

  offer(commands) {
    this.commands = commands;
    this.button.hidden = commands.length === 0;
  }

  /** Show the commands that begin as what is being typed. */
  filter() {
    const typed = this.input.value;
    if (!/^\/\w*$/.test(typed)) {
      this.close();
      return;
    }
    const fitting = this.commands.filter((command) => `/${command.command}`.startsWith(typed.toLowerCase()));
    if (fitting.length) this.show(fitting);
    else this.close();
  }

  show(commands, focus = false) {
    this.chosen = -1;
    this.list.replaceChildren(...commands.map((command, index) => this.option(command, index)));
    this.list.hidden = false;
    this.button.setAttribute("aria-expanded", "true");
    if (focus) {
      this.input.focus();
      this.choose(0);
    }
  }

  option({ command, description }, index) {
    const option = make("div", "option", make("strong", "", `/${command}`), make("span", "", description));
    option.id = `${this.list.id}-${index}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.addEventListener("mousedown", (event) => event.preventDefault());
    option.addEventListener("click", () => this.take(command));
    return option;
  }

  choose(index) {
    const options = [...this.list.children];
    this.chosen = (index + options.length) % options.length;
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === this.chosen)));
    options[this.chosen].scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", options[this.chosen].id);
  }

  take(command) {
    this.input.value = "";
    this.close();
    this.send(`/${command}`);
    this.input.focus();
  }

  close() {
    this.list.hidden = true;
    this.chosen = -1;
    this.button.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  /** Whether the key was for the menu. */
  onKey(event) {
    if (!this.open) return false;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      this.choose(this.chosen + (event.key === "ArrowDown" ? 1 : this.chosen < 0 ? 0 : -1));
    } else if ((event.key === "Enter" || event.key === "Tab") && this.chosen >= 0) {
      this.list.children[this.chosen].click();
    } else {
      return false;
    }
    event.preventDefault();
    return true;
  }
}
