"""Terms: what the keyword index counts, word stems for each language and character 4-grams across them."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import Stemmer

GRAM_LENGTH = 4

_WORD = re.compile(r"\w+", re.UNICODE)

_STEMMERS = {
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "et": "estonian",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hu": "hungarian",
    "it": "italian",
    "lt": "lithuanian",
    "nl": "dutch",
    "no": "norwegian",
    "nb": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "tr": "turkish",
}
"""Snowball algorithms by ISO 639-1 code; other languages are indexed by the plain word."""

_LATIN = dict(
    zip(
        "αβγδεζηθικλμνξοπρσςτυφχψωабвгдезийклмнопрстуфхцчшщъыьэюя",
        [
            *("a", "b", "g", "d", "e", "z", "i", "th", *"iklmnxoprsstif", "ch", "ps", "o"),
            *(*"abvgdeziiklmnoprstufh", "c", "ch", "sh", "sht", "", "i", "", "e", "iu", "ia"),
        ],
        strict=True,
    )
)
"""Greek and Cyrillic letters to Latin ones, so that names and loan words meet across scripts."""

_UNACCENTED = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ð": "d", "þ": "th", "ı": "i"}


def words(text: str) -> list[str]:
    """The words of a text in order, lower-cased and in Unicode NFKC; digits count as words."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


@lru_cache(maxsize=200_000)
def folded(word: str) -> str:
    """A lower-case word without accents, in Latin letters where it was Greek or Cyrillic."""
    plain = "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))
    return "".join(_LATIN.get(letter, _UNACCENTED.get(letter, letter)) for letter in plain)


@lru_cache(maxsize=200_000)
def stem(word: str, language: str) -> str:
    """The stem of a lower-case word in a language (ISO 639-1), accents folded; the word itself where no stemmer is."""
    algorithm = _STEMMERS.get(language)
    return folded(_stemmer(algorithm).stemWord(word) if algorithm else word)


@lru_cache(maxsize=200_000)
def grams(word: str) -> tuple[str, ...]:
    """The character 4-grams of a folded word with its borders marked: ``care`` gives ``_car, care, are_``."""
    marked = f"_{folded(word)}_"
    if len(marked) <= GRAM_LENGTH:
        return (marked,)
    return tuple(marked[at : at + GRAM_LENGTH] for at in range(len(marked) - GRAM_LENGTH + 1))


def stems(tokens: Iterable[str], language: str) -> list[str]:
    """The stem of each word, in order."""
    return [stem(token, language) for token in tokens]


@lru_cache(maxsize=32)
def _stemmer(algorithm: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(algorithm)
