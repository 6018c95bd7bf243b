"""Which sentences of a text a quote cites."""

from collections.abc import Sequence
from itertools import accumulate

_SHARE = 0.5
"""A sentence is cited by a quote that holds at least this share of it, or lies in it by this share of itself."""


def cited_sentences(quote: str, sentences: Sequence[str]) -> set[int]:
    """The indexes of the sentences that a quote cites; white space does not count, neither in it nor in them."""
    packed = [_packed(sentence) for sentence in sentences]
    sought = _packed(quote)
    start = "".join(packed).find(sought) if sought else -1
    if start < 0:
        return set()
    end = start + len(sought)
    borders = [0, *accumulate(map(len, packed))]
    return {
        index
        for index, sentence in enumerate(packed)
        if sentence
        and min(end, borders[index + 1]) - max(start, borders[index]) >= _SHARE * min(len(sentence), len(sought))
    }


def _packed(text: str) -> str:
    return "".join(text.split())
