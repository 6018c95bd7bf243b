"""Quoting: an answer made of the sources' own sentences, or the plain word that they hold none."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from helium_bot.answering.answer import Answer, Citation, Claim, Outcome
from helium_bot.answering.evidence import Evidence
from helium_bot.answering.expectation import Expectation, expected
from helium_bot.answering.names import names
from helium_bot.answering.writing import cited
from knowledge.calibration import Calibration
from knowledge.library import Hit
from knowledge.passage import Passage
from knowledge.question import NOUNS_CAPITALISED, Question
from knowledge.terms import words

MAX_QUOTE = 1000
MAX_QUOTES = 4
MAX_NEAREST = 3
NEAREST_QUOTE = 300

_SENTENCES = {Expectation.OTHER: 4, Expectation.DEFINITION: 3, Expectation.REASON: 3}
_SENTENCES_OF_A_FACT = 2
"""How many sentences may answer: an open question takes a few, one for a fact those that state it."""

_GAP = 4.0
_FACT_GAP = 1.0
_LIST_GAP = 1.5
"""How much weaker than the best sentence (in the calibration's log-odds) another may be and still be quoted: for an
open question, for a fact, and as an item of the same list."""

_NEAR = -5.0
"""Log-odds of holding the answer below which a passage is not even near, and is not offered."""

_LIST_ITEMS = 4
"""So many sentences of one passage that fit nearly alike are a list, and a list is quoted whole."""


@dataclass(frozen=True, slots=True)
class _Quote:
    """Neighbouring sentences of one passage as one exact span."""

    passage: Passage
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.passage.text[self.start : self.end]


def quoted_answer(
    question: Question,
    evidence: Sequence[Evidence],
    calibration: Calibration,
    language: str,
    known: Callable[[str], bool],
) -> Answer:
    """The answer that the best sentences give. ``evidence`` is sorted, best first; ``language`` is the person's;
    ``known`` tells whether a word stands anywhere in the library.

    Not in the documents when the passage of the best sentence shares too little with the question, by the calibration,
    or when the question is about nothing.
    Partly when the question gives a name or number that stands nowhere in the library.
    """
    if not evidence or not question.says_something or not answerable(evidence[0].hit, calibration):
        return Answer(question.text, language, Outcome.NOT_IN_DOCUMENTS, nearest=nearest(evidence, calibration))
    quotes = _joined(_chosen(evidence, expected(question.text)))
    citations = tuple(cited(quote.passage, quote.text, n) for n, quote in enumerate(quotes, start=1))
    claims = tuple(Claim(citation.quote, (citation.n,)) for citation in citations)
    missing = _unheard(question, known)
    outcome = Outcome.PARTLY if missing else Outcome.ANSWERED
    return Answer(question.text, language, outcome, claims, citations, missing=missing)


def answerable(hit: Hit, calibration: Calibration) -> bool:
    """Whether a passage shares enough with the question to hold its answer."""
    return _odds(hit, calibration) >= 0


def _odds(hit: Hit, calibration: Calibration) -> float:
    features = {"gram_coverage": hit.gram_coverage, "stem_coverage": hit.stem_coverage, "likeness": hit.likeness}
    return calibration.answerable[hit.regime].logit(features)


def nearest(evidence: Iterable[Evidence], calibration: Calibration) -> tuple[Citation, ...]:
    """The best sentence of each of the passages that are near, one for each document; none when nothing is near."""
    found: dict[str, Evidence] = {}
    for each in evidence:
        if _odds(each.hit, calibration) >= _NEAR:
            found.setdefault(each.hit.passage.document_id, each)
    best = list(found.values())[:MAX_NEAREST]
    return tuple(
        cited(each.hit.passage, _beginning(each.text, NEAREST_QUOTE), n) for n, each in enumerate(best, start=1)
    )


def _chosen(evidence: Sequence[Evidence], wait: Expectation) -> list[Evidence]:
    """The best sentence, with the next best of its passage for an open question, the whole list where it stands in one,
    or a second sentence that states a fact nearly as well."""
    best = evidence[0]
    same = [each for each in evidence if each.hit.passage.id == best.hit.passage.id]
    if wait not in _SENTENCES:
        second = [each for each in evidence[1:] if each.weight >= best.weight - _FACT_GAP and each.features["expected"]]
        return [best, *second][:_SENTENCES_OF_A_FACT]
    alike = [each for each in same if each.weight >= best.weight - _LIST_GAP]
    if len(alike) >= _LIST_ITEMS:
        return alike
    return [each for each in same if each.weight >= best.weight - _GAP][: _SENTENCES[wait]]


def _joined(chosen: Sequence[Evidence]) -> list[_Quote]:
    """Exact spans, the best sentence's first; neighbours in a passage become one as long as it stays short."""
    quotes: list[_Quote] = []
    for each in sorted(chosen, key=lambda evidence: (evidence.hit.passage.id, evidence.start)):
        passage = each.hit.passage
        end = each.start + len(_beginning(each.text, MAX_QUOTE))
        last = quotes[-1] if quotes and quotes[-1].passage.id == passage.id else None
        if last and not passage.text[last.end : each.start].strip() and end - last.start <= MAX_QUOTE:
            quotes[-1] = _Quote(passage, last.start, end)
        else:
            quotes.append(_Quote(passage, each.start, end))
    best = chosen[0]
    return sorted(
        quotes, key=lambda quote: not (quote.passage is best.hit.passage and quote.start <= best.start < quote.end)
    )[:MAX_QUOTES]


def _beginning(sentence: str, limit: int) -> str:
    """As much of a sentence as fits into so many characters, in whole words where it has any."""
    return sentence if len(sentence) <= limit else sentence[: limit + 1].rsplit(maxsplit=1)[0][:limit]


def _unheard(question: Question, known: Callable[[str], bool]) -> tuple[str, ...]:
    """The names and numbers of the question that stand nowhere in the library, in the asker's words."""
    capitals_tell = question.language not in NOUNS_CAPITALISED
    given = [name.text for name in names(question.text) if name.sure or (capitals_tell and not name.opening)]
    given += [word for word in words(question.text) if word.isdecimal() and len(word) > 1]
    aliased = {word for mention in question.mentions for word in mention.said}
    return tuple(
        name for name in dict.fromkeys(given) if not any(word in aliased or known(word) for word in words(name))
    )
