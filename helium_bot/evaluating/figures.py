"""Figures: how good rankings, refusals and citations were, and how sure that is; lists in, numbers out."""

import math
from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass

import numpy as np

RESAMPLES = 2000
SEED = 20261123
"""Fixed, so that the same results give the same interval."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over ``count`` questions, and its 95 % interval from ``low`` to ``high``."""

    value: float
    low: float
    high: float
    count: int


@dataclass(frozen=True, slots=True)
class Overlap:
    """How two sets agree: ``precision`` of what was found, ``recall`` of what should be, ``f1`` their harmonic mean."""

    precision: float
    recall: float
    f1: float


def recall(ranked: Sequence[str], gold: Collection[str], k: int) -> float:
    """The share (0 to 1) of ``gold`` among the first ``k``; ``gold`` is not empty and ``ranked`` has no doubles."""
    return len(set(gold).intersection(ranked[:k])) / len(set(gold))


def hit(ranked: Sequence[str], gold: Collection[str], k: int) -> float:
    """1 when any of ``gold`` is among the first ``k``, else 0."""
    return float(any(each in gold for each in ranked[:k]))


def reciprocal_rank(ranked: Sequence[str], gold: Collection[str], k: int) -> float:
    """One over the rank (from 1) of the first of ``gold`` among the first ``k``; 0 when there is none."""
    return next((1 / rank for rank, each in enumerate(ranked[:k], start=1) if each in gold), 0.0)


def ndcg(ranked: Sequence[str], gold: Collection[str], k: int) -> float:
    """Normalised discounted cumulative gain at ``k`` with gains of 0 and 1 (Järvelin and Kekäläinen, 2002)."""
    gain = sum(1 / math.log2(rank + 1) for rank, each in enumerate(ranked[:k], start=1) if each in gold)
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(len(set(gold)), k) + 1))
    return gain / ideal


def estimate(values: Sequence[float]) -> Estimate | None:
    """The mean with a percentile bootstrap interval (Efron, 1979) over questions; None of no values."""
    if not values:
        return None
    sample = np.asarray(values, np.float64)
    drawn = np.random.default_rng(SEED).integers(0, len(sample), (RESAMPLES, len(sample)))
    low, high = np.percentile(sample[drawn].mean(axis=1), (2.5, 97.5))
    return Estimate(float(sample.mean()), float(low), float(high), len(sample))


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float | None:
    """The chance that a positive scores above a negative, ties counting half; None when either is empty."""
    if not positive or not negative:
        return None
    above = np.subtract.outer(np.asarray(_finite(positive)), np.asarray(_finite(negative)))
    return float(((above > 0) + 0.5 * (above == 0)).mean())


def overlap(found: Collection[Hashable], gold: Collection[Hashable]) -> Overlap:
    """Precision, recall and F1 of ``found`` against ``gold``, each 0 where it has nothing to divide by."""
    right = len(set(found).intersection(gold))
    precision = right / len(set(found)) if found else 0.0
    share = right / len(set(gold)) if gold else 0.0
    return Overlap(precision, share, 2 * precision * share / (precision + share) if right else 0.0)


def percentile(values: Sequence[float], percent: float) -> float:
    """The value that ``percent`` (0 to 100) of the values do not exceed, interpolated; 0 of no values."""
    return float(np.percentile(values, percent)) if values else 0.0


def _finite(scores: Sequence[float]) -> list[float]:
    """Infinite scores compare with each other as equal, which their difference would not show."""
    return [max(min(score, 1e9), -1e9) for score in scores]
