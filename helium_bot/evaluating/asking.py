"""Asking: one question put to the real parts, and what they made of it."""

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass

from helium_bot.answering.answer import Answer
from helium_bot.answering.answerer import PASSAGES_FOR_QUOTES, Answerer
from helium_bot.answering.evidence import gathered
from helium_bot.evaluating.question_set import Asked
from helium_bot.wiring import House
from knowledge.library import Hit, Library

DEPTH = 10
"""How many different documents a ranking is judged by."""

_PASSAGES = 60
"""Passages searched to have that many documents: long ones have several passages in a row."""


@dataclass(frozen=True, slots=True)
class Observation:
    """What came of one question.

    ``ranked`` are the documents found, best first, and ``ranked_alone`` those found without the earlier turns.
    ``score`` is the log-odds (natural) that the best passage can answer. ``exact`` tells for each citation whether its
    quote stands in its passage to the letter. ``seconds`` is what the answer took.
    """

    asked: Asked
    ranked: tuple[str, ...]
    ranked_alone: tuple[str, ...]
    answer: Answer
    score: float
    exact: tuple[bool, ...]
    seconds: float


async def observed(house: House, questions: Sequence[Asked]) -> list[Observation]:
    """Every question answered in turn by the answerer of the settings. Raises KnowledgeError."""
    async with house.answerer() as answerer:
        if questions:
            # What is loaded at the first question of a process is no part of what a question takes.
            await answerer.answer(questions[0].text)
        return [await _observation(house, answerer, asked) for asked in questions]


async def _observation(house: House, answerer: Answerer, asked: Asked) -> Observation:
    hits = house.library.search(asked.text, _PASSAGES, history=asked.history)
    alone = house.library.search(asked.text, _PASSAGES) if asked.history else hits
    started = time.perf_counter()
    answer = await answerer.answer(asked.text, history=asked.history)
    seconds = time.perf_counter() - started
    return Observation(
        asked,
        _documents(hits),
        _documents(alone),
        answer,
        _answerability(house.library, asked, hits),
        _exact(house, answer),
        seconds,
    )


def _documents(hits: Sequence[Hit]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(hit.passage.document for hit in hits))[:DEPTH]


def _answerability(library: Library, asked: Asked, hits: Sequence[Hit]) -> float:
    """What decides between quoting and "not in the documents": the passage of the best sentence, by the calibration."""
    question = library.read(asked.text, history=asked.history)
    scale = library.calibration
    evidence = gathered(question, hits[:PASSAGES_FOR_QUOTES], library.reach(question), scale.sentence)
    if not evidence:
        return -math.inf
    hit = evidence[0].hit
    features = {"gram_coverage": hit.gram_coverage, "stem_coverage": hit.stem_coverage, "likeness": hit.likeness}
    return scale.answerable[hit.regime].logit(features)


def _exact(house: House, answer: Answer) -> tuple[bool, ...]:
    cited = (*answer.citations, *answer.nearest)
    texts = {passage.id: passage.text for passage in house.store.passages([each.passage_id for each in cited])}
    return tuple(bool(each.quote) and each.quote in texts.get(each.passage_id, "") for each in cited)
