"""Profile: what people see of the bot besides its messages: name, descriptions, command menus, menu button."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from .refusals import bad_request

Command = Mapping[str, str]
Scope = Mapping[str, Any]

LIMITS = {"name": 64, "description": 512, "short_description": 120}
"""Longest value of each text, in characters."""
MAX_COMMANDS = 100
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_SCOPES = frozenset(
    {
        "default",
        "all_private_chats",
        "all_group_chats",
        "all_chat_administrators",
        "chat",
        "chat_administrators",
        "chat_member",
    }
)


class Profile:
    """Texts per language, commands per scope and language, menu button per chat."""

    def __init__(self, name: str) -> None:
        self._texts: dict[tuple[str, str], str] = {("name", ""): name}
        self._commands: dict[tuple[str, str], list[Command]] = {}
        self._buttons: dict[int | None, Mapping[str, Any]] = {}

    def set_text(self, kind: str, language: str, text: str) -> None:
        """Set ``name``, ``description`` or ``short_description``; "" removes it. Raises Refusal when too long."""
        if len(text) > LIMITS[kind]:
            raise bad_request(f"bot {kind.replace('_', ' ')} is too long")
        self._texts[kind, language] = text

    def text(self, kind: str, language: str) -> str:
        """The text in ``language``, else the one for everybody."""
        return self._texts.get((kind, language)) or self._texts.get((kind, ""), "")

    def set_commands(self, scope: Scope, language: str, commands: Sequence[Any]) -> None:
        """Set the commands of a scope and language. Raises Refusal for what Telegram turns down."""
        key = (scope_key(scope), language)
        if len(commands) > MAX_COMMANDS:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        self._commands[key] = [_checked(command) for command in commands]

    def delete_commands(self, scope: Scope, language: str) -> None:
        """Remove the commands of a scope and language, so that the wider ones show again."""
        self._commands.pop((scope_key(scope), language), None)

    def commands(self, scope: Scope, language: str) -> list[Command]:
        """The commands of exactly this scope and language."""
        return self._commands.get((scope_key(scope), language), [])

    def menu(self, chat: int, language: str) -> list[Command]:
        """The commands a person sees in their private chat: the narrowest scope first, their language first."""
        for scope in (f"chat:{chat}", "all_private_chats", "default"):
            for spoken in (language, ""):
                if (scope, spoken) in self._commands:
                    return self._commands[scope, spoken]
        return []

    def set_button(self, chat: int | None, button: Mapping[str, Any]) -> None:
        """Set the menu button of a chat, or of all chats with None."""
        self._buttons[chat] = button

    def button(self, chat: int | None) -> Mapping[str, Any]:
        """The menu button of a chat."""
        return self._buttons.get(chat) or self._buttons.get(None) or {"type": "default"}


def scope_key(scope: Scope) -> str:
    """One word for a BotCommandScope. Raises Refusal when it is none."""
    kind = scope.get("type", "default")
    if kind not in _SCOPES:
        raise bad_request(f"can't parse BotCommandScope: Unsupported type specified: {json.dumps(kind)}")
    return ":".join(str(part) for part in (kind, scope.get("chat_id"), scope.get("user_id")) if part is not None)


def _checked(command: Any) -> Command:
    if not isinstance(command, Mapping):
        raise bad_request("expected an Object as BotCommand")
    name, description = str(command.get("command", "")).removeprefix("/"), str(command.get("description", ""))
    if not _COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}
