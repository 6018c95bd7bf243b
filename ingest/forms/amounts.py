"""Amounts: the sums of money a text states, exact, in the notations of English, Dutch, Hungarian and Portuguese."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_DOT_GROUPS_THOUSANDS = ("nl", "hu", "pt")
"""Languages that write 1.234,56; English writes 1,234.56."""

_CURRENCIES = {
    "EUR": r"€|EUR|euros?|euró\w*",
    "HUF": r"HUF|Ft|forint\w*",
    "GBP": r"£|GBP|pounds?|pond|libras?|font",
}
_SCALES = {
    3: r"k|tsd|thousand|duizend|ezer",
    6: r"M|mn|mln|mio|million|millions|miljoen|millió|milhão|milhões|milhao|milhoes",
    9: r"bn|bln|billion|miljard|mld|mrd|milliárd|mil milhões|mil milhoes",
}
_PORTUGUESE_THOUSAND = "mil"

_GAP = r"[ \u00a0\u2009\u202f]"
_WELL_FORMED = "|".join(
    (
        rf"\d{{1,3}}(?:(?:{_GAP}|['’])\d{{3}})+(?:[.,]\d{{1,2}})?",
        r"\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?",
        r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?",
        r"\d+(?:[.,]\d+)?",
    )
)
_NUMBER = rf"(?:(?:{_WELL_FORMED})(?![\d]|[.,'’]\d)|\d[\d.,'’]*\d)"
_SCALE = "|".join(sorted({*"|".join(_SCALES.values()).split("|"), _PORTUGUESE_THOUSAND}, key=len, reverse=True))
_CURRENCY = "|".join(_CURRENCIES.values())
_PREFIXED = r"(?P<prefix>k|m|M|E|e)?"
_ROUND = r"(?:,(?:-|–|—)+|\.-)?"
_TO = rf"{_GAP}?(?:[-–—]|\b(?:to|tot|até|a)\b){_GAP}?"
_SCALED = rf"(?:{_GAP}?(?P<{{0}}>{_SCALE}|m)\b\.?)?"

_BEFORE = re.compile(
    rf"(?<![^\W\d_])(?P<prefix>[kM])?(?P<currency>{_CURRENCY}){_GAP}?"
    rf"(?P<first>{_NUMBER}){_ROUND}{_SCALED.format('first_scale')}"
    rf"(?:{_TO}(?P<second>{_NUMBER})(?![^\W\d_]|{_GAP}?%){_ROUND}{_SCALED.format('second_scale')})?",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"(?<![\d.,'’])(?:(?P<first>{_NUMBER}){_SCALED.format('first_scale')}{_TO})?"
    rf"(?<![\d.,'’])(?P<second>{_NUMBER}){_ROUND}{_SCALED.format('second_scale')}(?:{_GAP}?de\b)?{_GAP}?"
    rf"(?P<prefix>[kMeE])?{_GAP}?(?P<currency>{_CURRENCY})(?![^\W\d_])",
    re.IGNORECASE,
)
