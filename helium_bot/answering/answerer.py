"""Answerer: the walk of a question, from the words a person typed to an answer that rests on quotes."""

import asyncio
import logging
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from helium_bot.answering.answer import Answer, Objection, Outcome
from helium_bot.answering.evidence import Evidence, gathered
from helium_bot.answering.quoting import nearest, quoted_answer
from helium_bot.answering.writing import notice_of
from helium_bot.locale import LANGUAGES
from helium_bot.model_failures import ModelUnavailable
from knowledge.language import detect
from knowledge.library import Library
from knowledge.passage import UNKNOWN_LANGUAGE, Passage
from knowledge.terms import words

MAX_QUESTION = 2000
"""Characters of the longest question that is searched."""

_SMALL_TALK = frozenset(
    words(
        """hello hi hey good morning afternoon evening day thanks thank you very much ok okay yes no bye goodbye
        help please hallo hoi goedemorgen goedemiddag goedenavond goedendag dag bedankt dank u wel je ja nee
        hulp graag doei
        helló szia sziasztok szervusz jó napot reggelt estét kívánok köszönöm szépen köszi igen nem viszlát segítség
        olá oi bom dia boa tarde noite obrigado obrigada muito sim não tchau adeus ajuda por favor"""
    )
)
"""A message of nothing but these is no question."""

_CLAUSE = re.compile(r"[^.!?,;\n]*[.!?,;\n]+\s*|[^.!?,;\n]+$")

PASSAGES_FOR_QUOTES = 5
PASSAGES_FOR_MODEL = 8

_log = logging.getLogger(__name__)


class Writer(Protocol):
    """What writes an answer from passages; see ``helium_bot.answering.writing.Writer``."""

    async def answer(
        self, question: str, passages: Sequence[Passage], *, language: str, history: Sequence[str] = ()
    ) -> Answer: ...


class Answerer:
    """Answers questions from a library: by a model when there is one, else (or when it fails) in the sources' words."""

    def __init__(self, library: Library, writer: Writer | None = None) -> None:
        self._library = library
        self._writer = writer

    async def answer(self, question: str, *, language: str | None = None, history: Sequence[str] = ()) -> Answer:
        """The answer to one question.

        ``language`` (ISO 639-1) is the one to answer in; when None it is the question's own. ``history`` are the
        person's earlier questions, oldest first. Raises KnowledgeError when the store or the embedder is out of reach.
        """
        spoken = detect(question)
        reply = language or (spoken if spoken != UNKNOWN_LANGUAGE else LANGUAGES[0])
        objection = objection_to(question)
        if objection:
            return Answer(question, reply, Outcome.NOT_IN_DOCUMENTS, objection=objection)
        quoted, evidence = await asyncio.to_thread(self._quoted, question, spoken, reply, history)
        if self._writer is None or not evidence:
            return quoted
        return await self._written(self._writer, quoted, evidence, history)

    def _quoted(self, text: str, spoken: str, reply: str, history: Sequence[str]) -> tuple[Answer, Sequence[Evidence]]:
        """The quoted answer and what it was chosen from; slow enough to be kept off the event loop."""
        language = "en" if spoken == UNKNOWN_LANGUAGE else spoken
        count = PASSAGES_FOR_MODEL if self._writer else PASSAGES_FOR_QUOTES
        matter = without_small_talk(text)
        hits = self._library.search(matter, count, language=language, history=history)
        asked = self._library.read(matter, language=language, history=history)
        evidence = gathered(asked, hits, self._library.reach(asked), self._library.calibration.sentence)
        if not evidence and not self._library.documents():
            return Answer(text, reply, Outcome.NOT_IN_DOCUMENTS, objection=Objection.NO_DOCUMENTS), ()
        quoted = quoted_answer(asked, evidence, self._library.calibration, reply, self._library.holds)
        return replace(quoted, question=text), evidence

    async def _written(
        self, writer: Writer, quoted: Answer, evidence: Sequence[Evidence], history: Sequence[str]
    ) -> Answer:
        """The model's answer, or the quoted one with a word on why the model did not give one."""
        passages = list({each.hit.passage.id: each.hit.passage for each in sorted(evidence, key=_by_rank)}.values())
        try:
            written = await writer.answer(quoted.question, passages, language=quoted.language, history=history)
        except ModelUnavailable as failure:
            _log.info("The chat model gave no answer (%s); the sources are quoted instead.", type(failure).__name__)
            return replace(quoted, notice=notice_of(failure))
        if written.outcome is Outcome.NOT_IN_DOCUMENTS:
            return replace(written, nearest=nearest(evidence, self._library.calibration))
        return written


def objection_to(question: str) -> Objection | None:
    """Why a question cannot be searched, or None."""
    if not question.strip():
        return Objection.EMPTY
    if len(question) > MAX_QUESTION:
        return Objection.TOO_LONG
    if not any(letter.isalpha() for word in words(question) for letter in word):
        return Objection.NO_WORDS
    if _SMALL_TALK.issuperset(words(question)):
        return Objection.SMALL_TALK
    return None


def without_small_talk(question: str) -> str:
    """``question`` without the clauses that are nothing but small talk: "Hello! Who leads it? Thanks."."""
    clauses = _CLAUSE.findall(question)
    kept = "".join(clause for clause in clauses if not _SMALL_TALK.issuperset(words(clause))).strip()
    return kept or question


def _by_rank(evidence: Evidence) -> float:
    return -evidence.hit.score
