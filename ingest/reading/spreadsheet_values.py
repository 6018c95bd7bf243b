"""Values of spreadsheet cells as a person sees them: dates in ISO 8601, numbers as their format writes them."""

import datetime
import re

_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)(?:-[^\]]*)?\]')
_BRACKETED = re.compile(r"\[[^\]]*\]|[_*].")
_DIGITS = re.compile(r"[#0?][#0?,]*(?:\.[#0?]*)?")
_MARK = "\ue000"
_LONGEST_EXACT = 1e15


def shown(value: object, number_format: str = "General") -> str:
    """The text of a cell with this value and Excel number format; "" for an empty one.

    A date is written only as far as its format shows it: ``2026-05`` for one that shows month and year.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (datetime.datetime, datetime.date)):
        return _date(value, number_format)
    if isinstance(value, datetime.time):
        return value.isoformat("minutes" if value.second == 0 else "seconds")
    if isinstance(value, (int, float)):
        return _number(value, number_format)
    return str(value)


def _date(value: datetime.datetime | datetime.date, number_format: str) -> str:
    letters = _BRACKETED.sub("", _LITERAL.sub("", number_format)).lower()
    if letters and "y" in letters and "d" not in letters and "h" not in letters:
        return f"{value:%Y-%m}" if "m" in letters else f"{value:%Y}"
    if isinstance(value, datetime.datetime) and (value.hour or value.minute or value.second):
        return value.isoformat(" ", "minutes" if value.second == 0 else "seconds")
    return f"{value:%Y-%m-%d}"


def _number(value: float, number_format: str) -> str:
    section = _section(value, number_format)
    literals: list[str] = []

    def keep(found: re.Match[str]) -> str:
        literals.append(found[1] or found[2] or found[3] or "")
        return _MARK

    pattern = _BRACKETED.sub("", _LITERAL.sub(keep, section))
    digits = _DIGITS.search(pattern)
    if digits is None or "general" in pattern.lower() or "E" in pattern or "/" in pattern or pattern.count("@"):
        return _plain(value)
    percent = "%" in pattern
    scaled = value * 100 if percent else value
    if digits[0].partition(".")[0].endswith(","):
        return _plain(value)  # Shown in thousands or millions, without saying so: the value itself misleads nobody.
    number = _written(scaled, digits[0])
    text = f"{pattern[: digits.start()]}{number}{pattern[digits.end() :]}"
    for literal in literals:
        text = text.replace(_MARK, literal, 1)
    negative = value < 0 and ";" not in number_format and any(digit in number for digit in "123456789")
    return f"-{text.strip()}" if negative else text.strip()


def _section(value: float, number_format: str) -> str:
    """The part of the format for numbers of this sign; a format has up to three: positive, negative, zero."""
    sections = number_format.split(";")
    if value < 0 and len(sections) > 1:
        return sections[1]
    if value == 0 and len(sections) > 2 and _DIGITS.search(sections[2]):
        return sections[2]
    return sections[0]


def _written(value: float, digits: str) -> str:
    """The number without its sign, with the decimals and thousands marks that the digits of a format ask for."""
    whole, _, decimals = digits.partition(".")
    width = whole.count("0") + (len(decimals) + 1 if decimals else 0)
    text = f"{abs(value):{f'0{width}' if ',' not in whole else ','}.{len(decimals)}f}"
    optional = len(decimals) - len(decimals.rstrip("#?"))
    if optional:
        kept = text[:-optional]
        text = kept + text[-optional:].rstrip("0")
        text = text.rstrip(".")
    return text


def _plain(value: float) -> str:
    """As Excel writes a number that has no format: at most eleven significant digits, no needless zeros."""
    if isinstance(value, int) or (value == int(value) and abs(value) < _LONGEST_EXACT):
        return str(int(value))
    return f"{value:.11g}"
