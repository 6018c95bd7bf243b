"""LangChain's Embeddings and our Embedder, each made from the other."""

import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from knowledge.embedding import Embedder, Vectors
from knowledge.failures import EmbedderUnavailable


class EmbedderEmbeddings(Embeddings):
    """Our Embedder as LangChain ``Embeddings``, to plug it into a vector store or a chain."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """A vector of unit length for each text. Raises EmbedderUnavailable."""
        vectors: list[list[float]] = self._embedder.embed_passages(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question, of unit length. Raises EmbedderUnavailable."""
        vector: list[float] = self._embedder.embed_question(text).tolist()
        return vector


class LangChainEmbedder:
    """Any LangChain ``Embeddings`` as our Embedder, for texts of every language. Safe to share by threads.

    ``make`` is called at first use. ``reaching`` gives the context in which the model is called, which turns what the
    model raises into EmbedderUnavailable. ``dimension`` is learned by embedding a word when it is None.
    """

    languages: frozenset[str] = frozenset()

    def __init__(
        self,
        name: str,
        make: Callable[[], Embeddings],
        reaching: Callable[[], AbstractContextManager[None]] = nullcontext,
        dimension: int | None = None,
    ) -> None:
        self.name = name
        self._make = make
        self._reaching = reaching
        self._dimension = dimension
        self._making = threading.Lock()
        self._made: Embeddings | None = None

    @property
    def dimension(self) -> int:
        """Length of each vector. Raises EmbedderUnavailable when it has to be learned and the model does not answer."""
        if self._dimension is None:
            self._dimension = self._embedded(["dimension"]).shape[1]
        return self._dimension

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages, in the order given. Raises EmbedderUnavailable."""
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        vectors = self._embedded(texts)
        self._dimension = self._dimension or vectors.shape[1]
        if vectors.shape[1] != self._dimension:
            raise EmbedderUnavailable(
                f"The embedding model {self.name} gave vectors of {vectors.shape[1]} numbers instead of "
                f"{self._dimension}; check HELIUM_EMBEDDING_MODEL."
            )
        return vectors

    def embed_question(self, text: str) -> NDArray[np.float32]:
        """Vector of one question, shape (dimension,). Raises EmbedderUnavailable."""
        vector: NDArray[np.float32] = self.embed_passages([text])[0]
        return vector

    def _embedded(self, texts: Sequence[str]) -> Vectors:
        with self._reaching():
            given = self._model().embed_documents(list(texts))
            vectors: Vectors = np.array(given, np.float32)
            if vectors.ndim != 2 or len(vectors) != len(texts) or not vectors.size:
                raise EmbedderUnavailable(f"The embedding model {self.name} did not give one vector for each text.")
        lengths: Vectors = np.linalg.norm(vectors, axis=1, keepdims=True)
        lengths[lengths == 0] = 1
        return vectors / lengths

    def _model(self) -> Embeddings:
        with self._making:
            if self._made is None:
                self._made = self._make()
            return self._made
