"""Figures: the numbers and dates a text states, whatever the notation, to hold a claim against its quote."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

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

_NUMBER_WORDS = {
    "en": "one two three four five six seven eight nine ten eleven twelve",
    "nl": "een|één twee drie vier vijf zes zeven acht negen tien elf twaalf",
    "hu": "egy kettő|két három négy öt hat hét nyolc kilenc tíz tizenegy tizenkettő|tizenkét",
    "pt": "um|uma dois|duas três quatro cinco seis sete oito nove dez onze doze",
}
_ORDINAL_WORDS = {
    "en": "first second third fourth fifth",
    "nl": "eerste tweede derde vierde vijfde",
    "hu": "első második harmadik negyedik ötödik",
    "pt": "primeiro|primeira segundo|segunda terceiro|terceira quarto|quarta quinto|quinta",
}
_ALSO_OTHER_WORDS = frozenset(("one", "een", "egy", "um", "uma", "hat", "hét"))
"""Number words that a claim may use in another sense: articles, "hat" (affects) and "hét" (week)."""

_MAGNITUDES = {
    3: "k thousand thousands duizend ezer mil tausend",
    6: "m mn mln mio million millions miljoen millió milhão milhões millionen",
    9: "bn billion billions miljard mrd milliárd bilhão bilhões milliarde milliarden",
    12: "trillion biljoen billió trilião trillió",
}
_CURRENCIES = {
    "EUR": "€ eur euro euros eurós eurót",
    "GBP": "£ gbp pound pounds pond font libras",
    "USD": "$ usd dollar dollars dollár dólares",
    "HUF": "huf ft forint florint",
}

_DIGITS = r"\d+(?:(?:[.,'’][\d]+)|(?:[ \u00a0\u2009\u202f]\d{3}(?!\d)))*"
_NUMBER = re.compile(rf"(?<![\w.,])(?P<digits>{_DIGITS})(?P<suffix>[^\W\d_]*)", re.UNICODE)
_CODE = re.compile(r"(?<!\w)[^\W\d_]+[-–/.]?\d+\w*(?!\w)")
_PERCENT = re.compile(r"\s*(?:%|per\s?cent\b|procent\b|százalék|por\s+cento\b|prozent\b)", re.IGNORECASE)
_RANGE_PERCENT = re.compile(rf"\s*(?:[-–—]|to|tot|és|a|e)\s*{_DIGITS}{_PERCENT.pattern}", re.IGNORECASE)
_FOLLOWING_WORD = re.compile(r"[ \u00a0\u2009\u202f]?([^\W\d_]+|[€£$])")
_PRECEDING_WORD = re.compile(r"([^\W\d_]+|[€£$])[ \u00a0\u2009\u202f]?$")
_SHORT_YEAR_RANGE = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?[-–/]\s?(\d\d)(?![\d])")


@dataclass(frozen=True, slots=True)
class Amount:
    """One number of a text. ``readings`` are the values it may have (``1.234`` has two); ``parts`` are the values of
    its groups where spaces set them apart, should it be several numbers. ``currency`` is ISO 4217 or ""."""

    readings: frozenset[Decimal]
    parts: tuple[Decimal, ...] = ()
    percent: bool = False
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """A date as far as it is stated; the month always is, as the one or two months that the notation may mean."""

    readings: frozenset[tuple[int | None, int, int | None]]
    """(year, month, day) each."""


@dataclass(frozen=True, slots=True)
class Figures:
    """All that a text states in numbers. ``codes`` are words with digits, such as ``A2`` or ``PGI01462``."""

    amounts: tuple[Amount, ...]
    days: tuple[Day, ...]
    codes: tuple[str, ...]


def figures(text: str, language: str, *, generous: bool = False) -> Figures:
    """The figures of ``text`` in ``language`` (ISO 639-1; number words are read in en, nl, hu, pt).

    ``generous`` is for the source a claim is held against: there the parts of dates count as numbers too, month names
    alone as dates, and words such as "one" and "second" as numbers.
    """
    days, rest = _days(text, language)
    codes = tuple(match.group() for match in _CODE.finditer(rest))
    rest = _CODE.sub(" ; ", rest)
    amounts = [*_amounts(rest), *_short_years(rest), *_in_words(rest, language, generous)]
    if generous:
        days = [*days, *(Day(frozenset({(None, month, None)})) for month in _months_named(rest, language))]
        amounts += [_plain(part) for day in days for reading in day.readings for part in reading if part is not None]
    return Figures(tuple(amounts), tuple(days), codes)


def unsupported(claim: Figures, source: Figures) -> bool:
    """Whether the claim states a number or a date that the source (read generously) does not."""
    return any(not _amount_stated(amount, source.amounts) for amount in claim.amounts) or any(
        not _day_stated(day, source) for day in claim.days
    )


@cache
def month_names() -> frozenset[str]:
    """The months' names in the four languages, lower case."""
    return frozenset(" ".join(_MONTHS.values()).split())


def _amount_stated(amount: Amount, source: Iterable[Amount]) -> bool:
    known = [
        other
        for other in source
        if (other.percent or not amount.percent)
        and (not amount.currency or not other.currency or amount.currency == other.currency)
    ]
    if any(amount.readings & other.readings for other in known):
        return True
    values = {value for other in known for value in (*other.readings, *other.parts)}
    return bool(amount.parts) and values.issuperset(amount.parts)


def _day_stated(day: Day, source: Figures) -> bool:
    values = {value for amount in source.amounts for value in (*amount.readings, *amount.parts)}

    def agrees(part: int | None, other: int | None) -> bool:
        return part is None or part == other or (other is None and Decimal(part) in values)

    return any(
        month == other_month and agrees(year, other_year) and agrees(number, other_number)
        for year, month, number in day.readings
        for stated in source.days
        for other_year, other_month, other_number in stated.readings
    )


# Numbers


def _amounts(text: str) -> Iterator[Amount]:
    for match in _NUMBER.finditer(text):
        digits, suffix = match["digits"], match["suffix"].casefold()
        after = text[match.end() :]
        readings = _values(digits)
        if not readings:
            continue
        parts = tuple(value for group in digits.split() for value in _values(group)) if len(digits.split()) > 1 else ()
        exponent = _magnitude(suffix, after)
        if exponent:
            scaled = frozenset(value.scaleb(exponent) for value in readings)
            readings = scaled | readings if suffix else scaled
        percent = bool(_PERCENT.match(after) or _RANGE_PERCENT.match(after))
        yield Amount(readings, parts, percent, _currency(text[: match.start()], suffix, after))


def _values(digits: str) -> frozenset[Decimal]:
    """What ``1.234,56``, ``1 234,56`` or ``1.234`` may mean; nothing for what is no number (``1.2.3``)."""
    joined = re.sub(r"[\s'’]", "", digits)
    marks = [sign for sign in joined if sign in ".,"]
    if not marks:
        return frozenset({Decimal(joined)})
    last = marks[-1]
    head, _, tail = joined.rpartition(last)
    grouped = re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", joined) is not None and len(set(marks)) == 1
    readings = set()
    if grouped:
        readings.add(Decimal(re.sub(r"[.,]", "", joined)))
    if last not in marks[:-1]:
        readings.add(Decimal(f"{re.sub(r'[.,]', '', head)}.{tail}"))
    return frozenset(readings)


def _magnitude(suffix: str, after: str) -> int:
    """The power of ten that a number's suffix (``5m``) or the words after it (``mil milhões``) stand for."""
    if suffix:
        return _exponents().get(suffix, 0)
    total = 0
    for word in re.match(r"(?:[ \u00a0\u2009\u202f-]?[^\W\d_]+){0,2}", after)[0].replace("-", " ").split():  # type: ignore[index]
        exponent = _exponents().get(word.casefold(), 0) if len(word) > 1 else 0
        if not exponent:
            break
        total += exponent
    return total


def _currency(before: str, suffix: str, after: str) -> str:
    words = [suffix]
    if preceding := _PRECEDING_WORD.search(before[-20:]):
        words.append(preceding[1].casefold())
    rest = after
    for _ in range(2):  # the word after the number, or after "million"
        if following := _FOLLOWING_WORD.match(rest):
            words.append(following[1].casefold())
            rest = rest[following.end() :]
    return next((code for word in words if (code := _currency_codes().get(word, ""))), "")


def _short_years(text: str) -> Iterator[Amount]:
    """The second year of ``2014-20``."""
    for match in _SHORT_YEAR_RANGE.finditer(text):
        yield _plain(int(match[1][:2] + match[2]))


def _in_words(text: str, language: str, generous: bool) -> Iterator[Amount]:
    known = _counting_words(language, generous)
    for match in re.finditer(r"(?<![\w-])[^\W\d_]+(?![\w-])", text):
        if (value := known.get(match.group().casefold())) is not None:
            yield _plain(value)


def _plain(value: int) -> Amount:
    return Amount(frozenset({Decimal(value)}))


# Dates


def _days(text: str, language: str) -> tuple[list[Day], str]:
    """The dates of a text, and the text without them."""
    days: list[Day] = []
    for pattern in _date_patterns(language):
        for match in pattern.finditer(text):
            days += _day(match, language)
        text = pattern.sub(" ; ", text)
    return days, text


def _day(match: re.Match[str], language: str) -> Iterator[Day]:
    given = match.groupdict()
    year = int(given["year"]) if given.get("year") else None
    numbers = [int(given[name]) for name in ("day", "until") if given.get(name)]
    if given.get("name"):
        month = _month_numbers(language)[given["name"].casefold()]
        yield from (Day(frozenset({(year, month, number)})) for number in numbers)
        if not numbers:
            yield Day(frozenset({(year, month, None)}))
        return
    month = int(given["month"])
    readings = {(year, month, numbers[0] if numbers else None)}
    if "either_way" in given:
        readings.add((year, numbers[0], month))
    possible = frozenset(reading for reading in readings if 1 <= reading[1] <= 12 and 1 <= (reading[2] or 1) <= 31)
    if possible:
        yield Day(possible)


@cache
def _date_patterns(language: str) -> tuple[re.Pattern[str], ...]:
    names = "|".join(sorted(_month_numbers(language), key=len, reverse=True))
    name = rf"(?P<name>{names})(?:\.|(?<=[^\W\d_]{{4}})[^\W\d_]{{0,5}})?(?![^\W\d_])"
    day = r"(?<![\d.,])(?P<day>[0-3]?\d)(?!\d)(?:\.?[ºª]|\.|st|nd|rd|th|e)?"
    year = r"(?P<year>(?:1[5-9]|20)\d\d)(?!\d)"
    of = r"\s*(?:of|de|van|the)?\s*"
    return tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            rf"(?<!\d){year[:-6]}-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)",
            rf"(?<!\d){year[:-6]}[./]\s?(?P<month>\d\d?)[./]\s?(?P<day>\d\d?)(?!\d)",
            rf"(?P<either_way>)(?<![\d.,/-])(?P<day>\d\d?)[./-]\s?(?P<month>\d\d?)[./-]\s?{year}",
            rf"(?<!\d){year}\.?\s*(?:év\s+)?{name}\s*(?:(?P<day>[0-3]?\d)(?!\d)\.?)?",
            rf"{day}\s*[-–]\s*(?P<until>[0-3]?\d)(?!\d)\.?{of}{name}(?:,?{of}{year})?",
            rf"{day}{of}{name}(?:,?{of}{year})?",
            rf"{name}\s+(?P<day>[0-3]?\d)(?![\d]|[.,]\d)(?:\.|st|nd|rd|th)?(?:\s*[-–]\s*(?P<until>[0-3]?\d)(?!\d))?(?:,?\s*{year})?",
            rf"{name},?{of}{year}",
        )
    )


def _months_named(text: str, language: str) -> Iterator[int]:
    known = _month_numbers(language)
    for match in re.finditer(r"[^\W\d_]+", text):
        word = match.group()
        number = known.get(word.casefold())
        if number is not None and (len(word) > 3 or word[0].isupper()):
            yield number


# Tables, read once


@cache
def _month_numbers(language: str) -> dict[str, int]:
    """Month names of every language; short ones of this language alone, since "set" and "out" are words elsewhere."""
    return {
        name: number
        for row in (*_MONTHS.values(), _SHORT_MONTHS.get(language, _SHORT_MONTHS["en"]))
        for number, names in enumerate(row.split(), 1)
        for name in names.split("|")
    }


@cache
def _counting_words(language: str, generous: bool) -> dict[str, int]:
    """Number words of a language; of every language, where that of a source is unknown."""
    languages = [language] if language in _NUMBER_WORDS else list(_NUMBER_WORDS) if generous else []
    tables = (_NUMBER_WORDS, _ORDINAL_WORDS) if generous else (_NUMBER_WORDS,)
    return {
        word: number
        for table in tables
        for known in languages
        for number, words in enumerate(table[known].split(), 1)
        for word in words.split("|")
        if generous or word not in _ALSO_OTHER_WORDS
    }


@cache
def _exponents() -> dict[str, int]:
    return {word: exponent for exponent, words in _MAGNITUDES.items() for word in words.split()}


@cache
def _currency_codes() -> dict[str, str]:
    return {word: code for code, words in _CURRENCIES.items() for word in words.split()}
