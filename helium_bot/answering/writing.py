"""Writing: the answer a chat model writes from passages, of which only what its quotes support is passed on."""

import logging
import secrets
from collections.abc import Callable, Iterable, Sequence

from pydantic import BaseModel, Field

from helium_bot.answering.answer import Answer, Citation, Claim, Notice, Outcome
from helium_bot.answering.prompt import MAX_PASSAGES, compose
from helium_bot.answering.verifying import Supported, Verified, Written, cleaned, holds_link, verify
from helium_bot.answering.vocabulary import content_words, shared_words
from helium_bot.language_model import LanguageModel
from helium_bot.model_failures import ModelBusy, ModelDown, ModelNonsense, ModelSlow, ModelUnavailable
from knowledge.language import detect
from knowledge.passage import Passage

MAX_CITATIONS = 8
"""Citations of one answer."""

MAX_CHARACTERS = 2600
"""Characters of all claims and quotes of an answer, so that it can be shown with its sources in one message."""

MAX_CLAIMS_READ = 20
"""Claims of a reply that are looked at."""

MAX_MISSING = 5
"""Parts of a question that are named as missing."""

MAX_MISSING_CHARACTERS = 200
"""Characters of each."""

_NOTICES = {
    ModelDown: Notice.MODEL_DOWN,
    ModelSlow: Notice.MODEL_SLOW,
    ModelBusy: Notice.MODEL_BUSY,
    ModelNonsense: Notice.MODEL_NONSENSE,
}

_log = logging.getLogger(__name__)


class ClaimForm(BaseModel):
    """One sentence of the answer and the words that prove it."""

    part: str = Field(default_factory=str, description="The part of the question this answers, in a few of its words.")
    text: str = Field(default_factory=str, description="One complete sentence in the language asked for.")
    passage: int = Field(default_factory=int, description="The number of the passage it rests on.")
    quote: str = Field(default_factory=str, description="Consecutive words copied letter by letter from that passage.")


class AnswerForm(BaseModel):
    """An answer made of claims that passages prove."""

    claims: list[ClaimForm] = Field(description="The answer, most important first; empty when not in the passages.")
    missing: list[str] = Field(default_factory=list, description="What was asked and is not in the passages.")
    answered: bool = Field(
        default_factory=lambda: True, description="Whether the passages answer the question at least partly."
    )


class Writer:
    """Has a chat model answer a question from passages, and verifies each sentence it writes.

    ``fence`` gives a word that nobody can guess, for each prompt anew. ``tell_language`` gives the language of a text.
    """

    def __init__(
        self,
        model: LanguageModel,
        *,
        characters: int = MAX_PASSAGES,
        fence: Callable[[], str] = lambda: secrets.token_hex(8),
        tell_language: Callable[[str], str] = detect,
    ) -> None:
        self._model = model
        self._characters = characters
        self._fence = fence
        self._tell_language = tell_language

    async def answer(
        self, question: str, passages: Sequence[Passage], *, language: str, history: Sequence[str] = ()
    ) -> Answer:
        """The answer to ``question`` in ``language`` (ISO 639-1), resting on ``passages`` (best first) alone.

        ``history`` are the person's earlier turns, oldest first. ``nearest`` is left to the caller. Raises
        ModelUnavailable; ModelNonsense also where nothing of what the model claims can be verified.
        """
        if not passages:
            return Answer(question, language, Outcome.NOT_IN_DOCUMENTS, quoted=False)
        prompt = compose(
            question, passages, language=language, fence=self._fence(), history=history, limit=self._characters
        )
        form = await self._model.complete(prompt.instructions, prompt.text, AnswerForm)
        claims = [
            Written(claim.text, claim.passage, claim.quote, claim.part) for claim in form.claims[:MAX_CLAIMS_READ]
        ]
        asked = "\n".join((*history, question))
        verified = verify(claims, prompt.passages, question=asked, language=language, tell_language=self._tell_language)
        if verified.dropped:
            _log.info("Of %d claims of the model, dropped: %s.", len(claims), dict(verified.reasons()))
        return answered(question, language, form, verified, history)


def answered(question: str, language: str, form: AnswerForm, verified: Verified, history: Sequence[str] = ()) -> Answer:
    """What is left of a model's reply, as an Answer. Raises ModelNonsense where it claims much and nothing holds."""
    if not verified.claims:
        if form.answered and form.claims:
            raise ModelNonsense("Nothing of what the language model wrote could be verified.")
        return Answer(question, language, Outcome.NOT_IN_DOCUMENTS, quoted=False)
    claims, citations = numbered(verified.claims)
    lost = _parts_lost(verified)
    complete = form.answered and not lost and not any(item.strip() for item in form.missing)
    missing = () if complete else _missing([*form.missing, *lost], question, history)
    outcome = Outcome.ANSWERED if complete else Outcome.PARTLY
    return Answer(question, language, outcome, claims, citations, missing=missing, quoted=False)


def numbered(supported: Iterable[Supported]) -> tuple[tuple[Claim, ...], tuple[Citation, ...]]:
    """Claims with their citations, numbered in order of use, as far as MAX_CITATIONS and MAX_CHARACTERS reach.

    One sentence on several quotes becomes one claim with several numbers; a quote used twice is cited once.
    """
    numbers: dict[tuple[str, str], int] = {}
    citations: list[Citation] = []
    texts: dict[str, list[int]] = {}
    room = MAX_CHARACTERS
    for claim in supported:
        key = (claim.passage.id, claim.quote)
        cost = (0 if key in numbers else len(claim.quote)) + (0 if claim.text in texts else len(claim.text))
        if cost > room or (key not in numbers and len(citations) == MAX_CITATIONS):
            continue
        room -= cost
        if key not in numbers:
            numbers[key] = len(citations) + 1
            citations.append(cited(claim.passage, claim.quote, numbers[key]))
        if numbers[key] not in texts.setdefault(claim.text, []):
            texts[claim.text].append(numbers[key])
    return tuple(Claim(text, tuple(sorted(used))) for text, used in texts.items()), tuple(citations)


def cited(passage: Passage, quote: str, n: int) -> Citation:
    """The citation number ``n`` of ``quote``, which must be a substring of the passage's text."""
    return Citation(
        n=n,
        document_id=passage.document_id,
        document=passage.document,
        title=passage.title,
        section=passage.section,
        page=passage.page,
        quote=quote,
        language=passage.language,
        passage_id=passage.id,
    )


def notice_of(failure: ModelUnavailable) -> Notice:
    """What a person is told about a model that gave no usable reply."""
    return _NOTICES.get(type(failure), Notice.MODEL_DOWN)


def _parts_lost(verified: Verified) -> list[str]:
    """The parts of the question of which every claim was dropped."""
    kept = {claim.part.casefold() for claim in verified.claims}
    lost = (cleaned(written.part) for written, _ in verified.dropped)
    return list(dict.fromkeys(part for part in lost if part and part.casefold() not in kept))


def _missing(named: Iterable[str], question: str, history: Sequence[str]) -> tuple[str, ...]:
    """What a model names as missing, as far as it is of the asker's words; the question itself where nothing is."""
    asked = content_words("\n".join((*history, question)))
    items = dict.fromkeys(cleaned(item) for item in named)
    fitting = [
        item
        for item in items
        if len(item) <= MAX_MISSING_CHARACTERS and not holds_link(item) and shared_words(content_words(item), asked)
    ]
    return tuple(fitting[:MAX_MISSING]) or (" ".join(question.split())[:MAX_MISSING_CHARACTERS],)
