"""Ranking: the keyword side and the vector side of a search joined into one order, by language."""

import numpy as np
from numpy.typing import NDArray

from knowledge.calibration import Recipe
from knowledge.keywords import KeywordScores


def ranked(
    keywords: KeywordScores,
    likeness: NDArray[np.float32],
    same_language: NDArray[np.bool_],
    understood: NDArray[np.bool_],
    recipe: Recipe,
    limit: int,
) -> list[tuple[int, float]]:
    """The ``limit`` best rows with their scores (0 to 1), best first; rows that share nothing with the question are left out.

    Every ranking is divided by its best score before it is weighed. ``likeness`` is the cosine of each passage's vector
    with the question's (0 where not near), ``same_language`` marks passages in the question's language and
    ``understood`` those where the embedder knows both languages. Ties are broken by row: the same store ranks alike.
    """
    stems = np.where(same_language, recipe.stems, recipe.foreign_stems)
    vectors = np.where(understood, recipe.understood, recipe.not_understood)
    score = _scaled(keywords.stems) * stems + _scaled(keywords.grams) * recipe.grams + _scaled(likeness) * vectors
    score /= recipe.stems + recipe.grams + recipe.understood
    best = np.argsort(-score, kind="stable")[:limit] if len(score) <= 4 * limit else _top(score, limit)
    return [(int(row), float(score[row])) for row in best if score[row] > 0]


def _top(score: NDArray[np.float32], limit: int) -> NDArray[np.intp]:
    """The rows of the ``limit`` highest scores in order, without sorting the rest."""
    edge = np.partition(score, len(score) - limit)[len(score) - limit]
    rows = np.flatnonzero(score >= edge)
    return rows[np.argsort(-score[rows], kind="stable")][:limit]


def _scaled(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    positive = np.maximum(scores, 0)
    best = float(positive.max(initial=0.0))
    scaled: NDArray[np.float32] = positive / np.float32(best) if best > 0 else positive
    return scaled
