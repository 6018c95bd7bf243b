"""A store in memory and an embedder of words: small, honest, and counting what is asked of them."""

import zlib
from collections.abc import Iterator, Sequence
from itertools import count

import numpy as np
from numpy.typing import NDArray

from knowledge.embedding import Vectors
from knowledge.library import Library
from knowledge.passage import Document, DocumentKind, Passage, passage_id
from knowledge.terms import words

_DIMENSION = 256
FOLDER = "/documents"


class WordEmbedder:
    """Vectors of a text's words: texts with common words lie close. Understands English, or ``languages``."""

    name = "words"
    dimension = _DIMENSION

    def __init__(self, *languages: str) -> None:
        self.languages = frozenset(languages or ("en",))

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self.embed_question(text) for text in texts])

    def embed_question(self, text: str) -> NDArray[np.float32]:
        vector = np.zeros(_DIMENSION, np.float32)
        for word in words(text):
            vector[zlib.crc32(word.encode()) % _DIMENSION] += 1
        return vector / np.float32(max(float(np.linalg.norm(vector)), 1e-6))


class MemoryStore:
    """The store's contract over a dictionary. ``listed`` counts how often all passages were asked for."""

    def __init__(self) -> None:
        self.generation = "0"
        self.settled = True
        self.listed = 0
        self._numbers = count(1)
        self._kept: dict[tuple[str, str], tuple[Document, list[Passage]]] = {}

    def put(
        self,
        path: str,
        *texts: str,
        language: str = "en",
        title: str = "",
        sections: Sequence[str] = (),
        folder: str = FOLDER,
    ) -> None:
        """Keep a document of these passages, in the place of what was at ``path`` in that folder."""
        self.generation = str(next(self._numbers))
        document = Document(folder, path, title or path, DocumentKind.OTHER, language, "0", self.generation, len(texts))
        spots = [*sections, *[""] * len(texts)]
        passages = [
            Passage(
                passage_id(document.id, self.generation, ordinal), text, document.id, path, document.title, section,
                None, language, DocumentKind.OTHER, ordinal, 0, len(text),
            )
            for ordinal, (text, section) in enumerate(zip(texts, spots, strict=False))
        ]  # fmt: skip
        self._kept[folder, path] = (document, passages)

    def take_away(self, path: str, folder: str = FOLDER) -> None:
        """Forget a document."""
        self.generation = str(next(self._numbers))
        del self._kept[folder, path]

    def documents(self, folder: str | None = None) -> list[Document]:
        return [document for document, _ in self._kept.values() if folder in (None, document.folder)]

    def passages(self, ids: Sequence[str]) -> list[Passage]:
        known = {passage.id: passage for passage in self._all()}
        return [known[id_] for id_ in ids if id_ in known]

    def every_passage(self) -> Iterator[Passage]:
        self.listed += 1
        yield from list(self._all())

    def nearest(self, vector: NDArray[np.float32], limit: int) -> list[tuple[str, float]]:
        embedder = WordEmbedder()
        near = [(passage.id, float(embedder.embed_question(passage.text) @ vector)) for passage in self._all()]
        return sorted(near, key=lambda found: -found[1])[:limit]

    def _all(self) -> Iterator[Passage]:
        for _, passages in self._kept.values():
            yield from passages


def library_of(*texts: str, language: str = "en") -> Library:
    """A library with one document of these passages, which takes every question for ``language``."""
    store = MemoryStore()
    if texts:
        store.put("document.md", *texts, language=language)
    return Library(store, WordEmbedder(), detect_language=lambda _: language)


def passages_of(*texts: str, language: str = "en") -> list[Passage]:
    """The same passages without a library."""
    store = MemoryStore()
    store.put("document.md", *texts, language=language)
    return list(store.every_passage())
