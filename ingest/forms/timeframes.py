"""Timeframes: when something starts and ends, as far as the words around its dates say so."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.forms.dates import Dated, dates
from ingest.forms.letters import pattern, unaccented

_POSITION = (
    r"(?:(?:the )?(?:start|beginning|middle|end) of|begin|half|medio|einde?(?: van)?|"
    r"(?:o )?(?:início|meio|meados|fim|final) de)"
)
_TO = pattern(
    r"[\s.,]*(?:[-–—→]+|[-‑]?\w{0,4}t[óő]l\b(?:\s*kezdve)?|"
    r"\b(?:up to|until|till?|to|through|tot(?: en met)?|t/m|t\.?e\.?m\.?|até(?: ao?)?|ao?|à)(?!\w))"
    rf"[\s,]*(?:{_POSITION}\s*)?",
)
_AND = pattern(r"[\s.,]*\b(?:and|en|e|és)\s+")
_BETWEEN = pattern(r"\b(?:between|tussen|entre)\s+$")
_BETWEEN_AFTER = pattern(r"[.\s]*között")
_FIRST = pattern(r"\b(?:first|eerste|első|primeir[ao])\b[^.;]{0,60}$")
_LAST = pattern(r"\b(?:last|final|laatste|utolsó|últim[ao])(?:\W+\w+){0,3}\W*$")
_FROM = pattern(r"(?s:.*)t[óő]l")
_UP_TO = pattern(r"(?s:.*)ig")

_REACH = 100
"""Characters in front of a date in which a word on it is looked for."""

_LINK = r"\s*[:|]?\s*(?:(?:in|on|at|the|op|em|no|na)\s+)*"
_STARTS_BEFORE = pattern(
    r"(?<!\w)(?:from|as (?:of|from)|since|start(?:s|ed|ing)?(?: date)?|beg[iau]n(?:s|ning)?(?: date)?|opens|opened|"
    r"launch(?:es|ed)|commenc(?:es|ing)|vanaf|sinds|met ingang van|startdatum|begindatum|begint|opent|gaat|aanvang|"
    r"kezdete|kezdés|indulás|desde|a partir d[eoa]|data de início|início(?=\s*[:|])|começa|inicia(?:-se)?|arranca|abre)"
    rf"{_LINK}$",
)
_STARTS_AFTER = pattern(
    r"[-‑]?\w{0,4}t[óő]l\b|\W*\w{0,4}\W*(?:indul|kezdődik|kezdőd|lép(?:nek)? (?:életbe|hatályba)|van start|óta)\w*",
)
_ENDS_BEFORE = pattern(
    r"(?<!\w)(?:until|till?|through|up to|by|no later than|end(?:s|ed|ing| date)|end(?=\s*[:|])|finish(?:es|ed)|"
    r"completed|ready|closes|deadline|tot(?: en met)?|t/m|uiterlijk|einde(?=\s*[:|])|einddatum|eindigt|klaar|gereed|"
    r"afgerond|voltooid|vége(?=\s*[:|])|befejezés|határidő|até(?: ao?)?|o mais tardar|data de fim|fim(?=\s*[:|])|"
    rf"termina|conclui(?:-se)?|concluíd[ao]|pront[ao]){_LINK}(?:{_POSITION}\s*)?$",
)
_ENDS_AFTER = pattern(
    r"[-‑]\w{0,4}ig\b|\W*(?:végéig|közepéig|elejéig)\b|\W*\w{0,4}\W*(?:ér véget|zárul|fejeződik be|befejeződ)",
)
_ONGOING = pattern(
    r"(?<!\w)(?:ongoing|on-going|in progress|still running|to date|(?:until |to )?(?:now|present|today)|doorlopend|"
    r"nog lopend|lopend|(?:tot )?heden|folyamatban(?: van)?|folyamatos(?:an)?|jelenleg is|napjainkig|em curso|"
    r"em andamento|a decorrer|até (?:ao presente|à data|hoje))(?!\w)",
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A month or day, ISO 8601 (YYYY-MM or YYYY-MM-DD), and where the words that state it stand, ``[start:end]``."""

    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """When something starts and ends; ``ongoing`` is where the words stand that say it has no end yet."""

    start: Moment | None = None
    end: Moment | None = None
    ongoing: tuple[int, int] | None = None


def stretch(text: str, language: str) -> Stretch:
    """What ``text`` says about start and end; ``language`` is ISO 639-1 or empty.

    A date counts as a start or an end only if the words beside it say so ("from", "-tól", "until", a dash between two
    dates) or if it is all the text says. Of several starts the earliest counts, of several ends the last, unless
    something starts later still. Dates of single events, and dates that contradict each other, give nothing.
    """
    text = unaccented(text)
    found = dates(text, language)
    ongoing = going_on(text)
    if len(found) == 1 and _says_no_more(text, found[0]):
        return Stretch(_start_of(found[0]), _end_of(found[0]))
    starts, ends = _borders(text, found, ongoing)
    start = min((_start_of(day) for day in starts), key=lambda moment: moment.value, default=None)
    end = max((_end_of(day) for day in ends), key=lambda moment: moment.value, default=None)
    if start is not None and end is not None and _is_after(start.value, end.value):
        return Stretch()
    if end is not None and any(_is_after(day.first, end.value) for day in starts):
        end = None
    return Stretch(start, end, ongoing if end is None else None)


def moment(text: str, language: str) -> Moment | None:
    """The one date that a text states; None if there are none or several."""
    found = dates(text, language)
    return _start_of(found[0]) if len(found) == 1 else None


def going_on(text: str) -> tuple[int, int] | None:
    """Where a text says "ongoing", or None."""
    found = _ONGOING.search(unaccented(text))
    return found.span() if found else None


def _says_no_more(text: str, day: Dated) -> bool:
    own = text[day.start : day.end]
    if _FROM.fullmatch(own) or _UP_TO.fullmatch(own):
        return False
    return not re.search(r"\w", text[: day.start] + text[day.end :])


def _borders(text: str, found: Sequence[Dated], ongoing: tuple[int, int] | None) -> tuple[list[Dated], list[Dated]]:
    """The dates on which something starts, and those on which something ends."""
    starts = [day for day in found if _starts(text, day) or (ongoing and _TO.fullmatch(text, day.end, ongoing[0]))]
    ends = [day for day in found if _ends(text, day)]
    for first, second in pairwise(found):
        if _reaches(text, first, second):
            starts.append(first)
            ends.append(second)
    return starts, ends


def _starts(text: str, day: Dated) -> bool:
    own = text[day.start : day.end]
    return bool(_FROM.fullmatch(own) or _STARTS_BEFORE.search(_before(text, day)) or _STARTS_AFTER.match(text, day.end))


def _ends(text: str, day: Dated) -> bool:
    own = text[day.start : day.end]
    return bool(_UP_TO.fullmatch(own) or _ENDS_BEFORE.search(_before(text, day)) or _ENDS_AFTER.match(text, day.end))


def _reaches(text: str, first: Dated, second: Dated) -> bool:
    """Whether the two dates are the ends of one stretch: "from - to", "between - and", "the first - the last"."""
    if _TO.fullmatch(text, first.end, second.start):
        return True
    if _AND.fullmatch(text, first.end, second.start):
        return bool(_BETWEEN.search(_before(text, first)) or _BETWEEN_AFTER.match(text, second.end))
    return bool(_FIRST.search(_before(text, first)) and _LAST.search(text[first.end : second.start]))


def _before(text: str, day: Dated) -> str:
    """The words in front of a date, as many as may bear on it."""
    return text[max(0, day.start - _REACH) : day.start]


def _is_after(value: str, other: str) -> bool:
    """Whether one ISO date is later than another, as far as both are stated."""
    return value[: len(other)] > other[: len(value)]


def _start_of(day: Dated) -> Moment:
    return Moment(day.first, *day.words)


def _end_of(day: Dated) -> Moment:
    return Moment(day.last, *day.words)
