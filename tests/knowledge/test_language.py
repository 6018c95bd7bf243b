"""Which language a question or a document is in."""

import pytest

from knowledge.language import LANGUAGES, detect
from knowledge.passage import UNKNOWN_LANGUAGE


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("en", "What is a living lab?"),
        ("en", "and in Hungary?"),
        ("en", "What's EDIOP?"),
        ("nl", "Wat is een living lab?"),
        ("nl", "Wie is de leadpartner van HELIUM?"),
        ("nl", "budget van CrossCare"),
        ("hu", "Mi az a living lab?"),
        ("hu", "Hol van Eindhoven?"),
        ("hu", "Mennyibe kerul?"),
        ("pt", "O que é um living lab?"),
        ("pt", "E na Hungria?"),
        ("pt", "Quais sao as boas praticas?"),
        ("de", "Was ist ein Living Lab?"),
        ("fr", "Quel est le budget de CrossCare ?"),
        ("es", "¿Qué es un living lab?"),
        ("it", "Quanto costa?"),
        ("ro", "Care este bugetul?"),
        ("el", "Τι είναι το living lab;"),
        ("pl", "Co to jest living lab?"),
    ],
)
def test_a_short_question_full_of_foreign_names_is_recognised(language: str, question: str) -> None:
    assert detect(question) == language


@pytest.mark.parametrize(
    "text",
    ["", "   ", "ok", "A2", "HELIUM", "CrossCare budget", "👍👍", "12.500", "https://example.org/the/of/and", "日本"],
)
def test_a_name_a_number_or_an_address_has_no_language(text: str) -> None:
    assert detect(text) == UNKNOWN_LANGUAGE


def test_names_do_not_outvote_the_sentence_around_them() -> None:
    text = (
        "Echipele de sport includ Los Angeles Lakers, Los Angeles Clippers, Los Angeles Kings, Los Angeles Galaxy, "
        "San Diego Padres și Anaheim Ducks, care joacă în sudul statului."
    )
    assert detect(text) == "ro"


def test_a_document_of_millions_of_characters_is_judged_by_its_start() -> None:
    assert detect("Het plan is klaar. " * 200_000) == "nl"


def test_every_answer_is_a_code_that_is_promised() -> None:
    assert {"en", "nl", "hu", "pt"} <= set(LANGUAGES)
    assert all(len(code) == 2 for code in LANGUAGES)
