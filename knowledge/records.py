"""Record: how documents, passages and the store's own facts are written down in the store, and read back."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from knowledge.passage import Document, DocumentKind, Passage

Record = dict[str, str | int | float | bool]
"""What the store keeps beside a text and its vector: flat, and without None."""

SCHEMA = 1
"""Raised whenever records are written differently, so that a store written before is not misread."""


@dataclass(frozen=True, slots=True)
class StoreFacts:
    """What a store knows of itself.

    ``generation`` changes with the content. ``settled`` is false while a write is going on, and after one that was cut
    short: passages of no document's current revision may then be present.
    """

    embedder: str
    dimension: int
    generation: str
    settled: bool
    schema: int = SCHEMA


def facts_record(facts: StoreFacts) -> Record:
    """The facts as a record."""
    return asdict(facts)


def facts_of(record: Mapping[str, object]) -> StoreFacts:
    """The facts in a record; what a record of another schema lacks is empty."""
    return StoreFacts(
        embedder=str(record.get("embedder", "")),
        dimension=_number(record.get("dimension")) or 0,
        generation=str(record.get("generation", "")),
        settled=record.get("settled") is True,
        schema=_number(record.get("schema")) or 0,
    )


def document_record(document: Document) -> Record:
    """The document as a record; ``document_of`` is its inverse."""
    return {**asdict(document), "kind": document.kind.value, "sources": json.dumps(document.sources)}


def document_of(record: Mapping[str, object]) -> Document:
    """The document in a record."""
    return Document(
        folder=str(record["folder"]),
        path=str(record["path"]),
        title=str(record["title"]),
        kind=DocumentKind(str(record["kind"])),
        language=str(record["language"]),
        digest=str(record["digest"]),
        revision=str(record["revision"]),
        passages=_number(record["passages"]) or 0,
        region=str(record["region"]),
        date=str(record["date"]),
        sources=tuple(json.loads(str(record["sources"]))),
        synthetic=record["synthetic"] is True,
    )


def passage_record(passage: Passage) -> Record:
    """The passage as a record, without its text; ``passage_of`` is its inverse."""
    record: Record = {
        "document_id": passage.document_id,
        "document": passage.document,
        "title": passage.title,
        "section": passage.section,
        "language": passage.language,
        "kind": passage.kind.value,
        "ordinal": passage.ordinal,
        "start": passage.start,
        "end": passage.end,
        "context": passage.context,
    }
    return record if passage.page is None else {**record, "page": passage.page}


def passage_of(identity: str, text: str, record: Mapping[str, object]) -> Passage:
    """The passage with this id and text, in a record."""
    return Passage(
        id=identity,
        text=text,
        document_id=str(record["document_id"]),
        document=str(record["document"]),
        title=str(record["title"]),
        section=str(record["section"]),
        page=_number(record.get("page")),
        language=str(record["language"]),
        kind=DocumentKind(str(record["kind"])),
        ordinal=_number(record["ordinal"]) or 0,
        start=_number(record["start"]) or 0,
        end=_number(record["end"]) or 0,
        context=str(record["context"]),
    )


def _number(value: object) -> int | None:
    return int(value) if isinstance(value, int | float) else None
