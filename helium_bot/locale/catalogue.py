"""Phrases: one language's catalogue, and dates, numbers and language names written the way its readers expect."""

import gettext
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

LANGUAGES = ("en", "nl", "hu", "pt")
"""ISO 639-1 codes of the interface, the one everybody falls back to first."""

_REGIONS = {"en": "en_GB", "nl": "nl_NL", "hu": "hu_HU", "pt": "pt_PT"}
_UNKNOWN = "und"


def marked(msgid: str) -> str:
    """``msgid`` itself: marks a text that is chosen here and said elsewhere, so that extraction finds it."""
    return msgid


@dataclass(frozen=True, slots=True)
class Phrases:
    """One language of the interface. ``language`` is one of LANGUAGES."""

    language: str
    _texts: gettext.NullTranslations = field(repr=False)

    def say(self, msgid: str, /, **values: object) -> str:
        """``msgid`` (English) in this language, its named placeholders filled in."""
        return self._texts.gettext(msgid).format_map(values)

    def plural(self, singular: str, plural: str, n: int, /, **values: object) -> str:
        """The form that fits ``n`` things; ``{n}`` is written with this language's separators."""
        return self._texts.ngettext(singular, plural, n).format_map({"n": self.number(n), **values})

    def number(self, n: int) -> str:
        """A whole number with this language's thousands mark."""
        return format_decimal(n, locale=_REGIONS[self.language])

    def day(self, iso: str) -> str:
        """An ISO 8601 date (``2018``, ``2018-09`` or ``2018-09-26``) in words; anything else comes back unchanged."""
        region = _REGIONS[self.language]
        try:
            if len(iso) == len("2018-09"):
                return format_skeleton("yMMMM", date.fromisoformat(f"{iso}-01"), locale=region)
            return format_date(date.fromisoformat(iso), format="long", locale=region)
        except ValueError:
            return iso

    def name_of(self, language: str) -> str:
        """What this language calls ``language`` (ISO 639), or "" where it has no word for it."""
        names = Locale.parse(_REGIONS[self.language]).languages
        return "" if language == _UNKNOWN else str(names.get(language, ""))


def folded(language: str | None) -> str | None:
    """The language of the interface behind a code such as ``pt-BR``, or None where there is none."""
    code = (language or "").replace("_", "-").split("-")[0].lower()
    return code if code in LANGUAGES else None


def phrases(language: str | None) -> Phrases:
    """The phrases of a language or regional code; a language without a catalogue gets English."""
    return _read(folded(language) or LANGUAGES[0])


@cache
def _read(language: str) -> Phrases:
    with Path(__file__).with_name(f"{language}.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Phrases(language, gettext.GNUTranslations(compiled))
