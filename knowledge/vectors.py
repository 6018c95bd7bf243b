"""VectorStore: passages and their vectors, kept by Chroma in process or on a server."""

import contextlib
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar, cast
from urllib.parse import urlsplit
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray

from knowledge.embedding import Vectors
from knowledge.failures import AnotherEmbedder, OlderStore, StoreUnreachable
from knowledge.passage import Document, Passage, passage_id
from knowledge.records import (
    SCHEMA,
    StoreFacts,
    document_of,
    document_record,
    facts_of,
    facts_record,
    passage_of,
    passage_record,
)

if TYPE_CHECKING:
    import httpx
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection

PASSAGES = "helium-passages"
DOCUMENTS = "helium-documents"
FACTS = "store"
"""Id of the record among the documents that holds the facts of the store; ids of documents are longer."""

# Wider than Chroma's own (16, 100, 100): of 20,000 random vectors those find a third of the true nearest, these 97 %.
MAX_NEIGHBOURS, EF_CONSTRUCTION, EF_SEARCH = 24, 200, 1000

PAGE = 1000
"""Records read or written in one call: within SQLite's limit of variables and a server's limit of bytes."""

SECONDS_PER_CALL = 60.0

GROUP = 500
"""Passages that a longer write gathers before it writes them: each transaction waits for the disk."""

REBUILD = "run `helium-bot ingest --rebuild` to build it anew"
REBUILT_ELSEWHERE = "The library was rebuilt by another process; start Helium bot again to use the new one."

T = TypeVar("T")


class VectorStore:
    """The library's passages with their vectors, and the documents they are from. Safe to share by threads.

    A document is in the store from the moment its own record is written: after its passages, and before those of its
    former revision are deleted. What a cut-short write left behind is passed over by every reader and deleted by the
    next write. Every method raises StoreUnreachable when the store cannot be read or written.
    """

    def __init__(self, client: "Client", place: "_Place", embedder_name: str, dimension: int) -> None:
        """For ``open`` and ``rebuild``, which know how to make a client."""
        self._client = client
        self._place = place
        self._mark = uuid4().hex
        self._writer = threading.RLock()
        self._write: _Write | None = None
        self._known = _Catalogue("", {})
        with place:
            self._passages, self._documents = _collections(client, embedder_name, dimension)

    @classmethod
    def open(cls, data_dir: Path, chroma_url: str, embedder_name: str, dimension: int) -> "VectorStore":
        """The store in ``data_dir``, or at ``chroma_url`` unless that is empty; made when there is none yet.

        Raises AnotherEmbedder, OlderStore, StoreUnreachable.
        """
        return cls._over(_Place(data_dir, chroma_url), embedder_name, dimension, emptied=False)

    @classmethod
    def rebuild(cls, data_dir: Path, chroma_url: str, embedder_name: str, dimension: int) -> "VectorStore":
        """The same store emptied, whichever embedder built it and whichever version. Raises StoreUnreachable."""
        return cls._over(_Place(data_dir, chroma_url), embedder_name, dimension, emptied=True)

    @classmethod
    def _over(cls, place: "_Place", embedder_name: str, dimension: int, *, emptied: bool) -> "VectorStore":
        with contextlib.ExitStack() as undo:
            client = _connected(place)
            undo.callback(_close, client)
            if emptied:
                with place:
                    _wipe(client)
            store = cls(client, place, embedder_name, dimension)
            undo.pop_all()
            return store

    @classmethod
    def folders(cls, data_dir: Path, chroma_url: str) -> list[str]:
        """The ingested folders of the store, whichever embedder built it and whichever version, as far as it tells.

        Raises StoreUnreachable.
        """
        place = _Place(data_dir, chroma_url)
        with contextlib.ExitStack() as undo, place:
            client = _connected(place)
            undo.callback(_close, client)
            documents = client.get_or_create_collection(DOCUMENTS, embedding_function=None)
            records = documents.get(include=["metadatas"])["metadatas"] or ()
            return sorted({str(record["folder"]) for record in records if "folder" in record})

    def close(self) -> None:
        """Lets go of the files or of the server; the store cannot be used afterwards."""
        _close(self._client)

    @property
    def generation(self) -> str:
        """A name of the content, which changes whenever the content does.

        While a write goes on, and after one that was cut short, the name is this VectorStore's own, so that nothing
        another process kept of a half-written store is taken for the content.
        """
        facts = self._facts()
        return facts.generation if facts.settled else f"{facts.generation}-{self._mark}"

    @property
    def settled(self) -> bool:
        """Whether no write is going on and none was cut short."""
        return self._facts().settled

    def documents(self, folder: str | None = None) -> list[Document]:
        """The documents, or those of one ingested folder, ordered by folder and path."""
        every = self._catalogue().documents.values()
        chosen = [document for document in every if folder is None or document.folder == folder]
        return sorted(chosen, key=lambda document: (document.folder, document.path))

    def count(self) -> int:
        """How many passages the documents have together."""
        return sum(document.passages for document in self._catalogue().documents.values())

    def passages(self, ids: Sequence[str]) -> list[Passage]:
        """The passages with these ids, in the order asked; unknown ids are left out."""
        documents = self._catalogue().documents
        found = {passage.id: passage for page in _pages(list(dict.fromkeys(ids))) for passage in self._read(page)}
        return [found[id_] for id_ in ids if id_ in found and _is_current(found[id_], documents)]

    def every_passage(self) -> Iterator[Passage]:
        """All passages, document by document (by folder and path), each document's in its own order."""
        for page in _pages([id_ for document in self.documents() for id_ in _passage_ids(document)]):
            found = {passage.id: passage for passage in self._read(page)}
            yield from (found[id_] for id_ in page if id_ in found)

    def nearest(self, vector: NDArray[np.float32], limit: int) -> list[tuple[str, float]]:
        """The ids of the ``limit`` passages nearest to a unit vector with their cosine similarity, best first."""
        if limit < 1:
            return []
        if self._facts().settled:
            return self._query(vector, limit)
        # Leftovers take places among the nearest: more are asked for until enough are left or there are no more.
        asked = limit
        while True:
            asked *= 2
            found = self._query(vector, asked)
            current = {passage.id for passage in self.passages([id_ for id_, _ in found])}
            kept = [(id_, cosine) for id_, cosine in found if id_ in current]
            if len(kept) >= limit or len(found) < asked:
                return kept[:limit]

    def put(self, document: Document, passages: Sequence[Passage], vectors: Vectors) -> None:
        """Stores a document in place of its former revision; ``vectors`` holds a row per passage.

        The passages are numbered from 0 and have the ids that ``passage_id`` gives, else ValueError. Inside ``writing``
        a document may be written together with later ones: all are in the store when the block ends.
        """
        ids = [passage.id for passage in passages]
        if ids != _passage_ids(document) or len(vectors) != len(ids):
            raise ValueError(f"{document.path}: passages, vectors and the document's revision do not fit together")
        with self._one_write() as write:
            write.put(document, passages, vectors)

    def remove(self, document: Document) -> None:
        """Takes a document and its passages out; nothing happens when the store does not hold it."""
        with self._one_write() as write:
            write.remove(document)

    def clean(self) -> None:
        """Deletes what a cut-short write left behind, if any."""
        if not self._facts().settled:
            with self.writing():
                pass

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Makes one write of all that is put and removed in the block; other threads wait their turn to write.

        The generation changes when the block begins and when it ends. What was put stays when the block raises.
        """
        with self._one_write():
            yield

    @contextlib.contextmanager
    def _one_write(self) -> Iterator["_Write"]:
        with self._writer:
            if self._write is not None:
                yield self._write
                return
            self._write = _Write(self._passages, self._documents, self._place)
            try:
                self._begin()
                try:
                    yield self._write
                finally:
                    self._finish(self._write)
            finally:
                self._write = None
                self._mark = uuid4().hex

    def _begin(self) -> None:
        facts = self._facts()
        self._record(replace(facts, generation=uuid4().hex, settled=False))
        if not facts.settled:
            self._delete_leftovers()

    def _finish(self, write: "_Write") -> None:
        write.flush()
        self._record(replace(self._facts(), generation=uuid4().hex, settled=True))

    def _delete_leftovers(self) -> None:
        with self._place:
            # Listed before the documents are read: what another process commits in between is then no leftover.
            present = _every_id(self._passages)
            current = {id_ for document in _documents_in(self._documents) for id_ in _passage_ids(document)}
            _delete(self._passages, [id_ for id_ in present if id_ not in current])

    def _facts(self) -> StoreFacts:
        with self._place:
            facts = _facts_in(self._documents)
        if facts is None:
            raise StoreUnreachable(REBUILT_ELSEWHERE)
        return facts

    def _record(self, facts: StoreFacts) -> None:
        with self._place:
            _write_facts(self._documents, facts)

    def _catalogue(self) -> "_Catalogue":
        """The documents as they are now, read again when the generation has changed or a write is going on."""
        facts = self._facts()
        if not facts.settled or self._known.generation != facts.generation:
            with self._place:
                documents = {document.id: document for document in _documents_in(self._documents)}
            self._known = _Catalogue(facts.generation if facts.settled else "", documents)
        return self._known

    def _read(self, ids: list[str]) -> Iterator[Passage]:
        with self._place:
            found = self._passages.get(ids=ids, include=["documents", "metadatas"])
        return map(passage_of, found["ids"], found["documents"] or (), found["metadatas"] or ())

    def _query(self, vector: NDArray[np.float32], limit: int) -> list[tuple[str, float]]:
        with self._place:
            found = self._passages.query(query_embeddings=vector[np.newaxis], n_results=limit, include=["distances"])
        distances = (found["distances"] or [[]])[0]
        return [(id_, 1 - distance) for id_, distance in zip(found["ids"][0], distances, strict=True)]


@dataclass
class _Write:
    """What one write is to change, gathered into few transactions and safe to be cut short between any two of them."""

    passages: "Collection"
    documents: "Collection"
    place: "_Place"
    added: dict[str, tuple[Document, Sequence[Passage], Vectors]] = field(default_factory=dict)
    removed: dict[str, Document] = field(default_factory=dict)
    stale: set[str] = field(default_factory=set)

    def put(self, document: Document, passages: Sequence[Passage], vectors: Vectors) -> None:
        self.removed.pop(document.id, None)
        self.added[document.id] = (document, passages, vectors)
        if sum(len(waiting) for _, waiting, _ in self.added.values()) >= GROUP:
            self.flush()

    def remove(self, document: Document) -> None:
        self.added.pop(document.id, None)
        self.removed[document.id] = document

    def flush(self) -> None:
        """Carries out what was gathered. When that fails it stays gathered, and may be tried again."""
        with self.place:
            for page in _pages([*self.added, *self.removed]):
                self.stale.update(id_ for former in _documents_in(self.documents, page) for id_ in _passage_ids(former))
            for _, passages, _ in self.added.values():
                self.stale.difference_update(passage.id for passage in passages)
            self._write_passages()
            self._commit()
            _delete(self.passages, list(self.stale))
        self.added.clear()
        self.removed.clear()
        self.stale.clear()

    def _write_passages(self) -> None:
        every = [passage for _, passages, _ in self.added.values() for passage in passages]
        if not every:
            return
        vectors = np.concatenate([rows for _, _, rows in self.added.values() if len(rows)])
        for start in range(0, len(every), PAGE):
            page = every[start : start + PAGE]
            self.passages.upsert(
                ids=[passage.id for passage in page],
                embeddings=vectors[start : start + PAGE],
                documents=[passage.text for passage in page],
                metadatas=[passage_record(passage) for passage in page],
            )

    def _commit(self) -> None:
        """From here on the new revisions are the documents, and the passages of the former ones are leftovers."""
        for page in _pages([document for document, _, _ in self.added.values()]):
            self.documents.upsert(
                ids=[document.id for document in page],
                embeddings=_no_vectors(len(page)),
                metadatas=[document_record(document) for document in page],
            )
        _delete(self.documents, list(self.removed))


@dataclass(frozen=True, slots=True)
class _Catalogue:
    """The documents of one generation, by id."""

    generation: str
    documents: Mapping[str, Document]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the store is. As a context it turns what Chroma raises into StoreUnreachable."""

    data_dir: Path
    url: str

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if kind is None:
            return
        from chromadb.errors import ChromaError, NotFoundError
        from httpx import HTTPError

        if issubclass(kind, NotFoundError):
            raise StoreUnreachable(REBUILT_ELSEWHERE) from error
        # Chroma raises a plain Exception for an HTTP error it has no class for, as a proxy in front of it may send.
        if issubclass(kind, ChromaError | HTTPError | OSError) or kind is Exception:
            raise self.unreachable(str(error)) from error

    def unreachable(self, reason: str) -> StoreUnreachable:
        """The sentence for a person; ``reason`` is Chroma's own word for what happened."""
        if self.url:
            parts = urlsplit(self.url)
            address = f"{parts.scheme}://{parts.hostname}" + (f":{parts.port}" if parts.port else "")
            return StoreUnreachable(
                f"The Chroma server at {address} does not answer as it should; start it, or correct HELIUM_CHROMA_URL."
            )
        return StoreUnreachable(
            f"The library in {self.data_dir} cannot be read or written ({reason}); make that folder writable, "
            f"or set HELIUM_DATA_DIR to another one."
        )


def _connected(place: _Place) -> "Client":
    import chromadb
    from chromadb.config import Settings

    # Without an .env file: ours is for the bot, and Chroma would take its settings from there.
    settings = Settings(_env_file=None, anonymized_telemetry=False)
    with place:
        try:
            if place.url:
                client = cast("Client", chromadb.HttpClient(host=place.url, settings=settings))
                for session in _http_sessions(client):
                    session.timeout = SECONDS_PER_CALL
                return client
            folder = place.data_dir / "chroma"
            folder.mkdir(parents=True, exist_ok=True)
            return cast("Client", chromadb.PersistentClient(folder, settings=settings))
        except ValueError as error:
            raise place.unreachable(str(error)) from error


def _close(client: "Client") -> None:
    sessions = list(_http_sessions(client))
    client.close()
    for session in sessions:
        session.close()


def _http_sessions(client: "Client") -> "Iterator[httpx.Client]":
    """The connections to a server: Chroma gives them no time limit, never closes them, and has no option for either."""
    for part in (client, client._admin_client):
        session = getattr(getattr(part, "_server", None), "_session", None)
        if session is not None:
            yield session


def _collections(client: "Client", embedder_name: str, dimension: int) -> "tuple[Collection, Collection]":
    """The passages and the documents, made when there are none. Raises AnotherEmbedder, OlderStore."""
    documents = client.get_or_create_collection(DOCUMENTS, embedding_function=None)
    facts = _facts_in(documents)
    if facts is not None:
        _refuse_another(facts, embedder_name, dimension)
    passages = _passages_collection(client)
    if facts is None and passages.count():
        # A rebuild was cut short after it had emptied the documents.
        client.delete_collection(PASSAGES)
        passages = _passages_collection(client)
    if facts is None:
        _write_facts(documents, StoreFacts(embedder_name, dimension, uuid4().hex, settled=True))
    return passages, documents


def _passages_collection(client: "Client") -> "Collection":
    from chromadb.api.collection_configuration import CreateHNSWConfiguration

    index = CreateHNSWConfiguration(
        space="cosine", max_neighbors=MAX_NEIGHBOURS, ef_construction=EF_CONSTRUCTION, ef_search=EF_SEARCH
    )
    return client.get_or_create_collection(PASSAGES, embedding_function=None, configuration={"hnsw": index})


def _refuse_another(facts: StoreFacts, embedder_name: str, dimension: int) -> None:
    if facts.schema != SCHEMA:
        raise OlderStore(f"The library was written by another version of Helium bot; {REBUILD}.")
    if facts.embedder != embedder_name:
        raise AnotherEmbedder(
            f"The library was built with {facts.embedder}, but the settings name {embedder_name}; {REBUILD}, "
            f"or set HELIUM_EMBEDDING_MODEL back to {facts.embedder}."
        )
    if facts.dimension != dimension:
        raise AnotherEmbedder(
            f"The library was built with vectors of {facts.dimension} numbers, but {embedder_name} now gives "
            f"{dimension}; {REBUILD}."
        )


def _wipe(client: "Client") -> None:
    """Deletes both collections, first the one with the facts: without those the other counts for nothing."""
    for name in (DOCUMENTS, PASSAGES):
        client.get_or_create_collection(name, embedding_function=None)
        client.delete_collection(name)


def _facts_in(documents: "Collection") -> StoreFacts | None:
    found = documents.get(ids=[FACTS], include=["metadatas"])["metadatas"]
    return facts_of(found[0]) if found else None


def _write_facts(documents: "Collection", facts: StoreFacts) -> None:
    documents.upsert(ids=[FACTS], embeddings=_no_vectors(1), metadatas=[facts_record(facts)])


def _no_vectors(count: int) -> Vectors:
    """Chroma wants a vector with every record; documents are never searched by theirs."""
    return np.zeros((count, 1), np.float32)


def _documents_in(documents: "Collection", ids: list[str] | None = None) -> list[Document]:
    """The documents with these ids, or all of them."""
    found = documents.get(ids=ids, include=["metadatas"])
    records = zip(found["ids"], found["metadatas"] or (), strict=True)
    return [document_of(record) for id_, record in records if id_ != FACTS]


def _every_id(collection: "Collection") -> list[str]:
    return collection.get(include=[])["ids"]


def _delete(collection: "Collection", ids: list[str]) -> None:
    for page in _pages(ids):
        collection.delete(ids=page)


def _passage_ids(document: Document) -> list[str]:
    return [passage_id(document.id, document.revision, ordinal) for ordinal in range(document.passages)]


def _is_current(passage: Passage, documents: Mapping[str, Document]) -> bool:
    document = documents.get(passage.document_id)
    return document is not None and passage.id == passage_id(document.id, document.revision, passage.ordinal)


def _pages(items: list[T]) -> Iterator[list[T]]:
    return (items[start : start + PAGE] for start in range(0, len(items), PAGE))
