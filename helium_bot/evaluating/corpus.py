"""Corpus: the texts of a question set made into passages as ingestion makes them, for a library of their own."""

import hashlib
import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from helium_bot.evaluating.question_set import Source
from helium_bot.settings import Settings
from helium_bot.wiring import House
from ingest.reading.document import Block, BlockKind, ReadDocument
from ingest.splitting import split
from knowledge.embedding import Embedder, Vectors
from knowledge.language import detect
from knowledge.passage import UNKNOWN_LANGUAGE, Document, DocumentKind, Passage, passage_id
from knowledge.vectors import VectorStore

_FOLDER = "question-set"
_PARAGRAPH_BORDER = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class EmbeddedDocument:
    """A text as a document: its id in the set is the document's path."""

    document: Document
    passages: tuple[Passage, ...]
    vectors: Vectors


def embedded(sources: Sequence[Source], embedder: Embedder) -> list[EmbeddedDocument]:
    """Each text with at least one word split into passages and embedded. Raises EmbedderUnavailable."""
    made = [(document, passages) for document, passages in map(_document, sources) if passages]
    vectors = embedder.embed_passages([passage.indexed_text for _, passages in made for passage in passages])
    documents = []
    start = 0
    for document, passages in made:
        end = start + len(passages)
        documents.append(EmbeddedDocument(document, passages, vectors[start:end]))
        start = end
    return documents


@contextmanager
def library_of(
    corpus: Sequence[EmbeddedDocument],
    settings: Settings,
    embedder: Embedder,
    without: Collection[str] = (),
) -> Iterator[House]:
    """A house whose library holds a corpus and nothing else, less the documents titled as in ``without``.

    It is gone at the end. Raises StoreUnreachable.
    """
    with TemporaryDirectory(prefix="helium-bot-") as folder:
        place = Path(folder)
        store = VectorStore.open(place, "", embedder.name, embedder.dimension)
        try:
            with store.writing():
                for each in corpus:
                    if each.document.title not in without:
                        store.put(each.document, each.passages, each.vectors)
            yield House(replace(settings, data_dir=place, chroma_url=""), embedder, store)
        finally:
            store.close()


def _document(source: Source) -> tuple[Document, tuple[Passage, ...]]:
    paragraphs = (paragraph.strip() for paragraph in _PARAGRAPH_BORDER.split(source.text))
    blocks = tuple(Block(BlockKind.PARAGRAPH, paragraph) for paragraph in paragraphs if paragraph)
    pieces = split(ReadDocument(blocks, source.title), source.title)
    digest = hashlib.sha256(source.text.encode()).hexdigest()
    document = Document(
        folder=_FOLDER,
        path=source.id,
        title=source.title,
        kind=DocumentKind.OTHER,
        language=source.language or detect(source.text),
        digest=digest,
        revision=digest[:32],
        passages=len(pieces),
    )
    return document, tuple(
        Passage(
            id=passage_id(document.id, document.revision, ordinal),
            text=piece.text,
            document_id=document.id,
            document=document.path,
            title=document.title,
            section=piece.section,
            page=piece.page,
            language=_language(piece.text, document.language),
            kind=document.kind,
            ordinal=ordinal,
            start=piece.start,
            end=piece.end,
            context=piece.context,
        )
        for ordinal, piece in enumerate(pieces)
    )


def _language(text: str, otherwise: str) -> str:
    """The passage's own language where it can be told, as ingestion has it."""
    language = detect(text)
    return otherwise if language == UNKNOWN_LANGUAGE else language
