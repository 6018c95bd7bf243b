"""Passage: a text of a document, and where it came from."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

UNKNOWN_LANGUAGE = "und"
"""ISO 639-2 code for a language that could not be told."""

SECTION_SEPARATOR = " > "


class DocumentKind(StrEnum):
    """What a document is to the project."""

    ACTION_PLAN = "action_plan"
    GOOD_PRACTICE = "good_practice"
    PROJECT = "project"
    GLOSSARY = "glossary"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Document:
    """One file of an ingested folder, as the store remembers it.

    ``folder`` is the ingested folder as a resolved path, ``path`` the file inside it with forward slashes.
    ``language`` is ISO 639-1 or ``und``. ``digest`` is the SHA-256 (hex) of the file's bytes. ``revision`` names
    the reading of those bytes (bytes, title and reader version): passages of another revision are leftovers.
    ``sources`` are public addresses. ``date`` is ISO 8601 (``2018``, ``2018-09`` or ``2018-09-26``) or empty.
    """

    folder: str
    path: str
    title: str
    kind: DocumentKind
    language: str
    digest: str
    revision: str
    passages: int
    region: str = ""
    date: str = ""
    sources: tuple[str, ...] = ()
    synthetic: bool = False

    @property
    def id(self) -> str:
        """Stable id of this place in the store, whatever its content."""
        return hashlib.sha256(f"{self.folder}\0{self.path}".encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of a document's own words, never across a section border.

    ``text`` is an exact substring, ``[start:end]``, of what the reader extracted from the document. ``context`` is a
    line that is indexed and embedded in front of the text but is never quoted. ``page`` is 1-based (slide number for
    slides) or None. ``ordinal`` counts passages within the document from 0.
    """

    id: str
    text: str
    document_id: str
    document: str
    title: str
    section: str
    page: int | None
    language: str
    kind: DocumentKind
    ordinal: int
    start: int
    end: int
    context: str = ""

    @property
    def indexed_text(self) -> str:
        """What the embedder and the keyword index read: the context line, then the text."""
        return f"{self.context}\n{self.text}" if self.context else self.text


def passage_id(document_id: str, revision: str, ordinal: int) -> str:
    """The id of a passage: the same document read the same way gives the same ids."""
    return hashlib.sha256(f"{document_id}\0{revision}\0{ordinal}".encode()).hexdigest()[:32]
