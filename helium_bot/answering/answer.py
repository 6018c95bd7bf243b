"""Answer, Claim, Citation: what a question comes back as."""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """The three honest endings of a question."""

    ANSWERED = "answered"
    PARTLY = "partly"
    NOT_IN_DOCUMENTS = "not_in_documents"


class Notice(StrEnum):
    """Why the answer is not what the person might expect; worded by the catalogue."""

    MODEL_DOWN = "model_down"
    MODEL_SLOW = "model_slow"
    MODEL_BUSY = "model_busy"
    MODEL_NONSENSE = "model_nonsense"


class Objection(StrEnum):
    """A question that cannot be searched, and why; worded by the catalogue."""

    EMPTY = "empty"
    NO_WORDS = "no_words"
    TOO_LONG = "too_long"
    NO_DOCUMENTS = "no_documents"
    SMALL_TALK = "small_talk"


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote and where it stands. ``quote`` is an exact substring of the cited passage; ``n`` counts from 1."""

    n: int
    document_id: str
    document: str
    title: str
    section: str
    page: int | None
    quote: str
    language: str
    passage_id: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of the answer and the numbers of the citations it rests on (never empty)."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the bot found for one question.

    ``claims`` is empty exactly when the outcome is not_in_documents. With quoting, a claim's text is its quote.
    ``citations`` are those the claims use, numbered in order. ``nearest`` are passages that came closest when the
    documents hold no answer (numbered in order too). ``missing`` names, in the asker's words, what was asked and not
    found. ``language`` is ISO 639-1: the language the person is answered in. ``quoted`` is true when the sentences
    are lifted from the sources rather than written by a model.
    """

    question: str
    language: str
    outcome: Outcome
    claims: tuple[Claim, ...] = ()
    citations: tuple[Citation, ...] = ()
    nearest: tuple[Citation, ...] = ()
    missing: tuple[str, ...] = ()
    quoted: bool = True
    notice: Notice | None = None
    objection: Objection | None = None
