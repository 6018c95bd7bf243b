"""Ranking: the keyword side and the vector side of a search joined into one order, fair to every language."""

import math
from collections.abc import Callable, Collection

import numpy as np
from numpy.typing import NDArray

from knowledge.calibration import Calibration, Recipe
from knowledge.keywords import KeywordScores
from knowledge.question import Question

_TEMPERATURE = 2.0
"""How gently a language whose best passage is unlikely to answer steps back behind another."""

_HEADS = 3
"""How many of a language's best passages speak for it."""

_Floats = NDArray[np.float32]


def regime(question: str, passage: str, understood: Collection[str], translated: Collection[str]) -> str:
    """How the languages (ISO 639-1) of a question and a passage meet.

    ``understood``: the embedder, which knows ``understood`` (all when empty), knows both; ``same``: one language that
    it does not know; ``translated``: the word list, which has ``translated``, has both; else ``foreign``.
    """
    if not understood or (question in understood and passage in understood):
        return "understood"
    if question == passage:
        return "same"
    return "translated" if question in translated and passage in translated else "foreign"


def ranked(
    question: Question,
    keywords: Callable[[str], KeywordScores],
    likeness: _Floats,
    languages: NDArray[np.str_],
    understood: Collection[str],
    translated: Collection[str],
    calibration: Calibration,
    limit: int,
) -> list[tuple[int, float]]:
    """The ``limit`` best rows with their scores (0 to 1), best first, without any that share nothing with the question.

    ``keywords`` scores the passages of a language. ``likeness`` is the cosine of each passage's vector with the
    question's (0 where not near). The passages of each language are ranked among themselves, since words match more
    easily within a language; then each language counts by how likely its best passage is to answer. Ties are broken by
    row: the same store ranks alike.
    """
    score = np.zeros(len(languages), np.float32)
    for language in np.unique(languages):
        rows = np.flatnonzero(languages == language)
        kind = regime(question.language, str(language), understood, translated)
        found = keywords(str(language))
        speaks = 1.0 if language == question.language else question.translated_share(str(language))
        glossed = speaks if kind == "translated" and language in understood else 0.0
        understands = 1.0 if kind == "understood" else glossed
        within = _within(found, likeness[rows], rows, speaks, understands, calibration.recipe)
        model = calibration.answerable[kind]
        best = rows[_top(within, _HEADS)]
        odds = max(model.logit(features_of(found, likeness, row)) for row in best)
        score[rows] = within / np.float32(1 + math.exp(-odds / _TEMPERATURE))
    return [(int(row), float(score[row])) for row in _top(score, limit) if score[row] > 0]


def features_of(keywords: KeywordScores, likeness: _Floats, row: int) -> dict[str, float]:
    """What tells whether a passage can answer, by the names that a calibration uses."""
    return {
        "gram_coverage": float(keywords.gram_coverage[row]),
        "stem_coverage": float(keywords.stem_coverage[row]),
        "likeness": float(likeness[row]),
    }


def _within(
    keywords: KeywordScores,
    likeness: _Floats,
    rows: NDArray[np.intp],
    speaks: float,
    understands: float,
    recipe: Recipe,
) -> _Floats:
    """The scores of one language's rows: each ranking divided by its best, weighed and added, 0 to 1.

    ``speaks`` (0 to 1) is how much of the question can be said in that language, by which whole words count;
    ``understands`` how much of it the embedder does, by which vectors count.
    """
    stems = recipe.stems * speaks
    vectors = recipe.understood * understands + recipe.not_understood * (1 - understands)
    joined = (
        _scaled(keywords.stems[rows]) * np.float32(stems)
        + _scaled(keywords.grams[rows]) * np.float32(recipe.grams)
        + _scaled(likeness) * np.float32(vectors)
    )
    shares: _Floats = joined / np.float32(stems + recipe.grams + vectors)
    return shares


def _top(score: _Floats, limit: int) -> NDArray[np.intp]:
    """The rows of the ``limit`` highest scores in order, without sorting the rest."""
    edge = np.partition(score, len(score) - limit)[len(score) - limit] if len(score) > limit else score.min()
    rows = np.flatnonzero(score >= edge)
    return rows[np.argsort(-score[rows], kind="stable")][:limit]


def _scaled(scores: _Floats) -> _Floats:
    positive = np.maximum(scores, np.float32(0))
    best = float(positive.max(initial=0.0))
    return (positive / np.float32(best) if best > 0 else positive).astype(np.float32, copy=False)
