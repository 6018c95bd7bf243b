"""What the chat needs from the rest of the house, stated as Protocols that ``wiring`` fulfils."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from helium_bot.answering.answer import Answer
from knowledge.passage import Document

Clock = Callable[[], datetime]
"""The time, with its zone."""

Detect = Callable[[str], str]
"""The ISO 639-1 code of a text's language, or ``und`` where that cannot be told."""


class Answers(Protocol):
    """Whoever answers questions."""

    async def answer(self, question: str, *, language: str | None = None, history: Sequence[str] = ()) -> Answer:
        """The answer in ``language`` (ISO 639-1). ``history`` holds the person's earlier questions, oldest first."""


class Documents(Protocol):
    """The shelf of documents that answers rest on."""

    def documents(self) -> list[Document]:
        """Every document, sorted by title."""

    def original(self, document: Document) -> Path | None:
        """The file as people wrote it, or None where it is no longer there."""
