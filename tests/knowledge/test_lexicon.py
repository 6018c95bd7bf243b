"""The lexicon: what a question in one language finds in a document of another, and whether the list is in order."""

import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

import knowledge
from knowledge.aliases import Aliases, programme_groups
from knowledge.function_words import function_words
from knowledge.lexicon import lexicon_groups
from knowledge.terms import stem, words

LANGUAGES = ("en", "nl", "hu", "pt")
MEANINGS = 1500

LINES = Path(knowledge.__file__).with_name("lexicon.tsv").read_text(encoding="utf-8").splitlines()
ROWS = [line.split("\t") for line in LINES[1:]]
CELLS = [(row[0], language, cell.split("|")) for row in ROWS for language, cell in zip(LANGUAGES, row, strict=True)]


def stemmed(name: Iterable[str], language: str) -> tuple[str, ...]:
    return tuple(stem(word, language) for word in name)


@pytest.fixture(scope="module")
def lexicon() -> Aliases:
    return Aliases(lexicon_groups())


def test_the_first_line_names_the_four_languages() -> None:
    assert tuple(LINES[0].split("\t")) == LANGUAGES


def test_every_row_has_a_word_in_each_of_the_four_languages() -> None:
    assert [row for row in ROWS if len(row) != len(LANGUAGES)] == []
    assert [(row, language) for row, language, names in CELLS if not all(map(words, names))] == []


def test_the_list_covers_at_least_fifteen_hundred_meanings() -> None:
    assert len(ROWS) >= MEANINGS


def test_no_row_stands_twice_and_no_two_rows_open_with_the_same_english_word() -> None:
    assert [line for line, times in Counter(LINES).items() if times > 1] == []
    first = Counter(row[0].split("|")[0].casefold() for row in ROWS)
    assert [word for word, times in first.items() if times > 1] == []


def test_no_word_is_a_function_word_of_its_language() -> None:
    found = [
        (language, name)
        for _, language, names in CELLS
        for name in names
        if name.casefold() in function_words(language)
    ]
    assert found == []


def test_no_row_says_the_same_word_twice_in_a_language() -> None:
    twice = [
        (row, language, names)
        for row, language, names in CELLS
        if len({stemmed(words(name), language) for name in names}) < len(names)
    ]
    assert twice == []


def test_the_text_is_composed_unicode_without_stray_blanks() -> None:
    assert [line for line in LINES if line != unicodedata.normalize("NFC", line)] == []
    assert [(row, names) for row, _, names in CELLS if any(name != " ".join(name.split()) for name in names)] == []


def test_reading_the_list_gives_the_words_that_the_search_would_see() -> None:
    read = [[(language, name) for language, name in group] for group in lexicon_groups()]
    written = [
        [
            (language, tuple(words(name)))
            for language, cell in zip(LANGUAGES, row, strict=True)
            for name in cell.split("|")
        ]
        for row in ROWS
    ]
    assert read == written


def test_no_row_repeats_a_group_of_the_shipped_aliases() -> None:
    known = [{(language, stemmed(name, language)) for language, name in group} for group in programme_groups()]
    repeated = [
        row
        for row, group in zip(ROWS, lexicon_groups(), strict=True)
        for other in known
        if {language for language, name in group if (language, stemmed(name, language)) in other} == set(LANGUAGES)
    ]
    assert repeated == []


@pytest.mark.parametrize(
    ("question", "language", "into", "found"),
    [
        ("wie is verantwoordelijk", "nl", "en", ("responsible",)),
        ("verpleegkundigen", "nl", "en", ("nurse",)),
        ("ki írta alá", "hu", "en", ("sign",)),
        ("mikor döntöttek", "hu", "en", ("decision",)),
        ("quais são os doentes", "pt", "en", ("patient",)),
        ("apoio domiciliário", "pt", "nl", ("thuiszorg",)),
        ("who are the nurses", "en", "hu", ("ápoló",)),
        ("which municipalities", "en", "pt", ("município",)),
        ("hoeveel kinderen", "nl", "pt", ("criança",)),
    ],
)
def test_a_question_finds_the_word_of_another_language(
    lexicon: Aliases, question: str, language: str, into: str, found: tuple[str, ...]
) -> None:
    mentions = lexicon.mentions(words(question), language, [into])
    assert found in [name for mention in mentions for name in mention.names_in(into)]
