"""OpenAI embedder: any embedding model behind an OpenAI-compatible address, reached through LangChain."""

import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from knowledge.embedding import Vectors
from knowledge.failures import EmbedderUnavailable

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings

DIMENSIONS = {"text-embedding-3-small": 1536, "text-embedding-3-large": 3072, "text-embedding-ada-002": 1536}
"""Known lengths of vectors, which spare a call at the start."""

TEXTS_PER_CALL = 256
SECONDS_PER_CALL = 60
RETRIES = 3


class LangChainEmbedder:
    """Our Embedder over any LangChain ``Embeddings``, which is made at first use.

    ``failure`` turns what the model raises into a sentence, or gives None for an error that is not the service's.
    ``dimension`` is asked of the model, by embedding one word, when it is not given.
    """

    languages: frozenset[str] = frozenset()

    def __init__(
        self,
        name: str,
        make: Callable[[], "Embeddings"],
        failure: Callable[[Exception], str | None],
        dimension: int | None = None,
    ) -> None:
        self.name = name
        self._make = make
        self._failure = failure
        self._dimension = dimension
        self._making = threading.Lock()
        self._made: Embeddings | None = None

    @property
    def dimension(self) -> int:
        """Length of each vector. Raises EmbedderUnavailable."""
        if self._dimension is None:
            self._dimension = len(self.embed_question("dimension"))
        return self._dimension

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages, in the order given. Raises EmbedderUnavailable."""
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        return self._vectors(texts, lambda model: model.embed_documents(list(texts)))

    def embed_question(self, text: str) -> NDArray[np.float32]:
        """Vector of one question, shape (dimension,). Raises EmbedderUnavailable."""
        vector: NDArray[np.float32] = self._vectors([text], lambda model: [model.embed_query(text)])[0]
        return vector
