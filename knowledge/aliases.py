"""Aliases: names that mean the same, so that a question finds what a document calls otherwise."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files

import yaml

from knowledge.function_words import function_words
from knowledge.lexicon import lexicon_groups
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
        """The other names that a text in a language (ISO 639-1) may use, in lower case: its own before common ones."""
        return [name for wanted in (language, EVERY_LANGUAGE) for known, name in self.others if known == wanted]


@dataclass(frozen=True)
class Aliases:
    """Groups of equivalent names."""

    groups: Sequence[Sequence[Name]]
    _exact: Mapping[Name, Sequence[int]] = field(init=False, repr=False)
    _stemmed: Mapping[Name, Sequence[int]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        exact: dict[Name, list[int]] = {}
        stemmed: dict[Name, list[int]] = {}
        for number, group in enumerate(self.groups):
            for language, name in group:
                exact.setdefault((language, name), []).append(number)
                stemmed.setdefault((language, _stems(name, language)), []).append(number)
        object.__setattr__(self, "_exact", exact)
        object.__setattr__(self, "_stemmed", stemmed)

    @cached_property
    def languages(self) -> frozenset[str]:
        """The languages (ISO 639-1) that names are in."""
        return frozenset(language for group in self.groups for language, _ in group) - {EVERY_LANGUAGE}

    def mentions(
        self, tokens: Sequence[str], language: str, into: Collection[str], exactly: Collection[str] = ()
    ) -> list[Mention]:
        """What ``tokens`` (lower-case words in order) mention, longest names first, with the names it has in ``into``.

        ``language`` is that of the tokens (ISO 639-1). The words ``exactly`` are never taken for another inflection.
        Function words are left out of the other names.
        """
        functional = function_words(language)
        wanted = {EVERY_LANGUAGE, *into}
        found: list[Mention] = []
        taken: set[int] = set()
        for length in range(min(_LONGEST, len(tokens)), 0, -1):
            for at in range(len(tokens) - length + 1):
                span = range(at, at + length)
                said = tuple(tokens[at : at + length])
                if taken.intersection(span) or (length == 1 and said[0] in functional):
                    continue
                groups = self._named(said, language, inflected=not set(said).intersection(exactly))
                if groups:
                    taken.update(span)
                    found.append(Mention(said, self._names(groups, wanted)))
        return [mention for mention in found if mention.others]

    def _named(self, said: tuple[str, ...], language: str, *, inflected: bool) -> Sequence[int]:
        """The groups that have this name: as it stands before by its stems, since stemmers take words for one another;
        in the question's language before as a name of every language, before as an English one."""
        known = (language, EVERY_LANGUAGE, "en")
        ways = [self._exact.get((spoken, said)) for spoken in known]
        if inflected:
            ways += [self._stemmed.get((spoken, _stems(said, spoken))) for spoken in known]
        return next((groups for groups in ways if groups), ())

    def _names(self, groups: Iterable[int], wanted: Collection[str]) -> tuple[Name, ...]:
        names = {
            (known, _content(name, known)): None
            for number in groups
            for known, name in self.groups[number]
            if known in wanted
        }
        return tuple((known, name) for known, name in names if name)


@cache
def shipped_aliases() -> Aliases:
    """The programme's names and words, and the everyday words of the lexicon."""
    return Aliases([*programme_groups(), *lexicon_groups()])


def programme_groups() -> list[list[Name]]:
    """The programme's names and words in the four languages, from ``aliases.yaml``."""
    parts = yaml.safe_load(files("knowledge").joinpath("aliases.yaml").read_text(encoding="utf-8"))
    return [_group(group) for part in ("names", "words") for group in parts.get(part, ())]


def _group(group: Mapping[str, Iterable[str]]) -> list[Name]:
    return [
        (language, tuple(words(name)))
        for language, names in group.items()
        if language != "unverified"
        for name in names
    ]


def _stems(tokens: Iterable[str], language: str) -> tuple[str, ...]:
    return tuple(stem(token, language) for token in tokens)


def _content(name: tuple[str, ...], language: str) -> tuple[str, ...]:
    """A name without the function words of its language; nothing when only one of several words is left."""
    content = tuple(word for word in name if word not in function_words(language))
    return content if len(content) == len(name) or len(content) > 1 else ()
