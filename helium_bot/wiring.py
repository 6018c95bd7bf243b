"""Wiring: the one place that knows every part, and joins them as the settings say."""

import asyncio
import threading
import unicodedata
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager, nullcontext, suppress
from dataclasses import replace
from pathlib import Path, PurePosixPath

from helium_bot.answering.answerer import Answerer
from helium_bot.answering.writing import Writer
from helium_bot.language_model import open_language_model
from helium_bot.settings import EMBEDDED_EMBEDDER, Settings
from ingest.folder import Folder, FolderError
from ingest.report import Report
from ingest.syncing import Progress, Syncing, no_progress
from knowledge.embedding import Embedder
from knowledge.failures import AnotherEmbedder, KnowledgeError, OlderStore
from knowledge.library import Library
from knowledge.minilm import MiniLM
from knowledge.ownership import DataFolder
from knowledge.passage import Document
from knowledge.vectors import VectorStore

EXAMPLES = Path(__file__).parent / "examples"
"""The demo's synthetic documents, one action plan and one good practice in each language."""


class House:
    """What one process has open: the embedder, the store, and the library over both."""

    def __init__(
        self,
        settings: Settings,
        embedder: Embedder,
        store: VectorStore,
        only_named: Callable[[Document], bool] | None = None,
    ) -> None:
        self.settings = settings
        self.embedder = embedder
        self.store = store
        self.library = Library(store, embedder, settings.data_dir / "keywords", only_named=only_named)

    def sync(self, folder: Path, progress: Progress | None = None) -> Report:
        """Bring the store into step with a folder, and the keyword index into step with the store.

        The caller owns the data folder. Raises KnowledgeError, or FolderError.
        """
        report = Syncing(self.store, self.embedder).sync(folder, progress or no_progress)
        self.library.index()
        return report

    async def sync_aside(self, folder: Path, progress: Progress | None = None) -> Report:
        """The same in a thread. When it is cancelled the sync stops at the next file, and only then this ends: nobody
        may close the store or give up the data folder while a thread still writes."""
        stop = threading.Event()

        def told(document: str, done: int, total: int, passages: int) -> None:
            if stop.is_set():
                raise _Stopped
            if progress:
                progress(document, done, total, passages)

        syncing = asyncio.ensure_future(asyncio.to_thread(self.sync, folder, told))
        try:
            return await asyncio.shield(syncing)
        except asyncio.CancelledError:
            stop.set()
            await asyncio.wait({syncing})
            with suppress(_Stopped, KnowledgeError, FolderError):
                syncing.result()
            raise

    def documents(self) -> list[Document]:
        """Every document, sorted by title."""
        return self.library.documents()

    def original(self, document: Document) -> Path | None:
        """The file as people wrote it, or None where it is no longer there or leads out of its folder.

        From a store that others share only files of our own documents folder are given: its records are theirs.
        """
        folder = Path(document.folder).resolve()
        if self.settings.chroma_url and folder != self.settings.documents_dir.resolve():
            return None
        file = _on_disk(folder, document.path).resolve()
        return file if file.is_file() and file.is_relative_to(folder) else None

    @asynccontextmanager
    async def answerer(self) -> AsyncIterator[Answerer]:
        """An answerer over the library, with the chat model of the settings if there is one."""
        model = open_language_model(self.settings)
        try:
            yield Answerer(self.library, Writer(model) if model else None)
        finally:
            if model:
                await model.aclose()


class _Stopped(Exception):
    """A sync was asked to stop."""


def _on_disk(folder: Path, path: str) -> Path:
    """The file at an NFC ``path``, whose name the disk may keep in another normal form, as macOS does."""
    place = folder
    for part in PurePosixPath(path).parts:
        step = place / part
        if not step.exists() and place.is_dir():
            step = next((each for each in place.iterdir() if unicodedata.normalize("NFC", each.name) == part), step)
        place = step
    return place


@contextmanager
def opened(
    settings: Settings, *, rebuild: bool = False, only_named: Callable[[Document], bool] | None = None
) -> Iterator[House]:
    """The house of these settings, closed at the end. With ``rebuild`` the store is emptied first, whoever built it.

    Raises KnowledgeError.
    """
    embedder = embedder_of(settings)
    place = (settings.data_dir, settings.chroma_url, embedder.name, embedder.dimension)
    store = VectorStore.rebuild(*place) if rebuild else VectorStore.open(*place)
    try:
        yield House(settings, embedder, store, only_named)
    finally:
        store.close()


@contextmanager
def opened_for_demo(settings: Settings) -> Iterator[House]:
    """The house of the demo, emptied when another embedder or version built it: it holds nothing but copies.

    Raises KnowledgeError.
    """
    with ExitStack() as stack:
        try:
            house = stack.enter_context(opened(settings, only_named=_is_example))
        except (AnotherEmbedder, OlderStore):
            house = stack.enter_context(opened(settings, rebuild=True, only_named=_is_example))
        yield house


def _is_example(document: Document) -> bool:
    """Whether a document is one of the demo's, which must not answer a question about the project itself."""
    return Path(document.folder) == EXAMPLES.resolve()


@contextmanager
def owned(settings: Settings) -> Iterator[None]:
    """The right to write to the embedded store; a store on a server needs none. Raises StoreOwned, StoreUnreachable."""
    with nullcontext() if settings.chroma_url else DataFolder(settings.data_dir).own():
        yield


def rebuilt(settings: Settings, folder: Path, progress: Progress | None = None) -> Report:
    """The store built anew with the embedder of the settings, from ``folder`` and every folder it knew; the report is
    of ``folder``. The caller owns the data folder. Raises KnowledgeError, FolderError."""
    Folder.at(folder)
    known = {Path(name) for name in VectorStore.folders(settings.data_dir, settings.chroma_url)}
    with opened(settings, rebuild=True) as house:
        for other in sorted(known - {folder.resolve()}):
            if other.is_dir():
                house.sync(other, progress)
        return house.sync(folder, progress)


def embedder_of(settings: Settings) -> Embedder:
    """The embedder that the settings name; loading it is left to its first use."""
    if settings.embedding_model == EMBEDDED_EMBEDDER:
        return MiniLM(settings.data_dir / "models")
    from knowledge.openai_embedding import openai_embedder

    return openai_embedder(settings.embedding_model, settings.openai_api_key, settings.openai_base_url)


def for_demo(settings: Settings) -> Settings:
    """The settings of the demo: its own data folder, so that it never touches the real one."""
    return replace(settings, data_dir=settings.data_dir / "demo", chroma_url="")
