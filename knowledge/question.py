"""Question: the words of what was asked, weighed for searching."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from knowledge.aliases import Aliases, Mention
from knowledge.function_words import function_words
from knowledge.terms import words

FUNCTION_WORD_WEIGHT = 0.2
ALIAS_WEIGHT = 0.5

NOUNS_CAPITALISED = frozenset({"de", "lb"})
"""Languages in which a capital letter does not tell a name."""

_CAPITALISED = re.compile(r"(?<=[^\W_] )[^\W\d_a-zà-ÿ]\w+")

LEANT_ON_WEIGHT = 0.8
"""Weight of a word from the turn before when the question leans on it."""

_CONNECTING = frozenset({"and", "but", "en", "maar", "és", "de", "e", "mas", "und", "et", "y"})
"""Words that a question begins with only when it goes on from another."""

_POINTING = {
    "en": frozenset({"it", "its", "they", "them", "their", "he", "she", "him", "her"}),
    "nl": frozenset({"hij", "zij", "ze", "hun", "daarvan", "ervan", "daarvoor", "daarin"}),
    "hu": frozenset({"ő", "ők", "övék", "annak", "ennek", "arról", "erről", "ehhez"}),
    "pt": frozenset({"ele", "ela", "eles", "elas", "dele", "dela", "deles", "delas", "disso", "nele", "nela"}),
}
"""Words that point back to something said before, wherever they stand."""

_POINTING_LAST = frozenset(
    words("this that these those there het dit dat deze die daar er ez ezt az azt ezek ott itt isso isto lá aí")
)
"""Words that do so at the end of a question, and elsewhere mostly do not."""

_ENOUGH_CONTENT = 2
"""A question with fewer content words leans on the one before."""

MAX_TURNS = 6
"""Earlier turns that still count."""

EARLIER_WEIGHT = 0.15
"""Weight of a word from the turn before; each turn further back counts this much less again."""


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked: ``text`` as the person wrote it, ``standalone`` with the question it leans on in front, for the
    embedder. ``language`` is ISO 639-1.

    ``asked`` are the words of the question (lower case, function words faint) and ``earlier`` those that only earlier
    turns said; ``mentions`` are the names and terms in the question that have other names, and ``names`` the words
    (lower case) that are written as names.
    """

    text: str
    standalone: str
    language: str
    asked: Mapping[str, float]
    earlier: Mapping[str, float]
    mentions: tuple[Mention, ...]
    names: frozenset[str] = frozenset()

    @property
    def content(self) -> tuple[str, ...]:
        """The words that say what the question is about, in order; all of them when there are only function words."""
        full = tuple(word for word, weight in self.asked.items() if weight != FUNCTION_WORD_WEIGHT)
        return full or tuple(self.asked)

    @property
    def says_something(self) -> bool:
        """Whether there is more in it than function words ("Who are you?")."""
        return any(weight != FUNCTION_WORD_WEIGHT for weight in self.asked.values())

    @property
    def in_thread(self) -> "Question":
        """The same question with what earlier turns said among what it asks: "Who leads it?" asks for *it* as well."""
        return replace(self, asked={**self.earlier, **self.asked}, earlier={})

    def weights_in(self, language: str) -> dict[str, float]:
        """The words to look for in passages of a language, with their weights.

        In the question's own language the other names of what it mentions are added faintly. In another language they
        take the place of the words that were said, which then only count where they look alike.
        """
        weights = dict(self.earlier)
        own = language == self.language
        for mention in self.mentions:
            names = mention.names_in(language)
            for name in names:
                fullest = max(ALIAS_WEIGHT, min(1.0, len(mention.said) / len(name)))
                for word in name:
                    share = sum(word in other for other in names) / len(names)
                    _raise(weights, word, ALIAS_WEIGHT if own else max(ALIAS_WEIGHT, fullest * share))
        translated = set() if own else self._translated(language) - self.names
        for word, weight in self.asked.items():
            _raise(weights, word, weight * ALIAS_WEIGHT if word in translated else weight)
        return weights

    def gloss(self, language: str) -> str:
        """The content of the question said word by word in another language, as far as it has names there."""
        names = {word: mention for mention in self.mentions if mention.names_in(language) for word in mention.said}
        said: dict[str, None] = {}
        for word in self.content:
            mention = names.get(word)
            said.update(dict.fromkeys(mention.names_in(language)[0] if mention else (word,)))
        return " ".join(said)

    def translated_share(self, language: str) -> float:
        """The share (0 to 1) of the question's content that has a name in a language."""
        return len(self._translated(language).intersection(self.content)) / len(self.content) if self.content else 0.0

    def _translated(self, language: str) -> set[str]:
        return {
            word
            for mention in self.mentions
            if (names := mention.names_in(language)) and mention.said not in names
            for word in mention.said
        }


def weighed(text: str, language: str, aliases: Aliases, into: Collection[str], history: Sequence[str] = ()) -> Question:
    """The question in ``text``, widened by aliases in the languages ``into`` and by earlier turns (oldest first)."""
    history = history[-MAX_TURNS:]
    if history and _leans(text, language):
        *history, before = history
        asked = {**dict.fromkeys(_content(before, language), LEANT_ON_WEIGHT), **_weights(text, language)}
        standalone = f"{before} {text}"
    else:
        asked = _weights(text, language)
        standalone = text
    earlier: dict[str, float] = {}
    faintness = 1.0
    for turn in reversed(history):
        faintness *= EARLIER_WEIGHT
        for token in _content(turn, language):
            if token not in asked:
                earlier.setdefault(token, faintness)
    names = _proper(standalone, language)
    mentions = tuple(aliases.mentions(words(standalone), language, into, names))
    question = Question(text, standalone, language, asked, earlier, mentions, names)
    # "What is it?" asks for nothing but what was said before.
    return question if question.says_something else question.in_thread


def _leans(text: str, language: str) -> bool:
    """Whether a question cannot be understood without the one before: "And who leads it?", "Why?", "In Liverpool?"."""
    tokens = words(text)
    pointing = _POINTING.get(language, frozenset())
    return bool(tokens) and (
        tokens[0] in _CONNECTING
        or tokens[-1] in _POINTING_LAST
        or not pointing.isdisjoint(tokens)
        or (len(_content(text, language)) < _ENOUGH_CONTENT and not _proper(text, language))
    )


def _weights(text: str, language: str) -> dict[str, float]:
    content = set(_content(text, language))
    return {token: 1.0 if token in content else FUNCTION_WORD_WEIGHT for token in words(text)}


def _content(text: str, language: str) -> list[str]:
    functional = function_words(language)
    return [token for token in words(text) if token not in functional and not _is_letter(token)]


def _is_letter(token: str) -> bool:
    """Whether a token is a letter by itself, as what an apostrophe leaves: "regio's", "l'azione"."""
    return len(token) == 1 and token.isalpha()


def _proper(text: str, language: str) -> frozenset[str]:
    """The lower-case words that are written as names: with a capital, not at the beginning."""
    if language in NOUNS_CAPITALISED:
        return frozenset()
    return frozenset(word for name in _CAPITALISED.findall(text) for word in words(name))


def _raise(weights: dict[str, float], word: str, weight: float) -> None:
    weights[word] = max(weights.get(word, 0.0), weight)
