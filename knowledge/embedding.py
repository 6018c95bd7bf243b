"""Embedder: what turns texts into vectors, and the one named by the settings."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""Rows of unit length, one per text: shape (texts, dimension)."""


class Embedder(Protocol):
    """Turns texts into unit vectors. Deterministic: the same text gives the same vector."""

    @property
    def name(self) -> str:
        """Identity that the store remembers, e.g. ``all-MiniLM-L6-v2/int8`` or ``openai/text-embedding-3-small``."""

    @property
    def dimension(self) -> int:
        """Length of each vector."""

    @property
    def languages(self) -> frozenset[str]:
        """ISO 639-1 codes the embedder understands well; empty means every language."""

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages, in the order given. Raises EmbedderUnavailable."""

    def embed_question(self, text: str) -> NDArray[np.float32]:
        """Vector of one question, shape (dimension,). Raises EmbedderUnavailable."""
