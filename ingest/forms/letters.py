"""Letters without their accents, so that "marcius" is found like "március" and at the same place."""

import re
import unicodedata
from functools import cache

_LATIN_WITH_MARKS = (range(0x00C0, 0x0250), range(0x1E00, 0x1F00))


def unaccented(text: str) -> str:
    """``text`` with plain letters for accented Latin ones, of the same length."""
    return text.translate(_plain_letters())


def pattern(expression: str) -> re.Pattern[str]:
    """A regular expression for :func:`unaccented` text, whatever accents it is written with; case is ignored."""
    return re.compile(unaccented(expression), re.IGNORECASE)


@cache
def _plain_letters() -> dict[int, str]:
    marked = (chr(code) for codes in _LATIN_WITH_MARKS for code in codes)
    decomposed = ((letter, unicodedata.normalize("NFD", letter)) for letter in marked)
    return {ord(letter): parts[0] for letter, parts in decomposed if len(parts) > 1}
