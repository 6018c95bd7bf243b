"""Names: the capitalised words and abbreviations a text mentions, to hold a claim against its source."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from helium_bot.answering.figures import month_names
from helium_bot.answering.vocabulary import has_word
from knowledge.function_words import languages_of
from knowledge.terms import folded, words

_TOKEN = re.compile(r"[^\W_]+(?:['’.&][^\W_]+)*")
_SENTENCE_BEGINNING = re.compile(r"(?:^|[.!?:…]\s|\n)[\s\"'“”„«‘’(\[*–—-]*$")
_NEVER_NAMES = frozenset(
    ["eur", "gbp", "usd", "huf", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
)
_LONGEST_BORDER = 12


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a text. ``sure`` where its letters show it (``ERDF``, ``LiCalab``), else it is only capitalised;
    ``opening`` where it begins a sentence, so that the capital says nothing."""

    text: str
    sure: bool
    opening: bool


def names(text: str) -> list[Name]:
    """The names in ``text``, in order; none in a text all in capitals."""
    if text.isupper():
        return []
    return [
        Name(match.group(), _is_sure(match.group()), _opens_sentence(match.start(), text))
        for match in _TOKEN.finditer(text)
        if any(letter.isupper() for letter in match.group()) and not _never_a_name(match.group())
    ]


def _opens_sentence(at: int, text: str) -> bool:
    return _SENTENCE_BEGINNING.search(text[max(0, at - _LONGEST_BORDER) : at]) is not None


def mentioned_names(texts: Iterable[str]) -> frozenset[str]:
    """The folded words that texts write with a capital inside a sentence and never without one."""
    capitalised: set[str] = set()
    plain: set[str] = set()
    for text in texts:
        capitalised.update(folded(name.text.casefold()) for name in names(text) if not name.opening)
        plain.update(folded(token) for token in _TOKEN.findall(text) if token.islower())
    return frozenset(capitalised - plain)


def unknown_names(claim: str, source: Sequence[str], *, same_language: bool, known: Collection[str]) -> list[str]:
    """The names of ``claim`` that ``source`` does not have.

    ``source`` are folded words in their order. Between languages only sure names are looked for, since others are
    translated (``Hungary``, ``Magyarország``). A word that merely opens a sentence counts when it is one of ``known``.
    """
    found = names(claim)
    vocabulary = frozenset(source)
    spelt_out = _spelt_out(found, vocabulary) if same_language else frozenset()
    return [
        name.text
        for name in found
        if (name.sure or (same_language and (not name.opening or folded(name.text.casefold()) in known)))
        and name.text not in spelt_out
        and not all(has_word(part, vocabulary) for part in _parts(name.text))
        and not _abbreviates(name.text, source)
    ]


def _parts(name: str) -> list[str]:
    """The folded words of a name, without a genitive or case ending set off by an apostrophe."""
    stem = re.sub(r"['’][^\W\d_]{1,4}$", "", name)
    return [folded(word) for word in words(stem)] or [folded(name.casefold())]


def _is_sure(token: str) -> bool:
    letters = [letter for letter in token if letter.isalpha()]
    return sum(letter.isupper() for letter in letters) >= 2 or token[0].islower()


def _never_a_name(token: str) -> bool:
    word = token.casefold()
    return (
        word in _NEVER_NAMES
        or word in month_names()
        or ((len(token) == 1 or not token.isupper()) and bool(languages_of(word)))
    )


def _abbreviates(name: str, source: Sequence[str]) -> bool:
    """Whether an abbreviation stands for consecutive words of the source."""
    letters = folded(re.sub(r"[^\w]", "", name).casefold())
    if not name.isupper() or len(letters) < 2:
        return False
    initials = "".join(word[0] for word in source if not languages_of(word))
    return letters in initials


def _spelt_out(found: list[Name], vocabulary: Collection[str]) -> frozenset[str]:
    """The words of names whose initials the source has as an abbreviation: European Regional Development Fund, ERDF."""
    return frozenset(name.text for run in _runs(found) if _initials(run) in vocabulary for name in run)


def _runs(found: list[Name]) -> Iterator[list[Name]]:
    for start in range(len(found)):
        for end in range(start + 2, min(start + 8, len(found)) + 1):
            yield found[start:end]


def _initials(run: list[Name]) -> str:
    return "".join(folded(name.text[0].casefold()) for name in run)
