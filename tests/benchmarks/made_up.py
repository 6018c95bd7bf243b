"""Made-up documents and questions of any number, the same ones every time."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.embedding import Vectors
from knowledge.passage import Document, DocumentKind, Passage, passage_id

_PLACES = [
    first + last for first in ("Al", "Bre", "Cor", "Dun", "Ever", "Fal", "Gren", "Hol") for last in ("by", "ham")
]
_SUBJECTS = (
    *("active ageing", "home care", "mobile health", "living labs", "patient data", "early diagnosis", "telemedicine"),
    *("nursing robots", "health vouchers", "procurement", "falls prevention", "dementia care", "spin-off companies"),
    *("rehabilitation", "smart sensors", "air quality"),
)
_BODIES = (
    "city council",
    "university",
    "regional hospital",
    "chamber of commerce",
    "patient association",
    "test centre",
)
_VERBS = ("funded", "opened", "evaluated", "joined", "extended", "reviewed", "presented", "paid for")
_THINGS = ("projects", "workshops", "pilots", "prototypes", "study visits", "training courses", "start-ups", "surveys")
_ENDS = (
    "The results were discussed with every partner before the summer.",
    "Nurses and engineers were asked what they would change.",
    "A second round followed once the budget had been approved.",
    "The people who took part found the new way of working easier than the old one.",
    "What was learned there is described in the section that follows.",
)
_SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeiou"]
_LANGUAGES = ("en", "nl", "hu", "pt")
_FUNCTION_WORDS = {"en": "the of and in to", "nl": "de van en in het", "hu": "a az és is egy", "pt": "o de e em a"}


@dataclass(frozen=True, slots=True)
class Fact:
    """What one sentence states, and what can be asked about it."""

    place: str
    subject: str
    body: str
    verb: str
    number: int
    things: str
    year: int

    @property
    def sentence(self) -> str:
        return (
            f"In {self.year} the {self.body} of {self.place} {self.verb} {self.number} {self.things} "
            f"in the field of {self.subject}."
        )

    @property
    def question(self) -> str:
        return f"What did the {self.body} of {self.place} do for {self.subject} in {self.year}?"


def write_documents(folder: Path, passages: int) -> list[Fact]:
    """Markdown files of six passages each in ``folder``, and the facts in them."""
    chance = random.Random(7)
    facts: list[Fact] = []
    for number in range(max(1, passages // 6)):
        place, subject = chance.choice(_PLACES), chance.choice(_SUBJECTS)
        parts = [
            f"# {subject.capitalize()} in {place}, report {number}\n\nThis text is synthetic: made up to measure speed."
        ]
        for section in range(5):
            stated = [_fact(chance, place, subject) for _ in range(6)]
            told = " ".join(f"{fact.sentence} {chance.choice(_ENDS)}" for fact in stated)
            parts.append(f"## Part {section + 1} of report {number}\n\n{told}")
            facts += stated
        (folder / f"report-{number:05}.md").write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    return facts


def _fact(chance: random.Random, place: str, subject: str) -> Fact:
    body, verb, things = chance.choice(_BODIES), chance.choice(_VERBS), chance.choice(_THINGS)
    return Fact(place, subject, body, verb, chance.randrange(2, 400), things, chance.randrange(2014, 2027))


class ManyPassages:
    """Passages of made-up words in four languages with random vectors, as rare and as common as words are."""

    def __init__(self, count: int, dimension: int) -> None:
        self._count = count
        self._dimension = dimension
        self._chance = np.random.default_rng(7)
        self._words = {language: self._vocabulary(language) for language in _LANGUAGES}

    def documents(self, passages_each: int = 100) -> Iterator[tuple[Document, list[Passage], Vectors]]:
        """Documents of ``passages_each`` passages, in turn in each language."""
        for number in range(self._count // passages_each):
            document = _document(number, _LANGUAGES[number % len(_LANGUAGES)], passages_each)
            texts = [self._text(document.language) for _ in range(passages_each)]
            vectors = self._chance.standard_normal((passages_each, self._dimension), np.float32)
            vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
            yield document, [_passage(document, ordinal, text) for ordinal, text in enumerate(texts)], vectors

    def question(self) -> str:
        """An English question of five words of the passages, some rare and some common."""
        words = self._chance.choice(self._words["en"][0][5:3000], 5)
        return f"What is the {words[0]} of the {words[1]} and the {words[2]} in {words[3]} {words[4]}?"

    def _text(self, language: str) -> str:
        """Four sentences of thirty words, each word as frequent as Zipf's law has it."""
        vocabulary, share = self._words[language]
        return " ".join(
            " ".join(sentence).capitalize() + "." for sentence in self._chance.choice(vocabulary, (4, 30), p=share)
        )

    def _vocabulary(self, language: str) -> tuple[NDArray[np.str_], NDArray[np.float64]]:
        """The words of a language, the most frequent first, and the share of each in a text."""
        spelled = self._chance.choice(_SYLLABLES, (40_000, 5))
        lengths = self._chance.integers(2, 6, len(spelled))
        made = ("".join(syllables[:length]) for syllables, length in zip(spelled, lengths, strict=True))
        words = np.array([*_FUNCTION_WORDS[language].split(), *dict.fromkeys(made)])
        share = 1 / np.arange(1, len(words) + 1)
        return words, share / share.sum()


def _document(number: int, language: str, passages: int) -> Document:
    return Document(
        folder="made-up",
        path=f"{number:05}.md",
        title=f"Synthetic text {number}",
        kind=DocumentKind.OTHER,
        language=language,
        digest=str(number),
        revision=str(number),
        passages=passages,
        synthetic=True,
    )


def _passage(document: Document, ordinal: int, text: str) -> Passage:
    return Passage(
        id=passage_id(document.id, document.revision, ordinal),
        text=text,
        document_id=document.id,
        document=document.path,
        title=document.title,
        section=f"Part {ordinal // 10}",
        page=None,
        language=document.language,
        kind=document.kind,
        ordinal=ordinal,
        start=0,
        end=len(text),
        context=document.title,
    )
