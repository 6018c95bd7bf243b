"""The store brought into step with a folder: what was added, changed, renamed or removed there, and nothing else."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ingest.description import Description, describe
from ingest.folder import Folder, FoundFile
from ingest.reading.document import Refused
from ingest.reading.formats import READER_VERSION, read
from ingest.redaction import redact
from ingest.report import FileReport, Report, Status
from ingest.splitting import Piece, Splitting, split
from ingest.suspicion import suspicions
from knowledge.embedding import Embedder, Vectors
from knowledge.language import detect
from knowledge.passage import UNKNOWN_LANGUAGE, Document, Passage, passage_id

_BATCH = 256
"""Passages embedded together: enough to sort them by length, few enough to show progress."""

_LETTERS_OF_ITS_OWN = 50
"""A shorter passage is taken to be in the document's language."""


class Store(Protocol):
    """Where documents and their passages are kept."""

    def documents(self, folder: str | None = None) -> list[Document]:
        """The documents that came from ``folder``."""

    def clean(self) -> None:
        """Finish what an interrupted run left undone; nothing otherwise."""

    def writing(self) -> AbstractContextManager[object]:
        """A block whose puts and removals are written together."""

    def put(self, document: Document, passages: Sequence[Passage], vectors: Vectors) -> None:
        """Keep this revision of a document in the place of any other."""

    def remove(self, document: Document) -> None:
        """Forget a document and its passages."""


class Progress(Protocol):
    """Told how far a run is: files handled of all, and passages embedded so far."""

    def __call__(self, document: str, done: int, total: int, passages: int) -> None:
        """``document`` is the file being handled or just finished."""


def no_progress(document: str, done: int, total: int, passages: int) -> None:
    """A progress that tells nobody."""


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A document read and split, waiting for its vectors."""

    document: Document
    passages: tuple[Passage, ...]
    report: FileReport


class Syncing:
    """Keeps a store in step with folders of documents."""

    def __init__(self, store: Store, embedder: Embedder, splitting: Splitting | None = None) -> None:
        self._store = store
        self._embedder = embedder
        self._splitting = splitting or Splitting()

    def sync(self, folder: Path, progress: Progress = no_progress) -> Report:
        """Make what the store keeps of ``folder`` equal to what is there; a single file is brought in by itself.

        Unchanged files are not read, a refused one keeps its last good version, and what came from other folders stays.
        A document is in the store once it is complete, and removals come last: a run cut short is finished by the next.
        Raises FolderError, and what the store and the embedder raise.
        """
        return _Run(self._store, self._embedder, self._splitting, Folder.at(folder), progress).report()


class _Run:
    """One pass over a folder."""

    def __init__(
        self, store: Store, embedder: Embedder, splitting: Splitting, folder: Folder, progress: Progress
    ) -> None:
        self._store = store
        self._embedder = embedder
        self._splitting = splitting
        self._folder = folder
        self._progress = progress
        store.clean()
        self._known = {document.path: document for document in store.documents(folder.name)}
        self._files = folder.files()
        self._reports: dict[str, FileReport] = {}
        self._embedded = 0

    def report(self) -> Report:
        waiting: list[_Prepared] = []
        for file in self._files:
            prepared = self._prepared(file)
            if prepared is None:
                self._tell(file.path)
                continue
            waiting.append(prepared)
            if sum(len(document.passages) for document in waiting) >= _BATCH:
                self._keep(waiting)
                waiting = []
        self._keep(waiting)
        self._remove_missing()
        found = [self._reports.pop(file.path) for file in self._files]
        return Report(self._folder.name, (*found, *self._reports.values()))

    def _prepared(self, file: FoundFile) -> _Prepared | None:
        """The file read and split, or None when it is reported already: unchanged or refused."""
        known = self._known.get(file.path)
        try:
            digest = file.digest()
            if known and known.revision == _revision(digest, file.path):
                self._reports[file.path] = _of_document(known, Status.UNCHANGED)
                return None
            status = Status.CHANGED if known else Status.ADDED
            return self._read(file, digest, status)
        except Refused as reason:
            kept = _of_document(known, Status.REFUSED) if known else FileReport(file.path, Status.REFUSED)
            self._reports[file.path] = replace(kept, reason=str(reason))
            return None

    def _read(self, file: FoundFile, digest: str, status: Status) -> _Prepared:
        redacted = redact(read(file.location))
        document = redacted.document
        description = describe(document, file.path)
        pieces = split(document, description.title, self._splitting)
        if not pieces:
            raise Refused("holds nothing but contact data, which is not kept")
        languages = [_own_language(piece.text) for piece in pieces]
        language = description.language or _main_language(pieces, languages)
        kept = _document(self._folder.name, file.path, digest, description, pieces, language)
        passages = _passages(kept, pieces, languages)
        report = FileReport(
            file.path,
            status,
            title=kept.title,
            language=kept.language,
            pages=document.pages,
            passages=len(passages),
            redacted=redacted.count,
            remarks=(*document.remarks, *suspicions(document)),
        )
        return _Prepared(kept, passages, report)

    def _keep(self, waiting: Sequence[_Prepared]) -> None:
        if not waiting:
            return
        texts = [passage.indexed_text for prepared in waiting for passage in prepared.passages]
        vectors = self._vectors(texts, working_on=waiting[0].document.path)
        start = 0
        with self._store.writing():
            for prepared in waiting:
                end = start + len(prepared.passages)
                self._store.put(prepared.document, prepared.passages, vectors[start:end])
                start = end
        for prepared in waiting:
            self._reports[prepared.document.path] = prepared.report
            self._tell(prepared.document.path)

    def _vectors(self, texts: Sequence[str], working_on: str) -> Vectors:
        """The vectors of the texts in their order; embedded shortest first, each text once."""
        rows: dict[str, NDArray[np.float32]] = {}
        shortest_first = sorted(set(texts), key=lambda text: (len(text), text))
        for start in range(0, len(shortest_first), _BATCH):
            batch = shortest_first[start : start + _BATCH]
            rows.update(zip(batch, self._embedder.embed_passages(batch), strict=True))
            self._embedded += len(batch)
            self._tell(working_on)
        return np.stack([rows[text] for text in texts])

    def _remove_missing(self) -> None:
        missing = [
            document
            for path, document in sorted(self._known.items())
            if path not in self._reports and not self._folder.may_hold(path)
        ]
        if missing:
            with self._store.writing():
                for document in missing:
                    self._store.remove(document)
        self._reports.update((document.path, _of_document(document, Status.REMOVED)) for document in missing)

    def _tell(self, path: str) -> None:
        self._progress(path, len(self._reports), len(self._files), self._embedded)


def _revision(digest: str, path: str) -> str:
    """Names one reading of some bytes at one place: the path counts since it may give the title and the kind."""
    return hashlib.sha256(f"{digest}\0{READER_VERSION}\0{path}".encode()).hexdigest()[:32]


def _document(
    folder: str, path: str, digest: str, description: Description, pieces: Sequence[Piece], language: str
) -> Document:
    return Document(
        folder=folder,
        path=path,
        title=description.title,
        kind=description.kind,
        language=language,
        digest=digest,
        revision=_revision(digest, path),
        passages=len(pieces),
        region=description.region,
        date=description.date,
        sources=description.sources,
        synthetic=description.synthetic,
    )


def _passages(document: Document, pieces: Sequence[Piece], languages: Sequence[str]) -> tuple[Passage, ...]:
    return tuple(
        Passage(
            id=passage_id(document.id, document.revision, ordinal),
            text=piece.text,
            document_id=document.id,
            document=document.path,
            title=document.title,
            section=piece.section,
            page=piece.page,
            language=language or document.language,
            kind=document.kind,
            ordinal=ordinal,
            start=piece.start,
            end=piece.end,
            context=piece.context,
        )
        for ordinal, (piece, language) in enumerate(zip(pieces, languages, strict=True))
    )


def _own_language(text: str) -> str:
    """The language of a passage long enough to tell, else ""."""
    if sum(map(str.isalpha, text)) < _LETTERS_OF_ITS_OWN:
        return ""
    language = detect(text)
    return "" if language == UNKNOWN_LANGUAGE else language


def _main_language(pieces: Sequence[Piece], languages: Sequence[str]) -> str:
    """The language most of the text is in."""
    letters: Counter[str] = Counter()
    for piece, language in zip(pieces, languages, strict=True):
        if language:
            letters[language] += len(piece.text)
    return max(letters, key=lambda language: letters[language]) if letters else detect(" ".join(p.text for p in pieces))


def _of_document(document: Document, status: Status) -> FileReport:
    return FileReport(
        document.path, status, title=document.title, language=document.language, passages=document.passages
    )
