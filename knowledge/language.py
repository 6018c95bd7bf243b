"""Which language a text is in: letter statistics and function words weighed together."""

import math
import re
from functools import cache

from lingua import IsoCode639_1, LanguageDetector, LanguageDetectorBuilder

from knowledge.function_words import languages_of
from knowledge.passage import UNKNOWN_LANGUAGE

LANGUAGES = (
    "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "hr", "hu", "it", "lt", "lv", "nl", "pl", "pt", "ro",
    "ru", "sk", "sl", "sv", "uk",
)  # fmt: skip
"""ISO 639-1 codes that :func:`detect` can answer with."""

_NOISE = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|@\w+|['’]s\b")
_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH_CHARACTERS = 1_000
_ENOUGH_LETTERS_WITHOUT_FUNCTION_WORDS = 20

# Weights in nats, set on the XQuAD, SQuAD-it and SQuAD 2 questions and paragraphs.
_FUNCTION_WORD = 5.0
_FUNCTION_WORD_OF_ONE_LANGUAGE = 6.0
_INTERFACE_LANGUAGE = 1.0
_INTERFACE_LANGUAGES = ("en", "nl", "hu", "pt")
_LEAST_CONFIDENCE = 1e-3


def detect(text: str) -> str:
    """The ISO 639-1 code of the language most of ``text`` is in, or ``und`` when that cannot be told.

    Made for questions of a few words as well as for whole documents, of which the first thousand characters count.
    A few letters without any function word (a name, a code, "ok") are ``und``.

    Letter n-grams alone err on short questions that name foreign things ("Mi az a living lab?"), so each function word
    adds evidence for its languages. The light n-gram models take some 40 MB; the full ones would take 560 MB.
    """
    text = _NOISE.sub(" ", text[: 2 * _ENOUGH_CHARACTERS])[:_ENOUGH_CHARACTERS]
    votes = _votes(text)
    if not votes and sum(map(str.isalpha, text)) < _ENOUGH_LETTERS_WITHOUT_FUNCTION_WORDS:
        return UNKNOWN_LANGUAGE
    confidence = {
        value.language.iso_code_639_1.name.lower(): value.value
        for value in _detector().compute_language_confidence_values(text)
    }
    if not any(confidence.values()):
        return UNKNOWN_LANGUAGE

    def evidence(language: str) -> float:
        prior = _INTERFACE_LANGUAGE if language in _INTERFACE_LANGUAGES else 0.0
        return prior + math.log(confidence[language] + _LEAST_CONFIDENCE) + votes.get(language, 0.0)

    return max(LANGUAGES, key=evidence)


def _votes(text: str) -> dict[str, float]:
    """Evidence of the function words. A capital inside a sentence makes a name ("Los Angeles"), which says nothing."""
    votes: dict[str, float] = {}
    shouted = text.isupper()
    for index, found in enumerate(_WORD.finditer(text)):
        word = found.group()
        if index and not shouted and word[0].isupper() and text[: found.start()].rstrip()[-1:] not in '.!?:;"“„¿¡\n':
            continue
        languages = languages_of(word.lower())
        weight = _FUNCTION_WORD_OF_ONE_LANGUAGE if len(languages) == 1 else _FUNCTION_WORD
        for language in languages:
            votes[language] = votes.get(language, 0.0) + weight
    return votes


@cache
def _detector() -> LanguageDetector:
    codes = (getattr(IsoCode639_1, code.upper()) for code in LANGUAGES)
    return LanguageDetectorBuilder.from_iso_codes_639_1(*codes).with_low_accuracy_mode().build()
