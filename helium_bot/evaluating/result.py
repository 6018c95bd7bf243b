"""Result: the figures of one question set."""

import dataclasses
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from helium_bot.answering.answer import Answer, Outcome
from helium_bot.evaluating.asking import DEPTH, Observation
from helium_bot.evaluating.figures import (
    Estimate,
    Overlap,
    auroc,
    estimate,
    hit,
    ndcg,
    overlap,
    percentile,
    recall,
    reciprocal_rank,
)
from helium_bot.evaluating.sentences import cited_sentences
from knowledge.terms import words

_RANKING: Mapping[str, Callable[[Sequence[str], Sequence[str]], float]] = {
    "recall@1": lambda ranked, gold: recall(ranked, gold, 1),
    "recall@5": lambda ranked, gold: recall(ranked, gold, 5),
    "recall@10": lambda ranked, gold: recall(ranked, gold, 10),
    "hit@1": lambda ranked, gold: hit(ranked, gold, 1),
    "hit@5": lambda ranked, gold: hit(ranked, gold, 5),
    "mrr@10": lambda ranked, gold: reciprocal_rank(ranked, gold, DEPTH),
    "ndcg@10": lambda ranked, gold: ndcg(ranked, gold, DEPTH),
}

_SHORT = 15
"""Words of the longest answer that is looked for in quotes; longer ones are told in words of their own."""

Sentences = Mapping[str, Sequence[str]]
"""The sentences of each document, by its id, where a set has them."""


@dataclass(frozen=True, slots=True)
class Abstention:
    """How well "not in the documents" is told from answers.

    ``refused_answerable`` and ``answered_unanswerable`` are the shares (0 to 1) of both errors, ``balanced_accuracy``
    the mean of what is right in both classes, ``auroc`` that of the score behind the decision.
    """

    answerable: int
    unanswerable: int
    refused_answerable: float
    answered_unanswerable: float
    balanced_accuracy: float
    auroc: float | None


@dataclass(frozen=True, slots=True)
class Result:
    """The figures of one set; what a set cannot tell is None or empty.

    ``retrieval`` is over the answerable questions with gold, and ``retrieval_alone`` leaves out the earlier turns.
    ``first_holds`` and ``any_holds`` tell how often the first citation, or any, holds an accepted answer, over the
    answerable questions with a short one and without gold sentences (a refusal holds none). ``refused_by_kind`` is by
    the kind of unanswerable question. ``off_topic`` is by where the off-topic questions are from.
    ``sentence_citations`` are means over the answerable questions with gold sentences, against the reference each
    answer fits best. ``seconds`` are percentiles by name.
    """

    set: str
    questions: int
    passages: int
    retrieval: Mapping[str, Estimate]
    retrieval_alone: Mapping[str, Estimate]
    first_holds: Estimate | None
    any_holds: Estimate | None
    outcomes: Mapping[str, Mapping[str, int]]
    abstention: Abstention | None
    refused_by_kind: Mapping[str, Estimate]
    off_topic: Mapping[str, Abstention]
    sentence_citations: Mapping[str, Estimate]
    quotes: int
    quotes_exact: Estimate | None
    language_kept: Estimate | None
    seconds: Mapping[str, float]

    def as_json(self) -> dict[str, Any]:
        """The figures as plain JSON values, rounded to four digits; what the set cannot tell is left out."""
        told = {name: value for name, value in dataclasses.asdict(self).items() if value not in (None, {})}
        rounded: dict[str, Any] = _rounded(told)
        return rounded


def result(
    name: str,
    passages: int,
    observations: Sequence[Observation],
    sentences: Sentences,
    off_topic: Mapping[str, Sequence[Observation]],
) -> Result:
    """The figures of a set of observations; those of ``off_topic`` were asked of texts that cannot answer them."""
    answerable = [each for each in observations if each.asked.answerable]
    unanswerable = [each for each in observations if not each.asked.answerable]
    sought = [each for each in answerable if each.asked.gold]
    follow_ups = [each for each in sought if each.asked.history]
    exact = [float(exact) for each in observations for exact in each.exact]
    spoken = [each for each in observations if each.asked.language]
    return Result(
        set=name,
        questions=len(observations),
        passages=passages,
        retrieval=_ranking(sought, lambda each: each.ranked),
        retrieval_alone=_ranking(sought, lambda each: each.ranked_alone) if follow_ups else {},
        first_holds=_holding(answerable, 1),
        any_holds=_holding(answerable, None),
        outcomes={
            kind: dict(Counter(each.answer.outcome.value for each in group))
            for kind, group in (("answerable", answerable), ("unanswerable", unanswerable))
            if group
        },
        abstention=abstention(answerable, unanswerable),
        refused_by_kind=_refused_by_kind(unanswerable),
        off_topic={
            source: found for source, asked in off_topic.items() if (found := abstention(answerable, asked)) is not None
        },
        sentence_citations=_sentence_citations(answerable, sentences),
        quotes=len(exact),
        quotes_exact=estimate(exact),
        language_kept=estimate([float(each.answer.language == each.asked.language) for each in spoken]),
        seconds={f"p{percent}": percentile([each.seconds for each in observations], percent) for percent in (50, 95)},
    )


def abstention(answerable: Sequence[Observation], unanswerable: Sequence[Observation]) -> Abstention | None:
    """How well the two kinds of questions are told apart; None when there is none of one kind."""
    if not answerable or not unanswerable:
        return None
    refused = sum(_refused(each.answer) for each in answerable) / len(answerable)
    answered = sum(not _refused(each.answer) for each in unanswerable) / len(unanswerable)
    return Abstention(
        len(answerable),
        len(unanswerable),
        refused,
        answered,
        1 - (refused + answered) / 2,
        auroc([each.score for each in answerable], [each.score for each in unanswerable]),
    )


def holds(text: str, answers: Sequence[str]) -> bool:
    """Whether a text holds one of the answers, word for word, whatever the case and the punctuation."""
    said = f" {' '.join(words(text))} "
    return any(f" {' '.join(words(answer))} " in said for answer in answers if words(answer))


def _refused(answer: Answer) -> bool:
    return answer.outcome is Outcome.NOT_IN_DOCUMENTS


def _ranking(
    observations: Sequence[Observation], ranked: Callable[[Observation], Sequence[str]]
) -> dict[str, Estimate]:
    return _estimates(
        {name: [figure(ranked(each), each.asked.gold) for each in observations] for name, figure in _RANKING.items()}
    )


def _holding(observations: Sequence[Observation], first: int | None) -> Estimate | None:
    return estimate(
        [
            float(any(holds(citation.quote, each.asked.answers) for citation in each.answer.citations[:first]))
            for each in observations
            if any(len(words(answer)) <= _SHORT for answer in each.asked.answers) and not each.asked.gold_sentences
        ]
    )


def _refused_by_kind(unanswerable: Sequence[Observation]) -> dict[str, Estimate]:
    kinds = sorted({each.asked.why for each in unanswerable if each.asked.why})
    return _estimates(
        {kind: [float(_refused(each.answer)) for each in unanswerable if each.asked.why == kind] for kind in kinds}
    )


def _sentence_citations(observations: Sequence[Observation], sentences: Sentences) -> dict[str, Estimate]:
    found = [_best_overlap(each, sentences) for each in observations if each.asked.gold_sentences and each.asked.gold]
    return _estimates(
        {
            "precision": [each.precision for each in found],
            "recall": [each.recall for each in found],
            "f1": [each.f1 for each in found],
        }
    )


def _best_overlap(observation: Observation, sentences: Sentences) -> Overlap:
    """Against the reference that fits best. Sentences of other documents than the gold one are cited in error."""
    cited = {
        (citation.document, index)
        for citation in observation.answer.citations
        for index in cited_sentences(citation.quote, sentences.get(citation.document, ()))
    }
    gold = observation.asked.gold[0]
    overlaps = [
        overlap(cited, {(gold, index) for index in reference}) for reference in observation.asked.gold_sentences
    ]
    return max(overlaps, key=lambda each: (each.f1, each.precision, each.recall))


def _estimates(values: Mapping[str, Sequence[float]]) -> dict[str, Estimate]:
    return {name: found for name, each in values.items() if (found := estimate(each)) is not None}


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, Mapping):
        return {name: _rounded(each) for name, each in value.items()}
    return value
