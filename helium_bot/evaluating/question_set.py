"""QuestionSet: questions with what is known of their answers, and the texts to find those in, read from JSON Lines."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from helium_bot.batch import Row, read_rows
from helium_bot.failures import CannotDo

_LANGUAGE_ACROSS = "en"
"""In a set of several languages every language's questions are asked of this one's texts too."""

_FORMAT = "corpus.jsonl (id, lang, title, text) and questions.jsonl (id, lang, question, answerable, gold, answers)"


@dataclass(frozen=True, slots=True)
class Source:
    """One text of a corpus. ``sentences`` are its sentences where the set counts citations by them, else empty."""

    id: str
    language: str
    title: str
    text: str
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """One question. ``gold`` are the ids of the texts (or the paths of the documents) that support the answer.

    ``answers`` are accepted strings. ``gold_sentences`` has a set of sentence indexes for each reference answer.
    ``history`` are the person's earlier questions, oldest first. ``why`` names the kind of an unanswerable question.
    """

    id: str
    language: str
    text: str
    answerable: bool
    gold: tuple[str, ...]
    answers: tuple[str, ...] = ()
    gold_sentences: tuple[frozenset[int], ...] = ()
    history: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions and the file of texts to ask them of; without a file they are asked of the current library."""

    name: str
    questions: tuple[Asked, ...]
    corpus: Path | None = None


def question_sets(path: Path) -> list[QuestionSet]:
    """The sets at ``path``: a folder with a set, a folder of such folders, or a file of questions.

    Raises CannotDo when there is none or a line of one cannot be used, BatchError when a file cannot be read.
    """
    if path.is_file():
        return _own(path)
    if not path.is_dir():
        raise CannotDo(f"There is no folder {path}; give the folder that holds the question sets.")
    folders = [path, *sorted(each for each in path.iterdir() if each.is_dir())]
    sets = [found for folder in folders for found in _in_folder(folder)]
    if not sets:
        raise CannotDo(f"There is no question set in {path}; a set is a folder with {_FORMAT}.")
    return sets


def sources(corpus: Path) -> list[Source]:
    """The texts of a corpus file. Raises CannotDo, BatchError."""
    found: dict[str, Source] = {}
    for row in _rows(corpus, "text"):
        identity = _named(row, "id", corpus)
        if identity in found:
            raise CannotDo(f"{corpus} cannot be used: two texts have the id {identity}.")
        found[identity] = Source(
            identity, row.text("lang"), row.text("title"), row.text("text"), tuple(row.texts("sentences"))
        )
    return list(found.values())


def _in_folder(folder: Path) -> list[QuestionSet]:
    """The sets of one folder: each file of questions on the texts of its own language, and across to the English ones.

    ``corpus.jsonl`` goes with ``questions.jsonl``, ``corpus.de.jsonl`` with ``questions.de.jsonl``. Files of questions
    without texts are for the current library.
    """
    corpora = {_part(file): file for file in sorted(folder.glob("corpus*.jsonl"))}
    asked = {_part(file): file for file in sorted(folder.glob("questions*.jsonl"))}
    if not corpora:
        return [found for file in asked.values() for found in _own(file)]
    questions = {part: _questions(file) for part, file in asked.items() if part in corpora}
    sets = [
        QuestionSet(f"{folder.name} {part}".rstrip(), asked_here, corpora[part])
        for part, asked_here in questions.items()
    ]
    across = questions.get(_LANGUAGE_ACROSS, ())
    return sets + [
        QuestionSet(
            f"{folder.name} {part}->{_LANGUAGE_ACROSS}", _with_answers_of(across, there), corpora[_LANGUAGE_ACROSS]
        )
        for part, there in questions.items()
        if across and part != _LANGUAGE_ACROSS
    ]


def _part(file: Path) -> str:
    """``de`` of ``corpus.de.jsonl``, "" of ``corpus.jsonl``."""
    return file.name.removesuffix(".jsonl").partition(".")[2]


def _own(file: Path) -> list[QuestionSet]:
    """The questions of a file for the current library, as one set and, in several languages, as a set for each too."""
    questions = _questions(file)
    languages = sorted({asked.language for asked in questions})
    name = file.stem
    whole = QuestionSet(name, questions)
    if len(languages) == 1:
        return [whole]
    by_language = [tuple(asked for asked in questions if asked.language == language) for language in languages]
    return [whole] + [
        QuestionSet(f"{name} {language}", chosen) for language, chosen in zip(languages, by_language, strict=True)
    ]


def _with_answers_of(across: tuple[Asked, ...], there: tuple[Asked, ...]) -> tuple[Asked, ...]:
    """Questions with the answers that the same questions have in the language of the texts."""
    answers = {asked.id: asked.answers for asked in across}
    return tuple(replace(asked, answers=answers.get(asked.id, ())) for asked in there)


def _questions(file: Path) -> tuple[Asked, ...]:
    questions = tuple(_asked(row, file) for row in _rows(file, "question"))
    if not questions:
        raise CannotDo(f"{file} holds no questions; each line is a JSON object with “id” and “question”.")
    return questions


def _asked(row: Row, file: Path) -> Asked:
    gold = tuple(row.texts("gold"))
    answerable = row.fields.get("answerable", bool(gold))
    if not isinstance(answerable, bool):
        raise CannotDo(f"Question {row.id} of {file} has neither true nor false under “answerable”.")
    return Asked(
        id=_named(row, "id", file),
        language=row.text("lang"),
        text=row.text("question"),
        answerable=answerable,
        gold=gold,
        answers=tuple(row.texts("answers")),
        gold_sentences=_indexes(row, file),
        history=tuple(_turns(row)),
        why=row.text("why"),
    )


def _turns(row: Row) -> Iterator[str]:
    """What the person said before; what was answered is left out."""
    history = row.fields.get("history")
    for turn in history if isinstance(history, list) else []:
        if isinstance(turn, str):
            yield turn
        elif isinstance(turn, dict) and turn.get("role", "user") == "user" and isinstance(turn.get("text"), str):
            yield turn["text"]


def _indexes(row: Row, file: Path) -> tuple[frozenset[int], ...]:
    references = row.fields.get("gold_sentences") or []
    try:
        return tuple(frozenset(int(index) for index in reference) for reference in references if reference)
    except (TypeError, ValueError):
        raise CannotDo(f"Question {row.id} of {file} has no lists of numbers under “gold_sentences”.") from None


def _rows(file: Path, needed: str) -> Iterator[Row]:
    for row in read_rows(str(file), needed):
        if row.fault:
            raise CannotDo(f"{file} cannot be used: {row.fault} A set is a folder with {_FORMAT}.")
        yield row


def _named(row: Row, field: str, file: Path) -> str:
    if row.fields.get(field) in (None, ""):
        raise CannotDo(f"{file} cannot be used: a line has no “{field}”. A set is a folder with {_FORMAT}.")
    return str(row.fields[field])
