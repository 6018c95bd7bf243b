"""Aliases: names that mean the same, so that a question finds what a document calls otherwise."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

import yaml

from knowledge.function_words import languages_of
from knowledge.terms import stem, words

EVERY_LANGUAGE = "any"
"""The language code of abbreviations and proper names that every language uses."""

_LONGEST = 8
"""Words of the longest name that is looked for."""

Name = tuple[str, tuple[str, ...]]
"""A name as its language (ISO 639-1 or EVERY_LANGUAGE) and its lower-case words."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found in a question: the words it was said with, and the other names of the same thing."""

    said: tuple[str, ...]
    others: tuple[Name, ...]

    def names_in(self, language: str) -> list[tuple[str, ...]]:
        """The other names that a text in a language (ISO 639-1) may use, as lower-case words."""
        return [name for known, name in self.others if known in {language, EVERY_LANGUAGE}]


@dataclass(frozen=True)
class Aliases:
    """Groups of equivalent names."""

    groups: Sequence[Sequence[Name]]
    _at: Mapping[Name, Sequence[int]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        at: dict[Name, list[int]] = {}
        for number, group in enumerate(self.groups):
            for language, name in group:
                at.setdefault((language, _stems(name, language)), []).append(number)
        object.__setattr__(self, "_at", at)

    def mentions(self, tokens: Sequence[str], language: str, into: Collection[str]) -> list[Mention]:
        """What ``tokens`` (lower-case words in order) mention, longest names first, with the names it has in ``into``.

        ``language`` is that of the tokens (ISO 639-1). Function words are left out of the other names.
        """
        stemmed = {known: _stems(tokens, known) for known in (language, EVERY_LANGUAGE, "en")}
        wanted = {EVERY_LANGUAGE, *into}
        found: list[Mention] = []
        taken: set[int] = set()
        for length in range(min(_LONGEST, len(tokens)), 0, -1):
            for at in range(len(tokens) - length + 1):
                span = range(at, at + length)
                groups = {
                    number
                    for known, stems in stemmed.items()
                    for number in self._at.get((known, stems[at : at + length]), ())
                }
                if groups and not taken.intersection(span):
                    taken.update(span)
                    found.append(Mention(tuple(tokens[at : at + length]), self._names(groups, wanted)))
        return [mention for mention in found if mention.others]

    def _names(self, groups: Iterable[int], wanted: Collection[str]) -> tuple[Name, ...]:
        names = {
            (known, tuple(word for word in name if not languages_of(word))): None
            for number in sorted(groups)
            for known, name in self.groups[number]
            if known in wanted
        }
        return tuple((known, name) for known, name in names if name)


@cache
def shipped_aliases() -> Aliases:
    """The programme's names and words in the four languages, from ``aliases.yaml``."""
    parts = yaml.safe_load(files("knowledge").joinpath("aliases.yaml").read_text(encoding="utf-8"))
    return Aliases([_group(group) for part in ("names", "words") for group in parts.get(part, ())])


def _group(group: Mapping[str, Iterable[str]]) -> list[Name]:
    return [
        (language, tuple(words(name)))
        for language, names in group.items()
        if language != "unverified"
        for name in names
    ]


def _stems(tokens: Iterable[str], language: str) -> tuple[str, ...]:
    return tuple(stem(token, language) for token in tokens)
