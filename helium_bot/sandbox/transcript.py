"""Transcript: a chat as JSON, in the form that the chat page shows and tests assert on."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from .message import Action, Chat, Content, Draft, Markup, Message, Tap
from .person import Person
from .world import World

DRAFT_LIFE = timedelta(seconds=30)
"""Telegram shows a draft that long after its last change."""


def transcript_json(world: World, chat: Chat) -> dict[str, Any]:
    """Everything that happened in ``chat``, oldest first. Times are ISO 8601 with zone; ``n`` orders all entries."""
    return {
        "chat": chat.id,
        "version": chat.version,
        "people": [person_json(world.people[chat.id])] if chat.id in world.people else [],
        "entries": [_entry(entry) for entry in chat.entries],
        "keyboard": _labels(chat.keyboard, "keyboard"),
        "draft": _draft(chat.draft) if chat.draft and world.now() - chat.draft.at < DRAFT_LIFE else None,
    }


def person_json(person: Person) -> dict[str, Any]:
    """A person as the control API tells of them."""
    return {
        "id": person.id,
        "name": person.name,
        "first_name": person.first_name,
        "username": person.username,
        "language_code": person.language_code,
        "role": person.role,
        "colour": person.colour,
        "started": person.started,
        "blocked": person.blocked,
    }


def message_entry(message: Message) -> dict[str, Any]:
    """A message of the transcript; ``text`` is the caption where there is a file."""
    return {
        "kind": "message",
        "n": message.n,
        "at": message.at.isoformat(),
        "id": message.id,
        "from": "bot" if message.sender is None else "person",
        "sender": message.sender,
        **_content(message.content),
        "buttons": _buttons(message.buttons),
        "reply_to": message.reply_to,
        "edited": message.edited.isoformat() if message.edited else None,
        "versions": [
            {"at": version.at.isoformat(), **_content(version.content), "buttons": _buttons(version.buttons)}
            for version in message.versions
        ],
        "deleted": message.deleted,
        "silent": message.silent,
        "reactions": [
            {"from": "bot" if who is None else "person", "emoji": list(emoji)}
            for who, emoji in message.reactions.items()
            if emoji
        ],
    }


def tap_entry(tap: Tap) -> dict[str, Any]:
    """A tap on a button; ``answer`` is None until the bot answered it."""
    return {
        "kind": "tap",
        "n": tap.n,
        "at": tap.at.isoformat(),
        "id": tap.id,
        "message": tap.message,
        "label": tap.label,
        "data": tap.data,
        "answer": tap.answer,
    }


def _entry(entry: Message | Action | Tap) -> dict[str, Any]:
    if isinstance(entry, Message):
        return message_entry(entry)
    if isinstance(entry, Tap):
        return tap_entry(entry)
    return {"kind": "action", "n": entry.n, "at": entry.at.isoformat(), "action": entry.action}


def _content(content: Content) -> dict[str, Any]:
    file = content.file
    return {
        "text": content.text,
        "entities": [entity.as_json() for entity in content.entities],
        "file": file
        and {
            "kind": content.kind,
            "id": file.id,
            "name": file.name,
            "mime_type": file.mime_type,
            "size": file.size,
            "width": content.width,
            "height": content.height,
        },
    }


def _buttons(markup: Markup | None) -> list[list[Mapping[str, Any]]]:
    return list((markup or {}).get("inline_keyboard") or [])


def _labels(markup: Markup | None, name: str) -> list[list[str]]:
    return [[str(button["text"]) for button in row] for row in (markup or {}).get(name) or []]


def _draft(draft: Draft) -> dict[str, Any]:
    entities = [entity.as_json() for entity in draft.entities]
    return {"id": draft.id, "at": draft.at.isoformat(), "text": draft.text, "entities": entities}
