"""Evidence: the sentences of the passages found, weighed by how well each answers the question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from helium_bot.answering.expectation import Expectation, expected, meets
from knowledge.calibration import Regime
from knowledge.function_words import languages_of
from knowledge.library import Hit, Reach
from knowledge.passage import DocumentKind
from knowledge.question import Question
from knowledge.sentences import sentences
from knowledge.terms import folded, stem, words

_NAMES_WEIGHT = 4.0
"""What it is worth that the passage is about the place or body that was named, in the calibration's log-odds."""

_DEFINITION_WEIGHT = 3.0
"""What it is worth, to a question what something is, that a sentence says so."""

_GLOSSARY_WEIGHT = 3.0
"""What a glossary steps back where a question asks for more than what a word means."""

_OPEN = (Expectation.OTHER, Expectation.DEFINITION)
_LIKENESS_TELLS = ("understood", "translated")
_LIKENESS_UNTOLD = 0.5
"""What a cosine counts as where the embedder does not know the language: about what a fitting passage has elsewhere."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sentence, ``[start:end]`` of its passage's text. ``weight`` is comparable within one question."""

    hit: Hit
    start: int
    end: int
    weight: float
    features: Mapping[str, float]

    @property
    def text(self) -> str:
        """The sentence in the source's own words."""
        return self.hit.passage.text[self.start : self.end]


def gathered(question: Question, hits: Sequence[Hit], reach: Reach, scale: Regime) -> list[Evidence]:
    """Every sentence of the passages found, the most telling first. ``scale`` is the calibration of sentences."""
    if not hits:
        return []
    wait = expected(question.text)
    asked = frozenset(question.asked)
    best = max(hit.score for hit in hits)
    found = [
        Evidence(hit, start, end, scale.logit(features) + _bonus(hit, features, wait), features)
        for hit in hits
        for start, end, features in _weighed(hit, best, question, asked, wait, reach)
    ]
    return sorted(found, key=lambda evidence: -evidence.weight)


def _weighed(
    hit: Hit, best: float, question: Question, asked: frozenset[str], wait: Expectation, reach: Reach
) -> list[tuple[int, int, dict[str, float]]]:
    passage = hit.passage
    spans = sentences(passage.text)
    context = f"{passage.title} {passage.section}"
    weighed = []
    titled = _titled(passage.title, asked)
    named = _names_held(question, f"{context} {passage.text}", passage.language)
    before = 0.0
    for start, end in spans:
        text = passage.text[start:end]
        stems, grams = reach.of(text, passage.language)
        within, _ = reach.of(f"{context} {text}", passage.language)
        kind = meets(text, asked, wait)
        fresh = sum(word not in asked for word in words(text))
        features = {
            "stem_coverage": stems,
            "gram_coverage": grams,
            "coverage_in_context": within,
            "coverage_before": before,
            "expected": kind,
            "expected_and_covered": kind * stems,
            "open_and_covered": stems if wait in _OPEN else 0.0,
            "title_asked": titled,
            "names_held": named,
            "nothing_new": float(fresh == 0),
            "alone": 1 / len(spans),
            "passage_score": hit.score,
            "passage_gap": hit.score - best,
            "passage_coverage": hit.gram_coverage,
            "passage_likeness": hit.likeness if hit.regime in _LIKENESS_TELLS else _LIKENESS_UNTOLD,
        }
        weighed.append((start, end, features))
        before = stems
    return weighed


def _bonus(hit: Hit, features: Mapping[str, float], wait: Expectation) -> float:
    """What the public question sets could not teach, since they hold too few such questions."""
    names = _NAMES_WEIGHT * features["names_held"]
    if wait is Expectation.DEFINITION:
        return names + _DEFINITION_WEIGHT * features["expected"]
    return names - _GLOSSARY_WEIGHT if hit.passage.kind is DocumentKind.GLOSSARY else names


def _names_held(question: Question, text: str, language: str) -> float:
    """The share (0 to 1) of the question's names that a text mentions, by these or their other names."""
    tokens = words(text)
    present = {*map(folded, tokens), *(stem(token, language) for token in tokens)}
    others = {word: mention.others for mention in question.mentions for word in mention.said}

    def held(name: str) -> bool:
        return {folded(name), stem(name, language)} & present != set() or any(
            present.issuperset(map(folded, other)) for _, other in others.get(name, ())
        )

    return sum(map(held, question.names)) / len(question.names) if question.names else 1.0


def _titled(title: str, asked: frozenset[str]) -> float:
    """The share (0 to 1) of a title's content words that were asked."""
    content = [word for word in words(title) if not languages_of(word)]
    return sum(word in asked for word in content) / len(content) if content else 0.0
