"""Question: the words of what was asked, weighed for searching."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from knowledge.aliases import Aliases, Mention
from knowledge.function_words import function_words
from knowledge.terms import words

FUNCTION_WORD_WEIGHT = 0.2
ALIAS_WEIGHT = 0.5
EARLIER_WEIGHT = 0.4
"""Weight of a word from the turn before; each turn further back counts this much less again."""


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked. ``text`` is for the embedder; ``language`` is ISO 639-1.

    ``asked`` are the words of the question (lower case, function words faint) and ``earlier`` those that only earlier
    turns said; ``mentions`` are the names and terms in the question that have other names.
    """

    text: str
    language: str
    asked: Mapping[str, float]
    earlier: Mapping[str, float]
    mentions: tuple[Mention, ...]

    @property
    def content(self) -> tuple[str, ...]:
        """The words that say what the question is about, in order; all of them when there are only function words."""
        full = tuple(word for word, weight in self.asked.items() if weight == 1.0)
        return full or tuple(self.asked)


def weighed(
    text: str, language: str, aliases: Aliases, into: Collection[str], history: Sequence[str] = ()
) -> Question:
    """The question in ``text``, widened by aliases in the languages ``into`` and by earlier turns (oldest first)."""
    functional = function_words(language)
    tokens = words(text)
    asked = {token: FUNCTION_WORD_WEIGHT if token in functional else 1.0 for token in tokens}
    earlier: dict[str, float] = {}
    faintness = 1.0
    for turn in reversed(history):
        faintness *= EARLIER_WEIGHT
        for token in words(turn):
            if token not in functional and token not in asked:
                earlier.setdefault(token, faintness)
    return Question(text, language, asked, earlier, tuple(aliases.mentions(tokens, language, into)))
