"""Library: from a question to ranked passages; the one face of this floor."""

import logging
import shutil
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge.aliases import Aliases, shipped_aliases
from knowledge.calibration import Calibration, calibration
from knowledge.coverage import Part, coverage
from knowledge.embedding import Embedder
from knowledge.keywords import KeywordIndex
from knowledge.language import detect
from knowledge.passage import UNKNOWN_LANGUAGE, Document, Passage
from knowledge.question import Question, weighed
from knowledge.ranking import ranked, regime
from knowledge.terms import folded, grams, stem, words

_log = logging.getLogger(__name__)

_SPARE = 20
"""How many times more passages are ranked where some documents may have to be passed over."""

_NAME_LETTERS = 7
"""Letters by which a name is known whatever its ending: "Példavárosban" names Példaváros."""

NEAREST = 200
"""How many passages the vector side proposes."""


class Store(Protocol):
    """What the library needs of the store; see ``knowledge.vectors.VectorStore``."""

    @property
    def generation(self) -> str: ...
    @property
    def settled(self) -> bool: ...
    def documents(self, folder: str | None = None) -> list[Document]: ...
    def passages(self, ids: Sequence[str]) -> list[Passage]: ...
    def every_passage(self) -> Iterable[Passage]: ...
    def nearest(self, vector: NDArray[np.float32], limit: int) -> list[tuple[str, float]]: ...


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a question.

    ``score`` (0 to 1) orders the hits of one search. Comparable between searches are ``stem_coverage`` and
    ``gram_coverage``, the share (0 to 1) of the question's weight that the passage holds in word stems and in character
    4-grams, and ``likeness``, the cosine of their vectors (0 when not among the nearest). ``regime`` names how the two
    languages meet, as ``knowledge.ranking.regime`` says.
    """

    passage: Passage
    score: float
    stem_coverage: float
    gram_coverage: float
    likeness: float
    regime: str


@dataclass(frozen=True, slots=True)
class Reach:
    """What a question asks for, to be held against a text."""

    stems: Sequence[Part]
    grams: Sequence[Part]

    def of(self, text: str, language: str) -> tuple[float, float]:
        """The shares (0 to 1) of the question that a text holds, in word stems and in character 4-grams."""
        tokens = set(words(text))
        return (
            coverage(self.stems, {stem(token, language) for token in tokens}),
            coverage(self.grams, {gram for token in tokens for gram in grams(token)}),
        )


class Library:
    """The passages of a store, searched by words and by meaning.

    Safe to search from several threads. The keyword index is a cache in ``cache_dir`` (None keeps it in memory only);
    it is built anew when the store has changed. Documents that are ``only_named`` are found only by a question with a
    word of their title that no other title has.
    """

    def __init__(
        self,
        store: Store,
        embedder: Embedder,
        cache_dir: Path | None = None,
        *,
        aliases: Aliases | None = None,
        detect_language: Callable[[str], str] = detect,
        only_named: Callable[[Document], bool] | None = None,
    ) -> None:
        self._store = store
        self._embedder = embedder
        self._cache_dir = cache_dir
        self._aliases = aliases or shipped_aliases()
        self._detect = detect_language
        self._only_named = only_named
        self.calibration: Calibration = calibration(embedder.name)
        self._lock = threading.Lock()
        self._index: KeywordIndex | None = None

    def search(
        self, question: str, limit: int = 10, *, language: str | None = None, history: Sequence[str] = ()
    ) -> list[Hit]:
        """The ``limit`` passages that fit the question best, best first; empty when nothing shares anything with it.

        ``language`` is the question's (ISO 639-1), told from its words when None. ``history`` are the person's earlier
        questions, oldest first. Raises KnowledgeError when the store or the embedder is out of reach.
        """
        index = self.index()
        asked = self.read(question, language=language, history=history)
        if not index.ids or not asked.asked:
            return []
        likeness = self._likeness(asked, index)
        keywords = {language: index.score(asked, language) for language in index.known_languages}
        known = self._embedder.languages
        order = ranked(
            asked,
            keywords.__getitem__,
            likeness,
            index.languages,
            known,
            self._aliases.languages,
            self.calibration,
            limit * (2 if self._only_named is None else _SPARE),
        )
        unnamed = self._unnamed(asked)
        order = [(row, score) for row, score in order if index.documents[row] not in unnamed]
        passages = _once(self._store.passages([index.ids[row] for row, _ in order]))
        found = [
            Hit(
                passages[index.ids[row]],
                score,
                float(keywords[language].stem_coverage[row]),
                float(keywords[language].gram_coverage[row]),
                float(likeness[row]),
                regime(asked.language, language, known, self._aliases.languages),
            )
            for row, score in order
            if index.ids[row] in passages
            for language in (str(index.languages[row]),)
        ]
        return found[:limit]

    def _unnamed(self, question: Question) -> set[str]:
        """The ids of documents that wait to be named, and are not."""
        if self._only_named is None:
            return set()
        documents = self._store.documents()
        seen = Counter(word for document in documents for word in set(words(document.title)))
        said = {folded(word)[:_NAME_LETTERS] for word in question.content}
        return {
            document.id
            for document in documents
            if self._only_named(document)
            and not any(folded(word)[:_NAME_LETTERS] in said for word in self._names_of(document) if seen[word] == 1)
        }

    def _names_of(self, document: Document) -> list[str]:
        """The words of a title (lower case) that are names: with a capital, and at its beginning no ordinary word."""
        first, *rest = document.title.split() or [""]
        ordinary = self._aliases.mentions(words(first), document.language, self._aliases.languages)
        named = [word for word in rest if word[:1].isupper()] + ([] if ordinary else [first])
        return [token for word in named for token in words(word)]

    def _likeness(self, question: Question, index: KeywordIndex) -> NDArray[np.float32]:
        """The cosine of each near passage with the question: with its gloss where only that is understood."""
        likeness = self._near(question.standalone, index)
        known = self._embedder.languages
        for language in sorted(known.intersection(index.known_languages)):
            if question.language not in known and question.translated_share(language):
                rows = index.languages == language
                likeness[rows] = self._near(question.gloss(language), index)[rows]
        return likeness

    def _near(self, text: str, index: KeywordIndex) -> NDArray[np.float32]:
        likeness = np.zeros(len(index), np.float32)
        for passage, cosine in self._store.nearest(self._embedder.embed_question(text), NEAREST):
            row = index.rows.get(passage)
            if row is not None:
                likeness[row] = cosine
        return likeness

    def read(self, question: str, *, language: str | None = None, history: Sequence[str] = ()) -> Question:
        """The question as the search sees it: language, words and their weights."""
        spoken = language or self._detect(question)
        if spoken == UNKNOWN_LANGUAGE:
            spoken = "en"
        return weighed(question, spoken, self._aliases, self.index().known_languages, history)

    def reach(self, question: Question) -> "Reach":
        """How much of the question and its thread any text holds, weighed by how rare its words are in this library."""
        index = self.index()
        whole = question.in_thread
        return Reach(index.stem_parts(whole), index.gram_parts(whole))

    def holds(self, word: str) -> bool:
        """Whether a lower-case word stands anywhere in the library, in any inflection its languages know."""
        return self.index().holds(word)

    def documents(self) -> list[Document]:
        """Every document of the library, sorted by title."""
        return sorted(self._store.documents(), key=lambda document: (document.title.casefold(), document.path))

    def around(self, passage: Passage) -> list[Passage]:
        """The passage between its neighbours of the same section, in the document's order."""
        index = self.index()
        at = index.rows.get(passage.id)
        if at is None:
            return [passage]
        near = [
            row for row in (at - 1, at, at + 1) if 0 <= row < len(index) and index.documents[row] == passage.document_id
        ]
        found = self._store.passages([index.ids[row] for row in near])
        return [neighbour for neighbour in found if neighbour.section == passage.section]

    def index(self) -> KeywordIndex:
        """The keyword index of the store as it is now: from memory, from the cache, or built."""
        index = self._index
        if index is not None and self._serves(index):
            return index
        with self._lock:
            index = self._index
            if index is None or not self._serves(index):
                index = self._fresh(self._store.generation, settled=self._store.settled)
                self._index = index
            return index

    def _serves(self, index: KeywordIndex) -> bool:
        """Whether an index is good enough: of this content, or of the one before while another is being written."""
        return not self._store.settled or index.generation == self._store.generation

    def _fresh(self, generation: str, *, settled: bool) -> KeywordIndex:
        # A folder for each generation: whoever reads one never meets another's files in it.
        kept_in = self._cache_dir / generation if self._cache_dir and settled else None
        kept = KeywordIndex.load(kept_in, generation) if kept_in else None
        if kept is not None:
            return kept
        built = KeywordIndex.build(self._store.every_passage(), generation)
        if kept_in:
            try:
                built.save(kept_in)
                _clear(kept_in.parent, but=kept_in)
            except OSError as error:
                _log.warning("the keyword index could not be kept in %s: %s", self._cache_dir, error.strerror)
        return built


def _clear(folder: Path, but: Path) -> None:
    """Remove the indexes of earlier generations."""
    for other in folder.iterdir():
        if other != but and not other.name.startswith("."):
            shutil.rmtree(other, ignore_errors=True)


def _once(passages: Iterable[Passage]) -> dict[str, Passage]:
    """Passages by id, the same words of the same document only once: a folder that was moved is in the store twice."""
    first = {(passage.document, passage.ordinal, passage.text): passage for passage in reversed(list(passages))}
    return {passage.id: passage for passage in first.values()}
