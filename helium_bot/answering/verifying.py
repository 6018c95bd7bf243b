"""Verifying: what a model claims, held against the very words it quotes; what does not hold is dropped."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from helium_bot.answering.denial import contradicts
from helium_bot.answering.figures import figures, unsupported
from helium_bot.answering.names import mentioned_names, unknown_names
from helium_bot.answering.quotes import Span, condensed, enough, locate
from helium_bot.answering.vocabulary import content_words, shared_words
from knowledge.aliases import Aliases, shipped_aliases
from knowledge.language import detect
from knowledge.passage import UNKNOWN_LANGUAGE, Passage
from knowledge.terms import folded, words

MAX_CLAIM = 600
"""Characters of the longest sentence that is passed on."""

SHARED_WORDS = 0.2
"""The least share of a claim's content words that its source must have, where both are in one language."""

_LONGEST_READ = 4000
"""Characters of a claim or quote that are looked at."""


class Reason(StrEnum):
    """Why a claim was dropped."""

    STATES_NOTHING = "states_nothing"
    TOO_LONG = "too_long"
    LINK = "link"
    NO_QUOTE = "no_quote"
    QUOTE_NOT_FOUND = "quote_not_found"
    QUOTE_TOO_SHORT = "quote_too_short"
    LANGUAGE = "language"
    FIGURE = "figure"
    NAME = "name"
    NEGATION = "negation"
    UNRELATED = "unrelated"


@dataclass(frozen=True, slots=True)
class Written:
    """A claim as a model wrote it: ``passage`` counts from 1, ``part`` names the part of the question it answers."""

    text: str
    passage: int
    quote: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class Supported:
    """A claim that held. ``quote`` is an exact substring of the passage's text, never longer than MAX_QUOTE."""

    text: str
    passage: Passage
    quote: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class Verified:
    """What is left of a reply, in its order, and what was dropped and why."""

    claims: tuple[Supported, ...]
    dropped: tuple[tuple[Written, Reason], ...]

    def reasons(self) -> Counter[Reason]:
        """How many claims were dropped for each reason."""
        return Counter(reason for _, reason in self.dropped)


def verify(
    claims: Iterable[Written],
    passages: Sequence[Passage],
    *,
    question: str,
    language: str,
    aliases: Aliases | None = None,
    tell_language: Callable[[str], str] = detect,
) -> Verified:
    """The claims whose quotes stand in the passages and support them, by rule.

    ``language`` is the one asked for (ISO 639-1), ``question`` includes earlier turns. A quote that stands in another
    passage than the one named is taken from there. ``aliases`` say which names mean the same; the programme's own when
    None. ``tell_language`` gives a text's language, ``und`` where it cannot.
    """
    brief = _Brief(
        tuple(passages),
        question,
        language,
        aliases or shipped_aliases(),
        mentioned_names(passage.indexed_text for passage in passages),
        tell_language,
    )
    kept: list[Supported] = []
    dropped: list[tuple[Written, Reason]] = []
    for written in claims:
        held = _held(written, brief)
        if isinstance(held, Reason):
            dropped.append((written, held))
        else:
            kept.append(held)
    return Verified(tuple(kept), tuple(dropped))


def cleaned(text: str) -> str:
    """One line of a model's words, without invisible signs, markup and source marks of its own (``[1]``)."""
    visible = "".join(" " if _is_blank(sign) else sign for sign in text if unicodedata.category(sign) != "Cf")
    return " ".join(_OWN_MARKS.sub("", visible).split())


def holds_link(text: str) -> bool:
    """Whether a text holds what Telegram, or a person, would take for a link, a mention, an address or a command."""
    return _LINK.search(text) is not None


_OWN_MARKS = re.compile(r"\s?\[\s*\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*\s*\]|\*\*|__|`|^\s*(?:[-*•#]+|\d{1,2}[.)])\s+")
_LINK = re.compile(
    r"""\w+://|\b(?:mailto|tg|tel|javascript|data):\S|\bwww\.|\]\s*\(
    |(?<!\w)@\w{2,}|\S@\S
    |(?<![\w/])/[a-z]\w*
    |\b[a-z0-9-]{2,}\.[a-z]{2,}\b(?!\.)
    |(?i:\b[a-z0-9-]+\.(?:com|org|net|eu|nl|be|hu|pt|uk|io|me|info|ru|app|dev|link|ly|gg|top|xyz|site|online)\b)
    |<\s*/?\s*[a-zA-Z]""",
    re.VERBOSE,
)


def _is_blank(sign: str) -> bool:
    return sign.isspace() or unicodedata.category(sign) in {"Cc", "Co", "Cs", "Cn"}


@dataclass(frozen=True, slots=True)
class _Brief:
    """What all claims of one reply are judged by; ``known`` are the names that the passages mention."""

    passages: tuple[Passage, ...]
    question: str
    language: str
    aliases: Aliases
    known: Collection[str]
    tell_language: Callable[[str], str]


def _held(written: Written, brief: _Brief) -> Supported | Reason:
    text = cleaned(written.text[:_LONGEST_READ])
    if refusal := _unfit(text):
        return refusal
    if not written.quote.strip():
        return Reason.NO_QUOTE
    found = _source(written, brief.passages)
    if found is None:
        return Reason.QUOTE_NOT_FOUND
    passage, span = found
    quote = condensed(span, passage.text, text).of(passage.text)
    if not enough(quote, passage.text):
        return Reason.QUOTE_TOO_SHORT
    case = _Case(text, quote, passage, brief)
    failed = next((reason for reason, fails in _RULES if fails(case)), None)
    return failed or Supported(text, passage, quote, cleaned(written.part[:_LONGEST_READ]))


def _unfit(text: str) -> Reason | None:
    if not any(sign.isalnum() for sign in text) or text.endswith("?"):
        return Reason.STATES_NOTHING
    if len(text) > MAX_CLAIM:
        return Reason.TOO_LONG
    return Reason.LINK if holds_link(text) else None


def _source(written: Written, passages: Sequence[Passage]) -> tuple[Passage, Span] | None:
    """The passage that the quote stands in, the one named first, and where in it."""
    quote = written.quote[:_LONGEST_READ]
    order = list(range(len(passages)))
    named = written.passage - 1
    if named in order:
        order.insert(0, order.pop(named))
    for at in order:
        if span := locate(quote, passages[at].text):
            return passages[at], span
    return None


@dataclass(frozen=True)
class _Case:
    """One claim and what it is judged by."""

    text: str
    quote: str
    passage: Passage
    brief: _Brief

    @cached_property
    def source(self) -> str:
        """The quote, and what it need not repeat: where in which document it stands."""
        return "\n".join((self.quote, self.passage.title, self.passage.section, self.passage.context))

    @cached_property
    def vocabulary(self) -> tuple[str, ...]:
        """The folded words of the source in their order, then those of other names for what it mentions."""
        mentioned = words(self.source)
        same = self.brief.aliases.mentions(mentioned, self.passage.language, into=(self.language,))
        others = (word for mention in same for _, name in mention.others for word in name)
        return tuple(folded(word) for word in (*mentioned, *others))

    @cached_property
    def language(self) -> str:
        """The claim's own language; the one asked for where that cannot be told."""
        told = self.brief.tell_language(self.text)
        return self.brief.language if told == UNKNOWN_LANGUAGE else told

    @property
    def same_language(self) -> bool:
        return self.language == self.passage.language != UNKNOWN_LANGUAGE


def _is_in_a_third_language(case: _Case) -> bool:
    """Whether the claim is neither in the language asked for nor in its quote's, which no rule could then judge."""
    return case.language not in {case.brief.language, case.passage.language}


def _states_other_figures(case: _Case) -> bool:
    claimed = figures(case.text, case.language)
    given = figures(case.source, case.passage.language, generous=True)
    if unsupported(claimed, given):
        return True
    known = f"{case.source}\n{case.brief.question}"
    return any(locate(code, known) is None for code in claimed.codes)


def _names_others(case: _Case) -> bool:
    source = (*case.vocabulary, *(folded(word) for word in words(case.brief.question)))
    return bool(unknown_names(case.text, source, same_language=case.same_language, known=case.brief.known))


def _is_negated_otherwise(case: _Case) -> bool:
    return case.same_language and contradicts(case.text, case.quote, case.language)


def _is_unrelated(case: _Case) -> bool:
    """Whether claim and source have hardly a word in common; between languages, whether the claim has none with the
    question either."""
    claimed = content_words(case.text)
    shared = shared_words(claimed, case.vocabulary)
    if case.same_language:
        return bool(claimed) and (not shared or shared < SHARED_WORDS * len(claimed))
    return not shared and not shared_words(claimed, content_words(case.brief.question))


_RULES: tuple[tuple[Reason, Callable[[_Case], bool]], ...] = (
    (Reason.LANGUAGE, _is_in_a_third_language),
    (Reason.FIGURE, _states_other_figures),
    (Reason.NAME, _names_others),
    (Reason.NEGATION, _is_negated_otherwise),
    (Reason.UNRELATED, _is_unrelated),
)
