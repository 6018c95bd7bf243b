"""Dates: the months and days a text states, in English, Dutch, Hungarian and Portuguese notation."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from ingest.forms.letters import pattern, unaccented

_MONTHS = {
    "en": "january february march april may june july august september october november december",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "hu": "január február március április május június július augusztus szeptember október november december",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
}
_SHORT_MONTHS = {
    "en": "jan feb mar apr may jun jul aug sep|sept oct nov dec",
    "nl": "jan feb|febr mrt apr mei jun jul aug sep|sept okt nov dec",
    "hu": "jan febr márc ápr máj jún júl aug szept okt nov dec",
    "pt": "jan fev mar abr mai jun jul ago set out nov dez",
}
_ORDINALS = {
    1: "1|i|1st|first|1e|eerste|első|1\\.?º|primeiro",
    2: "2|ii|2nd|second|2e|tweede|második|2\\.?º|segundo",
    3: "3|iii|3rd|third|3e|derde|harmadik|3\\.?º|terceiro",
    4: "4|iv|4th|fourth|4e|vierde|negyedik|4\\.?º|quarto",
}
_PARTS_OF_A_YEAR = {
    3: "quarter|kwartaal|trimestre|negyedév\\w*",
    6: "half|half[- ]?year|semester|helft|halfjaar|félév\\w*|semestre",
}
"""How many months they have, and what they are called."""

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_LETTER = r"[^\W\d_]"
_OF = r"(?:\s*,)?\s*(?:\b(?:of|de|van|do ano de|/)(?![^\W\d_]))?\s*"
_NO_NUMBER_BEFORE = r"(?<![\d./-])"
_NO_NUMBER_AFTER = r"(?![\d]|[./-]\d)"
_BETWEEN_NEIGHBOURS = pattern(
    r"[\s,.–—-]*(?:-?\w{0,4}t[óő]l\b[\s,]*)?(?:(?:kezdve|up|until|till|to|through|and|or|tot|en met|t/m|t\.?e\.?m\.?|"
    r"en|of|até|ao?|à|e|ou|és|vagy)\b[\s,.]*){0,2}",
)
_YEARS_IN_SHORT = re.compile(r"(?:19|20)(\d\d)-(\d\d)")


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in a text, at ``[start:end]``: its first and its last month or day, ISO 8601 (YYYY-MM or YYYY-MM-DD).

    The two differ for quarters and half years only. ``words`` is where all that states it stands, also the year that it
    shares with a neighbour.
    """

    start: int
    end: int
    first: str
    last: str
    words: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Mention:
    """A date as it is written, the year perhaps left to a neighbour; ``months`` is how many it covers."""

    start: int
    end: int
    year: int | None
    month: int
    day: int | None = None
    months: int = 1
    words: tuple[int, int] | None = None

    @property
    def stated(self) -> tuple[int, int]:
        """Where all that states the date stands."""
        return self.words or (self.start, self.end)

    def dated(self) -> Dated | None:
        """The date it stands for; None without a year or where there is no such day."""
        if self.year is None:
            return None
        words = self.stated
        if self.day is None:
            last = self.month + self.months - 1
            return Dated(self.start, self.end, f"{self.year}-{self.month:02}", f"{self.year}-{last:02}", words)
        try:
            day = date(self.year, self.month, self.day).isoformat()
        except ValueError:
            return None
        return Dated(self.start, self.end, day, day, words)


def dates(text: str, language: str) -> list[Dated]:
    """The dates in ``text``, in order; a year alone is none. Numbers alone are read day first: 05-10-2018 is 5 October.

    ``language`` is ISO 639-1 or empty; it decides on short names of months only. "January to June 2026" states two
    dates, since both ends of a range or a list may share a year that is written once.
    """
    text = unaccented(text)
    mentions = _with_years(text, _mentions(text, language))
    return [dated for mention in mentions if (dated := mention.dated()) is not None]


def _mentions(text: str, language: str) -> list[_Mention]:
    """All dates, also those without a year, none overlapping; the notations that say most come first."""
    found: list[_Mention] = []
    taken: list[tuple[int, int]] = []
    for notation in _notations(language):
        for match in notation.finditer(text):
            if not any(match.start() < end and start < match.end() for start, end in taken):
                taken.append(match.span())
                found += _mention(match, language)
    return sorted(found, key=lambda mention: mention.start)


def _mention(match: re.Match[str], language: str) -> Iterator[_Mention]:
    given = {name: value for name, value in match.groupdict().items() if value}
    if _YEARS_IN_SHORT.fullmatch(match.group()) and match.group()[-2:] > match.group()[2:4]:
        return  # 2010-12 may also mean the years 2010 to 2012.
    year = int(given["year"]) if "year" in given else None
    if "which" in given:
        yield from _part_of_a_year(match, year, given)
        return
    month = int(given["month"]) if "month" in given else _month_numbers(language)[given["name"].casefold()]
    days = [name for name in ("since", "day", "until") if name in given]
    if len(days) < 2:
        yield _Mention(*match.span(), year, month, int(given[days[0]]) if days else None)
    else:  # "1-5 March 2026"
        first, last = days
        yield _Mention(match.start(), match.end(first), year, month, int(given[first]), words=match.span())
        yield _Mention(match.start(last), match.end(), year, month, int(given[last]), words=match.span())


def _part_of_a_year(match: re.Match[str], year: int | None, given: Mapping[str, str]) -> Iterator[_Mention]:
    if "letter" in given:
        months = 6 if given["letter"] in "hHsS" else 3
    else:
        months = next(months for months, names in _PARTS_OF_A_YEAR.items() if _names(names, given["part"]))
    number = next(number for number, names in _ORDINALS.items() if _names(names, given["which"]))
    if number * months <= 12:
        yield _Mention(match.start(), match.end(), year, (number - 1) * months + 1, months=months)


def _names(expression: str, text: str) -> bool:
    return pattern(expression).fullmatch(text) is not None


def _with_years(text: str, mentions: list[_Mention]) -> list[_Mention]:
    """The mentions, those without a year with that of the next one or, after a dated one, of the one before."""
    dated = list(mentions)
    for index in range(len(dated) - 1, 0, -1):
        first, second = dated[index - 1], dated[index]
        if first.year is None and second.year is not None and _share_a_year(text, first, second):
            dated[index - 1] = replace(first, year=second.year, words=(first.start, second.stated[1]))
    for index in range(1, len(dated)):
        first, second = dated[index - 1], dated[index]
        if first.year is not None and second.year is None and _share_a_year(text, first, second):
            dated[index] = replace(second, year=first.year, words=(first.stated[0], second.end))
    return dated


def _share_a_year(text: str, first: _Mention, second: _Mention) -> bool:
    return (first.month, first.day or 0) <= (second.month, second.day or 31) and (
        _BETWEEN_NEIGHBOURS.fullmatch(text, first.end, second.start) is not None
    )


@cache
def _notations(language: str) -> tuple[re.Pattern[str], ...]:
    names = "|".join(sorted(map(re.escape, _month_numbers(language)), key=len, reverse=True))
    name = rf"(?<!{_LETTER})(?P<name>{names})(?!{_LETTER})\.?"
    inflected = rf"(?<!{_LETTER})(?P<name>{'|'.join(_MONTHS['hu'].split())}){_LETTER}{{0,7}}"
    ordinal = r"(?:\s?(?:st|nd|rd|th|e)\b|\.?º|\.)?"
    day = rf"(?<![\d.,/-])(?:(?P<since>{_DAY}){ordinal}\s*[-–—]\s*)?(?P<day>{_DAY})(?!\d){ordinal}"
    day_after = rf"(?:\s*(?P<day>{_DAY})(?!\d)(?:\.?\s*[-–—]\s*(?P<until>{_DAY})(?!\d|\.?\s*{_LETTER}{{3}}))?)?"
    which = "|".join(_ORDINALS.values())
    part = "|".join(_PARTS_OF_A_YEAR.values())
    short_after_year = name if language == "hu" else r"(?!)"
    return tuple(
        pattern(expression)
        for expression in (
            rf"{_NO_NUMBER_BEFORE}{_YEAR}-(?P<month>{_MONTH})-(?P<day>{_DAY}){_NO_NUMBER_AFTER}",
            rf"{_NO_NUMBER_BEFORE}{_YEAR}(?P<mark>[./])\s?(?P<month>{_MONTH})(?P=mark)\s?(?P<day>{_DAY}){_NO_NUMBER_AFTER}",
            rf"{_NO_NUMBER_BEFORE}(?P<day>{_DAY})(?P<mark>[./-])\s?(?P<month>{_MONTH})(?P=mark)\s?{_YEAR}{_NO_NUMBER_AFTER}",
            rf"(?<!\d){_YEAR}\.?\s*(?:év\s+)?{inflected}{day_after}",
            rf"(?<!\d){_YEAR}\.?\s*{short_after_year}{day_after}",
            rf"{day}{_OF}{name}{_OF}{_YEAR}(?!\d)",
            rf"{name}\s*(?P<day>{_DAY})(?!\d){ordinal},?\s+{_YEAR}(?!\d)",
            rf"{name}(?:\s*[-'’/,])?{_OF}{_YEAR}(?!\d)",
            rf"(?<!\w)(?P<letter>[QKTHS])(?P<which>[1-4])[\s/,-]*{_YEAR}(?!\d)",
            rf"(?<!\d){_YEAR}[\s./,-]*(?P<letter>[QKTHS])(?P<which>[1-4])(?!\d)",
            rf"(?<!\w)(?P<which>[1-4])(?P<letter>[QKTS])[\s/,-]*{_YEAR}(?!\d)",
            rf"(?<!\d){_YEAR}\.?\s*(?P<which>{which})\.?\s*(?P<part>{part})(?!\w)",
            rf"(?<!\w)(?P<which>{which})\.?\s*(?P<part>{part}){_OF}{_YEAR}(?!\d)",
            rf"{_NO_NUMBER_BEFORE}(?P<month>{_MONTH})[/.-]{_YEAR}{_NO_NUMBER_AFTER}",
            rf"{_NO_NUMBER_BEFORE}{_YEAR}[/-](?P<month>0[1-9]|1[0-2]){_NO_NUMBER_AFTER}",
            rf"{_NO_NUMBER_BEFORE}{_YEAR}\.\s?(?P<month>0[1-9]|1[0-2])\.(?!\s?\d)",
            rf"{day}{_OF}{name}",
            rf"{inflected}{day_after}",
            name,
        )
    )


@cache
def _month_numbers(language: str) -> dict[str, int]:
    """Month names of every language; short ones of this language alone, since "set" and "out" are words elsewhere."""
    return {
        unaccented(name): number
        for row in (*_MONTHS.values(), _SHORT_MONTHS.get(language, ""))
        for number, names in enumerate(row.split(), 1)
        for name in names.split("|")
    }
