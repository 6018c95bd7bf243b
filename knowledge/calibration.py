"""Calibration: the weights and thresholds that were fitted for an embedder, kept as data beside it."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Recipe:
    """Weights of the rankings that a search joins. Stems count fully only where question and passage share a language;
    the vector side counts fully where the embedder understands both languages."""

    stems: float
    grams: float
    understood: float
    not_understood: float


@dataclass(frozen=True, slots=True)
class Regime:
    """A logistic model: ``intercept`` and a weight for each named feature."""

    intercept: float
    weights: Mapping[str, float]

    def logit(self, features: Mapping[str, float]) -> float:
        """Log-odds for features by name; one that is not given counts as 0."""
        return self.intercept + sum(weight * features.get(name, 0.0) for name, weight in self.weights.items())


@dataclass(frozen=True, slots=True)
class Calibration:
    """What was fitted for one embedder. ``answerable`` tells whether a passage can answer a question, by regime:
    as ``knowledge.ranking.regime`` names them; ``translated`` was set by hand, since no public question set has it.
    ``sentence`` orders the sentences of the passages found."""

    recipe: Recipe
    answerable: Mapping[str, Regime]
    sentence: Regime


@cache
def calibration(embedder: str) -> Calibration:
    """The calibration of an embedder by its name; one of lexical features only for an embedder without its own."""
    folder = files("knowledge").joinpath("calibrations")
    own = folder.joinpath(re.sub(r"[^A-Za-z0-9.]+", "-", embedder) + ".json")
    source = own if own.is_file() else folder.joinpath("default.json")
    found: dict[str, Any] = json.loads(source.read_text(encoding="utf-8"))
    return Calibration(
        Recipe(**found["recipe"]),
        {name: Regime(**regime) for name, regime in found["answerable"].items()},
        Regime(**found["sentence"]),
    )
