"""Vocabulary: which words of one text stand in another, whatever their endings."""

from collections.abc import Collection, Iterable

from knowledge.function_words import languages_of
from knowledge.terms import folded, words

_SAME = (frozenset({"dutch", "netherlands", "holland"}), frozenset({"british", "britain", "uk", "kingdom"}))
_SHORTEST_STEM = 4
_LONGEST_ENDING = 5


def content_words(text: str) -> frozenset[str]:
    """The folded words of a text that say what it is about."""
    return frozenset(folded(word) for word in words(text) if not languages_of(word))


def shared_words(wanted: Iterable[str], given: Collection[str]) -> int:
    """How many of the folded words ``wanted`` are among ``given``."""
    return sum(has_word(word, given) for word in wanted)


def has_word(word: str, given: Collection[str]) -> bool:
    """Whether the folded words ``given`` include ``word``, or one that differs only in its ending."""
    return word in given or any(alike(word, other) for other in given)


def alike(one: str, other: str) -> bool:
    """Whether two folded words are the same but for their endings: ``eindhoven`` and ``eindhovense``."""
    if one == other or any(one in group and other in group for group in _SAME):
        return True
    shared = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        shared += 1
    longest, shortest = max(len(one), len(other)), min(len(one), len(other))
    ending = longest - shared
    return shared >= _SHORTEST_STEM and ending <= _LONGEST_ENDING and (3 * shared >= 2 * longest or shared == shortest)
