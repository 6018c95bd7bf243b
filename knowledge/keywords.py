"""The keyword index: BM25 over word stems per language and over character 4-grams across languages."""

import json
import math
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

import numpy as np
from numpy.typing import NDArray

from knowledge.coverage import Part
from knowledge.passage import Passage
from knowledge.question import Question
from knowledge.terms import grams, stem, words

K1 = 1.2
B = 0.75
"""BM25 parameters as in Robertson and Zaragoza (2009), "The Probabilistic Relevance Framework", section 3.2."""

_FORMAT = 1

Scores = NDArray[np.float32]

_Terms = Callable[[Mapping[str, float]], Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Postings:
    """One field's inverted lists: term ``t`` stands in the rows ``rows[starts[t]:starts[t + 1]]``.

    ``weights`` is BM25's saturated and length-normalised term frequency, without the IDF factor.
    """

    vocabulary: Mapping[str, int]
    starts: NDArray[np.int64]
    rows: NDArray[np.int32]
    weights: NDArray[np.float32]
    size: int

    def idf(self, term: str) -> float:
        """Inverse document frequency, ``ln(1 + (N - n + 0.5) / (n + 0.5))``; a term never seen weighs most."""
        span = self._span(term)
        seen = span.stop - span.start
        return math.log(1 + (self.size - seen + 0.5) / (seen + 0.5))

    def score(self, terms: Mapping[str, float]) -> Scores:
        """BM25 of every passage for weighted terms."""
        score = np.zeros(self.size, np.float32)
        for term, weight in terms.items():
            span = self._span(term)
            score[self.rows[span]] += self.weights[span] * np.float32(self.idf(term) * weight)
        return score

    def coverage(self, parts: Sequence[Part]) -> Scores:
        """For every passage, the share (0 to 1) of the parts' weight that it holds."""
        covered = np.zeros(self.size, np.float32)
        for part in parts:
            covered += np.maximum.reduce([self._held(way) for way in part.ways]) * np.float32(part.mass)
        total = sum(part.mass for part in parts)
        return covered / np.float32(total) if total else covered

    def _held(self, way: Mapping[str, float]) -> Scores:
        held = np.zeros(self.size, np.float32)
        for term, weight in way.items():
            held[self.rows[self._span(term)]] += np.float32(weight)
        return held / np.float32(sum(way.values()))

    def _span(self, term: str) -> slice:
        at = self.vocabulary.get(term)
        return slice(0, 0) if at is None else slice(int(self.starts[at]), int(self.starts[at + 1]))


@dataclass(frozen=True, slots=True)
class KeywordScores:
    """What the keyword side says of passages, by row: BM25 of stems and of 4-grams, and how much each covers."""

    stems: Scores
    grams: Scores
    stem_coverage: Scores
    gram_coverage: Scores


class KeywordIndex:
    """An inverted index of passages, rebuilt whenever the store's generation differs; never the truth itself."""

    def __init__(
        self,
        generation: str,
        ids: Sequence[str],
        languages: Sequence[str],
        documents: Sequence[str],
        stems: Postings,
        grams: Postings,
    ) -> None:
        self.generation = generation
        self.ids = ids
        self.languages = np.array(languages, dtype="U3")
        self.documents = documents
        self._stems = stems
        self._grams = grams
        self.rows = {passage: row for row, passage in enumerate(ids)}
        self.known_languages = tuple(sorted(set(languages)))

    def __len__(self) -> int:
        return len(self.ids)

    @classmethod
    def build(cls, passages: Iterable[Passage], generation: str) -> "KeywordIndex":
        """An index over passages, numbered in the order given."""
        ids: list[str] = []
        languages: list[str] = []
        documents: list[str] = []
        stem_field, gram_field = _Field(), _Field()
        for passage in passages:
            ids.append(passage.id)
            languages.append(passage.language)
            documents.append(passage.document_id)
            tokens = words(passage.indexed_text)
            stem_field.add([stem(token, passage.language) for token in tokens])
            gram_field.add([gram for token in tokens for gram in grams(token)])
        return cls(generation, ids, languages, documents, stem_field.postings(), gram_field.postings())

    def score(self, question: Question, language: str) -> KeywordScores:
        """Scores of every passage for a question, as far as they are in a language (ISO 639-1)."""
        weights = question.weights_in(language)
        return KeywordScores(
            self._stems.score(self._stem_terms(weights, question.language)),
            self._grams.score(_gram_terms(weights)),
            self._stems.coverage(self.stem_parts(question)),
            self._grams.coverage(self.gram_parts(question)),
        )

    def stem_parts(self, question: Question) -> list[Part]:
        """What the question asks for, in word stems weighed by their IDF."""
        return _parts(question, lambda weights: self._stem_terms(weights, question.language), self._stems)

    def gram_parts(self, question: Question) -> list[Part]:
        """What the question asks for, in character 4-grams weighed by their IDF."""
        return _parts(question, _gram_terms, self._grams)

    def _stem_terms(self, weights: Mapping[str, float], language: str) -> dict[str, float]:
        """Stems by every stemmer that was used on the passages, since a word may stand in any of them."""
        terms: dict[str, float] = {}
        for word, weight in weights.items():
            variants = {stem(word, known) for known in self.known_languages} & self._stems.vocabulary.keys()
            for variant in variants or {stem(word, language)}:
                terms[variant] = max(terms.get(variant, 0.0), weight)
        return terms

    def holds(self, word: str) -> bool:
        """Whether a lower-case word stands in any passage, in any inflection the passages' languages know."""
        return any(stem(word, known) in self._stems.vocabulary for known in self.known_languages)

    def save(self, folder: Path) -> None:
        """Keep the index on disk, replacing what was there in one step."""
        folder.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            self._write(fresh)
            old = folder.with_name(f".{folder.name}-old-{fresh.name}")
            if folder.exists():
                folder.rename(old)
            fresh.rename(folder)
            shutil.rmtree(old, ignore_errors=True)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)

    def _write(self, folder: Path) -> None:
        about = {
            "format": _FORMAT,
            "generation": self.generation,
            "ids": list(self.ids),
            "languages": self.languages.tolist(),
            "documents": list(self.documents),
        }
        (folder / "about.json").write_text(json.dumps(about), encoding="utf-8")
        _save_postings(self._stems, folder / "stems")
        _save_postings(self._grams, folder / "grams")

    @classmethod
    def load(cls, folder: Path, generation: str) -> "KeywordIndex | None":
        """The index kept in a folder, or None when it is missing, broken, of another format or another generation."""
        try:
            about = json.loads((folder / "about.json").read_text(encoding="utf-8"))
            if about["format"] != _FORMAT or about["generation"] != generation:
                return None
            size = len(about["ids"])
            return cls(
                generation,
                about["ids"],
                about["languages"],
                about["documents"],
                _load_postings(folder / "stems", size),
                _load_postings(folder / "grams", size),
            )
        except (OSError, ValueError, KeyError, TypeError):
            return None


def _gram_terms(weights: Mapping[str, float]) -> dict[str, float]:
    """4-grams of the words; one that stands in several words weighs as often."""
    terms: dict[str, float] = {}
    for word, weight in weights.items():
        for gram in grams(word):
            terms[gram] = terms.get(gram, 0.0) + weight
    return terms


def _parts(question: Question, terms_of: _Terms, field: Postings) -> list[Part]:
    """A part for every mention with its other names, and one for each word beside them."""

    def weighed(weights: Mapping[str, float]) -> dict[str, float]:
        return {term: weight * field.idf(term) for term, weight in terms_of(weights).items()}

    rest = {word: question.asked[word] for word in question.content}
    parts = []
    for mention in question.mentions:
        said = weighed({word: rest.pop(word) for word in mention.said if word in rest})
        if said:
            ways = (said, *(weighed(dict.fromkeys(name, 1.0)) for _, name in mention.others))
            parts.append(Part(_mass(ways, field), ways))
    for word, weight in rest.items():
        said = weighed({word: weight})
        parts.append(Part(sum(said.values()), (said,)))
    return parts


def _mass(ways: Sequence[Mapping[str, float]], field: Postings) -> float:
    """What one thing asked weighs: as many terms as it was said with, as rare as in the commonest way that the passages
    use. A word of another language stands in none, and its IDF says nothing."""
    used = [way for way in ways if not field.vocabulary.keys().isdisjoint(way)]
    return len(ways[0]) * min(sum(way.values()) / len(way) for way in used or ways[:1])


class _Field:
    """Collects the terms of passages in order, then inverts them."""

    def __init__(self) -> None:
        self._vocabulary: dict[str, int] = {}
        self._terms: list[NDArray[np.int32]] = []
        self._counts: list[NDArray[np.float32]] = []
        self._lengths: list[int] = []

    def add(self, terms: Sequence[str]) -> None:
        known = self._vocabulary
        numbers = np.fromiter((known.setdefault(term, len(known)) for term in terms), np.int32, len(terms))
        unique, counts = np.unique(numbers, return_counts=True)
        self._terms.append(unique)
        self._counts.append(counts.astype(np.float32))
        self._lengths.append(len(terms))

    def postings(self) -> Postings:
        size = len(self._lengths)
        if not size:
            empty = np.zeros(0, np.float32)
            return Postings({}, np.zeros(1, np.int64), empty.astype(np.int32), empty, 0)
        terms = np.concatenate(self._terms)
        rows = np.repeat(np.arange(size, dtype=np.int32), [len(unique) for unique in self._terms])
        counts = np.concatenate(self._counts)
        self._terms.clear()
        self._counts.clear()
        order = np.argsort(terms, kind="stable")
        starts = np.zeros(len(self._vocabulary) + 1, np.int64)
        np.cumsum(np.bincount(terms, minlength=len(self._vocabulary)), out=starts[1:])
        lengths = np.array(self._lengths, np.float32)
        norm = K1 * (1 - B + B * lengths / max(float(lengths.mean()), 1.0))
        weights = counts * (K1 + 1) / (counts + norm[rows])
        return Postings(self._vocabulary, starts, rows[order], weights[order].astype(np.float32), size)


def _save_postings(postings: Postings, folder: Path) -> None:
    folder.mkdir()
    (folder / "vocabulary.txt").write_text("\n".join(postings.vocabulary), encoding="utf-8")
    np.save(folder / "starts.npy", postings.starts)
    np.save(folder / "rows.npy", postings.rows)
    np.save(folder / "weights.npy", postings.weights)


def _load_postings(folder: Path, size: int) -> Postings:
    text = (folder / "vocabulary.txt").read_text(encoding="utf-8")
    terms = text.split("\n") if text else []
    starts = np.load(folder / "starts.npy")
    if len(starts) != len(terms) + 1:
        raise ValueError("the vocabulary and the postings do not fit together")
    return Postings(
        {term: at for at, term in enumerate(terms)},
        starts,
        np.load(folder / "rows.npy", mmap_mode="r"),
        np.load(folder / "weights.npy", mmap_mode="r"),
        size,
    )
