"""Amounts: the sums of money a text states, exact, in the notations of English, Dutch, Hungarian and Portuguese."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from ingest.forms.letters import pattern, unaccented

_DECIMAL_COMMA = ("nl", "hu", "pt")
"""Languages that write 1.234,56 where English writes 1,234.56."""

_CURRENCIES = {
    "EUR": r"€|EUR|euros?|euró\w*",
    "HUF": r"HUF|Ft|forint\w*",
    "GBP": r"£|GBP|pounds?|pond|libras?",
}
_SCALES = {
    "k thousand duizend ezer e": 3,
    "m mn mln mio million millions miljoen millió milhão milhões": 6,
    "bn bln billion miljard mld mrd milliárd mil_milhões": 9,
}
_EXPONENTS = {
    unaccented(word).replace("_", " "): exponent for words, exponent in _SCALES.items() for word in words.split()
}
_PORTUGUESE_THOUSAND = "mil"

_GAP = r"[ \t\u00a0\u2009\u202f]"
_LETTER = r"[^\W\d_]"
_NOTATIONS = "|".join(
    (
        rf"\d{{1,3}}(?:{_GAP}\d{{3}})+(?:[.,]\d{{1,2}})?",
        r"\d{1,3}(?:['’]\d{3})+(?:[.,]\d{1,2})?",
        r"\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?",
        r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?",
        r"\d+(?:[.,]\d+)?",
    )
)
_NUMBER = re.compile(rf"(?<![\d.,'’])(?:(?:{_NOTATIONS})(?!\d|[.,'’]\d)|\d[\d.,'’]*\d)")
_CURRENCY = "|".join(f"(?P<{code}>{words})" for code, words in _CURRENCIES.items())
_SCALE_WORDS = "|".join(sorted({*_EXPONENTS, _PORTUGUESE_THOUSAND} - {"m", "e"}, key=len, reverse=True))
_BEFORE = pattern(rf"(?<!{_LETTER})(?P<scale>[kM])?(?:{_CURRENCY}){_GAP}?$")
_ROUND = re.compile(r",(?:-|–|—)+|\.-")
_SCALE = pattern(rf"(?:{_GAP}?(?P<word>{_SCALE_WORDS})|(?P<attached>m))(?!{_LETTER})")
_AFTER = pattern(rf"(?:{_GAP}?de\b)?{_GAP}?(?P<scale>[kMeE]{_GAP}?)?(?:{_CURRENCY})(?!{_LETTER})")
_PERCENT = re.compile(rf"{_GAP}?%")
_TO = pattern(rf"{_GAP}?(?:[-–—]|(?:to|tot|até|a){_GAP}){_GAP}?")
_AND = pattern(rf"{_GAP}(?:and|en|e){_GAP}")
_BETWEEN = pattern(rf"\b(?:between|tussen|entre){_GAP}$")
_COUNTED_THING = re.compile(rf"{_GAP}(?!(?:per|por|each|for|and|in|voor|en|para|e)\b){_LETTER}")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum of money: where it stands in its text, its exact value, or None if ambiguous, and the ISO 4217 currency."""

    start: int
    end: int
    value: Decimal | None
    currency: str


@dataclass(frozen=True, slots=True)
class _Number:
    """A number with the magnitude and the currency beside it; ``exponent`` is None for an ambiguous magnitude."""

    start: int
    end: int
    digits: str
    exponent: int | None
    currency: str

    def value(self, language: str) -> Decimal | None:
        return None if self.exponent is None else _scaled(self.digits, self.exponent, language)


def sums(text: str, language: str, currency: str = "") -> list[Sum]:
    """The sums of money in ``text``, in order: every number with a currency beside it, both ends of a range.

    ``language`` (ISO 639-1, or empty if unknown) tells what one dot or one comma before three digits means: ``1.234``
    is 1234 in Dutch, Hungarian and Portuguese and ambiguous in English, ``1,234`` the other way round. A text that is
    a number and nothing else is a sum too, in ``currency``, the one its form field or column names.
    """
    text = unaccented(text)
    numbers = list(_numbers(text, language))
    if len(numbers) == 1 and not numbers[0].currency and not text[: numbers[0].start].strip():
        number = numbers[0]
        if not text[number.end :].strip():
            return [Sum(number.start, number.end, number.value(language), currency)]
    return [
        Sum(number.start, number.end, number.value(language), number.currency)
        for number in _ranges_joined(text, numbers, language)
        if number.currency
    ]


def currency_in(text: str) -> str:
    """The ISO 4217 code of the one currency that a text names ("Costs (EUR)"), or empty."""
    found = {code for code, words in _CURRENCIES.items() if re.search(rf"(?<!{_LETTER})(?:{words})(?!\w)", text)}
    return found.pop() if len(found) == 1 else ""


def _numbers(text: str, language: str) -> Iterator[_Number]:
    done = 0
    for found in _NUMBER.finditer(text):
        if _PERCENT.match(text, found.end()):
            continue
        before = _BEFORE.search(text[done : found.start()])
        if before is None and text[max(0, found.start() - 1) : found.start()].isalpha():
            continue
        start = found.start() if before is None else done + before.start()
        number = _Number(start, found.end(), found.group(), 0, _code(before))
        number = _with_what_follows(text, number, (before and before["scale"]) or "", language)
        done = number.end
        yield number


def _with_what_follows(text: str, number: _Number, scale: str, language: str) -> _Number:
    """The number with "million", ",-" and "EUR" behind it."""
    end = number.end
    if round_sum := _ROUND.match(text, end):
        end = round_sum.end()
    if magnitude := _SCALE.match(text, end):
        scale, end = magnitude["word"] or magnitude["attached"], magnitude.end()
        end += text.startswith(".", end) and scale.casefold() in ("mln", "mio", "mld", "mrd")
    currency = number.currency
    if not currency and (after := _AFTER.match(text, end)):
        scale, end = (after["scale"] or scale).strip(), after.end()
        currency = _code(after)
    return replace(number, end=end, currency=currency, exponent=_exponent(scale, language))


def _code(found: re.Match[str] | None) -> str:
    return next((code for code in _CURRENCIES if found[code]), "") if found else ""


def _exponent(scale: str, language: str) -> int | None:
    if scale.casefold() == _PORTUGUESE_THOUSAND:
        return 3 if language == "pt" else None
    return _EXPONENTS[scale.casefold()] if scale else 0


def _ranges_joined(text: str, numbers: list[_Number], language: str) -> list[_Number]:
    """The numbers, both ends of "5 to 10 million EUR" with the magnitude, the currency and the words of the whole."""
    joined = list(numbers)
    for index, (first, second) in enumerate(pairwise(numbers)):
        if _is_range(text, first, second, language):
            shared = replace(second, start=first.start, currency=first.currency or second.currency)
            joined[index] = replace(shared, digits=first.digits, exponent=_shared_exponent(first, second, language))
            joined[index + 1] = shared
    return joined


def _shared_exponent(first: _Number, second: _Number, language: str) -> int | None:
    """The magnitude of a range's first number: its own, else the second's. "10-15 000 EUR" may mean 10 or 10 000."""
    if first.exponent or len(first.digits) > 3:
        return first.exponent
    least, most = first.value(language), second.value(language)
    if not second.exponent and least is not None and most is not None and least * 1_000 < most:
        return None
    return second.exponent


def _is_range(text: str, first: _Number, second: _Number, language: str) -> bool:
    if bool(first.currency) == bool(second.currency) or not _are_ends(text, first, second):
        return False
    if first.currency and (_YEAR.fullmatch(second.digits) or _COUNTED_THING.match(text, second.end)):
        return False
    if second.currency and _YEAR.fullmatch(first.digits):
        return False
    least, most = first.value(language), second.value(language)
    return least is None or most is None or least < most


def _are_ends(text: str, first: _Number, second: _Number) -> bool:
    if _TO.fullmatch(text, first.end, second.start):
        return True
    between = _BETWEEN.search(text[max(0, first.start - 10) : first.start])
    return between is not None and _AND.fullmatch(text, first.end, second.start) is not None


def _scaled(digits: str, exponent: int, language: str) -> Decimal | None:
    """The value of a number, or None where its notation is odd or has two readings."""
    joined = re.sub(rf"{_GAP}|['’]", "", digits)
    marks = [sign for sign in joined if sign in ".,"]
    factor = Decimal(10) ** exponent
    if not marks:
        return Decimal(joined) * factor
    if not re.fullmatch(_NOTATIONS, digits):
        return None
    head, mark, tail = joined.rpartition(marks[-1])
    if len(marks) == 1 and len(tail) == 3:
        return _of_two_readings(head, mark, tail, exponent, language)
    if len(marks) == 1 or marks[-1] != marks[-2]:
        return Decimal(f"{re.sub('[.,]', '', head)}.{tail}") * factor if exponent or len(tail) <= 2 else None
    return Decimal(re.sub(r"[.,]", "", joined)) * factor


def _of_two_readings(head: str, mark: str, tail: str, exponent: int, language: str) -> Decimal | None:
    """The value of ``1.234`` or ``1,234``, which is 1234 or a little over 1."""
    decimal_mark = {"en": ".", **dict.fromkeys(_DECIMAL_COMMA, ",")}.get(language, "")
    if mark == decimal_mark or head.startswith("0"):
        return Decimal(f"{head}.{tail}") * Decimal(10) ** exponent if exponent else None
    if decimal_mark and not exponent and len(head) <= 3:
        return Decimal(head + tail)
    return None
