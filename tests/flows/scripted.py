"""Scripted parts for conversation flows: answers and documents that a test lays down beforehand."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from helium_bot.answering.answer import Answer, Citation, Claim, Objection, Outcome
from knowledge.passage import Document, DocumentKind

QUOTE = "As of October 2018, the project has moved into its 2nd Phase."


def cited(question: str, language: str, quote: str = QUOTE) -> Answer:
    """An answer that quotes one sentence of page 4."""
    citation = Citation(1, "d", "project/phases.md", "The HELIUM project", "Phases", 4, quote, "en", "p")
    return Answer(question, language, Outcome.ANSWERED, (Claim(quote, (1,)),), (citation,))


@dataclass(frozen=True)
class Question:
    """What the answerer was asked."""

    text: str
    language: str | None
    history: tuple[str, ...]


class ScriptedAnswers:
    """Answers every question with QUOTE, unless ``replies`` says otherwise for its text.

    A question with a ``gate`` waits until the test opens it. ``errors`` are raised instead of answering.
    """

    def __init__(self) -> None:
        self.asked: list[Question] = []
        self.replies: dict[str, Answer] = {}
        self.gates: dict[str, asyncio.Event] = {}
        self.errors: dict[str, Exception] = {}
        self.arrived: dict[str, asyncio.Event] = {}

    async def answer(self, question: str, *, language: str | None = None, history: Sequence[str] = ()) -> Answer:
        """See the class."""
        self.asked.append(Question(question, language, tuple(history)))
        self.arrival(question).set()
        if question in self.gates:
            await self.gates[question].wait()
        if question in self.errors:
            raise self.errors[question]
        if not any(letter.isalpha() for letter in question):
            return Answer(question, language or "en", Outcome.NOT_IN_DOCUMENTS, objection=Objection.NO_WORDS)
        found = self.replies.get(question) or cited(question, language or "en")
        return replace(found, question=question, language=language or "en")

    def holds(self, question: str) -> asyncio.Event:
        """Let ``question`` wait for the event that comes back."""
        return self.gates.setdefault(question, asyncio.Event())

    def arrival(self, question: str) -> asyncio.Event:
        """Set once ``question`` was asked."""
        return self.arrived.setdefault(question, asyncio.Event())


class Shelf:
    """Documents in a folder of the test's own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.known: list[Document] = []

    def documents(self) -> list[Document]:
        """What was put up, sorted by title."""
        return sorted(self.known, key=lambda document: document.title)

    def original(self, document: Document) -> Path | None:
        """The file, if it is there."""
        path = self.folder / document.path
        return path if path.exists() else None

    def put(
        self, title: str, kind: DocumentKind = DocumentKind.ACTION_PLAN, text: str = "", **more: object
    ) -> Document:
        """Put a document up, with ``text`` as its file unless that is empty."""
        path = f"{len(self.known)}.md"
        if text:
            (self.folder / path).write_text(text, encoding="utf-8")
        document = Document(str(self.folder), path, title, kind, "en", "0" * 64, "r", 1)
        self.known.append(replace(document, **more))  # type: ignore[arg-type]
        return self.known[-1]


class Clock:
    """A time that a test moves on."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        """The time now."""
        return self.now

    def moves(self, by: timedelta) -> None:
        """Let time pass."""
        self.now += by


Detect = Callable[[str], str]
