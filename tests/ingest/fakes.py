"""A store and an embedder that are honest and small, and fail when told to."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray

from knowledge.embedding import Vectors
from knowledge.passage import Document, Passage


class Broken(Exception):
    """What a fake raises when it was told to fail."""


class Fuse:
    """Lets a number of calls through, then breaks; None lets all through."""

    def __init__(self) -> None:
        self.calls_left: int | None = None

    def burn(self) -> None:
        if self.calls_left is not None:
            self.calls_left -= 1
            if self.calls_left < 0:
                raise Broken


class HashEmbedder:
    """Vectors made from a hash of the text."""

    name = "hash"
    dimension = 4
    languages: frozenset[str] = frozenset()

    def __init__(self, fuse: Fuse) -> None:
        self._fuse = fuse
        self.embedded: list[str] = []

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        self._fuse.burn()
        self.embedded.extend(texts)
        return np.stack([self.embed_question(text) for text in texts])

    def embed_question(self, text: str) -> NDArray[np.float32]:
        vector = (
            np.frombuffer(hashlib.sha256(text.encode()).digest()[: self.dimension], np.uint8).astype(np.float32) + 1
        )
        return np.asarray(vector / np.linalg.norm(vector), np.float32)


class MemoryStore:
    """The store's contract over a dictionary. A write that breaks leaves the former revision."""

    def __init__(self, fuse: Fuse) -> None:
        self._fuse = fuse
        self.kept: dict[str, tuple[Document, tuple[Passage, ...], Vectors]] = {}
        self.writes = 0

    def documents(self, folder: str | None = None) -> list[Document]:
        return [document for document, _, _ in self.kept.values() if folder in (None, document.folder)]

    def clean(self) -> None:
        self._fuse.burn()

    @contextmanager
    def writing(self) -> Iterator[None]:
        yield

    def put(self, document: Document, passages: Sequence[Passage], vectors: Vectors) -> None:
        self._fuse.burn()
        assert document.passages == len(passages) == len(vectors) > 0
        self.writes += 1
        self.kept[document.id] = (document, tuple(passages), vectors)

    def remove(self, document: Document) -> None:
        self._fuse.burn()
        self.writes += 1
        del self.kept[document.id]

    def passages(self, path: str) -> tuple[Passage, ...]:
        return next(passages for document, passages, _ in self.kept.values() if document.path == path)
