"""The catalogues say everything the code says, in every language."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import helium_bot.locale
from helium_bot.locale import LANGUAGES, phrases

LOCALE = Path(helium_bot.locale.__file__).parent
KEYWORDS = {"say": None, "plural": (1, 2), "marked": None}
# The sandbox stands for Telegram, so it says nothing in the bot's name.
SCANNED = [("sandbox/**.py", "ignore"), ("**.py", "python")]
TRANSLATED = [language for language in LANGUAGES if language != "en"]


def said_in_code() -> set[str | tuple[str, ...]]:
    found = extract_from_dir(LOCALE.parent, SCANNED, keywords=KEYWORDS)
    return {message if isinstance(message, str) else tuple(message) for _, _, message, _, _ in found}


def catalogue(language: str) -> Catalog:
    with (LOCALE / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def messages(language: str) -> list[Message]:
    return [message for message in catalogue(language) if message.id]


def placeholders(text: str) -> list[str]:
    return sorted(re.findall(r"\{(\w*)\}", text))


def forms(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def test_the_scan_finds_what_the_chat_and_the_answers_say() -> None:
    assert {"This is not in the documents.", "Regional action plans"} <= said_in_code()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_holds_what_the_code_says_and_nothing_else(language: str) -> None:
    assert {message.id for message in messages(language)} == said_in_code()


@pytest.mark.parametrize("language", TRANSLATED)
def test_everything_is_translated_and_settled(language: str) -> None:
    unfinished = [message.id for message in messages(language) if not all(forms(message.string)) or message.fuzzy]
    assert unfinished == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_fills_in_the_same_things_as_the_english_text(language: str) -> None:
    for message in messages(language):
        expected = placeholders(forms(message.id)[-1])
        for form in forms(message.string):
            assert placeholders(form) == expected, message.id


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_keeps_the_commands_that_can_be_tapped(language: str) -> None:
    for message in messages(language):
        commands = set(re.findall(r"/[a-z]+", forms(message.id)[0]))
        for form in forms(message.string):
            assert set(re.findall(r"/[a-z]+", form)) == commands


@pytest.mark.parametrize(
    ("code", "language"),
    [("pt-BR", "pt"), ("PT_pt", "pt"), ("nl-BE", "nl"), ("hu", "hu"), ("de", "en"), ("", "en"), (None, "en")],
)
def test_a_language_code_leads_to_the_nearest_catalogue(code: str | None, language: str) -> None:
    assert phrases(code).language == language


def test_braces_in_a_title_come_through_unharmed() -> None:
    assert "{odd} {0}" in phrases("hu").say("Region: {region}", region="{odd} {0}")


def test_counting_follows_the_language() -> None:
    def counted(language: str, n: int) -> str:
        return phrases(language).plural(
            "{n} document. Tap it to see what it is.", "{n} documents. Tap one to see what it is.", n
        )

    assert counted("en", 1).startswith("1 document.")
    assert counted("en", 1200).startswith("1,200 documents.")
    assert counted("nl", 1200).startswith("1.200 documenten.")
    assert counted("hu", 5).startswith("5 dokumentum.")
    assert counted("pt", 1).startswith("1 documento.")


@pytest.mark.parametrize(
    ("iso", "language", "words"),
    [
        ("2018-09-26", "en", "26 September 2018"),
        ("2018-09-26", "hu", "2018. szeptember 26."),
        ("2018-09-26", "pt", "26 de setembro de 2018"),
        ("2018-09", "nl", "september 2018"),
        ("2018", "nl", "2018"),
        ("spring 2018", "en", "spring 2018"),
        ("2018-19", "en", "2018-19"),
    ],
)
def test_a_date_reads_as_the_language_writes_it(iso: str, language: str, words: str) -> None:
    assert phrases(language).day(iso) == words


def test_languages_are_named_in_the_readers_language() -> None:
    assert phrases("hu").name_of("nl") == "holland"
    assert phrases("pt").name_of("hu") == "húngaro"
    assert phrases("en").name_of("und") == ""
