"""Conversation: the last questions of each chat, so that a follow-up is understood."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple, Protocol


class Thread(NamedTuple):
    """Where people talk: a chat, and in groups with topics the topic (0 elsewhere)."""

    chat_id: int
    topic_id: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as a person sent it. ``usable`` is false for one that could not be searched."""

    message_id: int
    text: str
    at: datetime
    usable: bool = True


class Conversation(Protocol):
    """Remembers what was asked lately. The same ``message_id`` again replaces what was remembered of it."""

    async def earlier(self, thread: Thread, now: datetime) -> tuple[Asked, ...]:
        """What was asked in ``thread`` and is not forgotten yet, oldest first."""

    async def remember(self, thread: Thread, asked: Asked) -> None:
        """Keep ``asked`` for a while."""

    async def forget(self, thread: Thread) -> None:
        """Drop everything that ``thread`` asked."""


class RecentQuestions:
    """A Conversation in memory: the last ``count`` questions of a thread, none older than ``lifetime``."""

    def __init__(self, count: int = 4, lifetime: timedelta = timedelta(minutes=30)) -> None:
        self.count = count
        self.lifetime = lifetime
        self._asked: dict[Thread, tuple[Asked, ...]] = {}

    async def earlier(self, thread: Thread, now: datetime) -> tuple[Asked, ...]:
        """What was asked in ``thread`` and is not forgotten yet, oldest first."""
        self.sweep(now)
        return self._asked.get(thread, ())

    async def remember(self, thread: Thread, asked: Asked) -> None:
        """Keep ``asked``, and of the thread's other questions the latest."""
        self.sweep(asked.at)
        others = (known for known in self._asked.get(thread, ()) if known.message_id != asked.message_id)
        self._asked[thread] = (*others, asked)[-self.count :]

    async def forget(self, thread: Thread) -> None:
        """Drop everything that ``thread`` asked."""
        self._asked.pop(thread, None)

    def sweep(self, now: datetime) -> None:
        """Drop what is too old, of every thread."""
        oldest = now - self.lifetime
        kept = {thread: tuple(a for a in asked if a.at > oldest) for thread, asked in self._asked.items()}
        self._asked = {thread: asked for thread, asked in kept.items() if asked}
