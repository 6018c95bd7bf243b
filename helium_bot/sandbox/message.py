"""Message: what stands in a chat, with its files, buttons, edits and reactions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from .entities import Entity

Markup = Mapping[str, Any]
"""A reply markup object of the Bot API, already checked."""


@dataclass(frozen=True, slots=True)
class File:
    """A file as Telegram keeps it; ``path`` is the end of its download address."""

    id: str
    unique_id: str
    name: str
    mime_type: str
    data: bytes = field(repr=False)
    path: str = ""

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.data)


@dataclass(frozen=True, slots=True)
class Content:
    """What a message says: its text (the caption where there is a file) with entities, and at most one file."""

    text: str = ""
    entities: tuple[Entity, ...] = ()
    file: File | None = None
    kind: Literal["text", "document", "photo"] = "text"
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class Version:
    """What a message said before an edit, and since when."""

    at: datetime
    content: Content
    buttons: Markup | None


@dataclass(slots=True)
class Message:
    """A message of a chat. ``sender`` is a person's id, or None for the bot; ``n`` orders everything that happens."""

    id: int
    chat: int
    sender: int | None
    at: datetime
    content: Content
    n: int
    buttons: Markup | None = None
    reply_to: int | None = None
    edited: datetime | None = None
    deleted: bool = False
    versions: list[Version] = field(default_factory=list)
    reactions: dict[int | None, tuple[str, ...]] = field(default_factory=dict)
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Action:
    """The bot shows that it is busy (``typing``, ``upload_document``, ...)."""

    n: int
    at: datetime
    action: str


@dataclass(slots=True)
class Tap:
    """A person tapped an inline button; ``answer`` is the bot's answerCallbackQuery once it came."""

    n: int
    at: datetime
    id: str
    person: int
    message: int
    label: str
    data: str
    answer: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A message being written by the bot before the people's eyes."""

    id: int
    at: datetime
    text: str
    entities: tuple[Entity, ...]


@dataclass(slots=True)
class Chat:
    """A chat with everything that happened in it, in order. Negative ids are groups, as in Telegram."""

    id: int
    entries: list[Message | Action | Tap] = field(default_factory=list)
    keyboard: Markup | None = None
    draft: Draft | None = None
    version: int = 0

    @property
    def messages(self) -> Sequence[Message]:
        """The messages that were not deleted, oldest first."""
        return [entry for entry in self.entries if isinstance(entry, Message) and not entry.deleted]

    def message(self, number: int) -> Message | None:
        """The message with that id, unless it was deleted."""
        return next((message for message in reversed(self.messages) if message.id == number), None)
