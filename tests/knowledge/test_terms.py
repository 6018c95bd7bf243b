"""What counts as the same word."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.terms import folded, grams, stem, stems, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The A2 action: EUR 4,200!", ["the", "a2", "action", "eur", "4", "200"]),
        ("hungary-A2", ["hungary", "a2"]),
        ("Straße ﬁnance №7", ["strasse", "finance", "no7"]),
        ("ação АЕЕК ÁEEK", ["ação", "аеек", "áeek"]),
        ("🙂 … —", []),
        ("", []),
    ],
)
def test_words_are_lower_case_with_their_digits_and_without_their_signs(text: str, found: list[str]) -> None:
    assert words(text) == found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ação", "acao"),
        ("őrült", "orult"),
        ("Αθήνα".casefold(), "athina"),
        ("беларусь", "belarus"),
        ("ørsted", "orsted"),
    ],
)
def test_a_name_is_the_same_with_and_without_accents_and_in_another_script(one: str, other: str) -> None:
    assert folded(one) == other


@pytest.mark.parametrize(
    ("language", "inflected"),
    [
        ("en", ["region", "regions"]),
        ("nl", ["patiënt", "patiënten"]),
        ("hu", ["terv", "terveket", "tervek"]),
        ("pt", ["parceiro", "parceiros"]),
        ("de", ["plan", "plänen"]),
        ("el", ["ομάδα", "ομάδες"]),
    ],
)
def test_inflections_of_a_word_are_one_term_in_its_language(language: str, inflected: list[str]) -> None:
    assert len(set(stems(inflected, language))) == 1


@pytest.mark.parametrize("language", ["mt", "und", "", "xx"])
def test_a_language_without_a_stemmer_counts_the_plain_word(language: str) -> None:
    assert stem("régiók", language) == "regiok"


def test_grams_mark_where_a_word_begins_and_ends() -> None:
    assert grams("care") == ("_car", "care", "are_")
    assert grams("a2") == ("_a2_",)
    assert grams("x") == ("_x_",)


def test_compounds_share_grams_with_their_parts() -> None:
    assert set(grams("monitoringfase")) & set(grams("monitoring"))
    assert set(grams("gezondheidszorg")) & set(grams("gezondheid"))


@settings(deadline=None)
@given(st.text())
def test_any_text_can_be_indexed(text: str) -> None:
    for word in words(text):
        assert grams(word)
        assert all(len(gram) <= max(4, len(folded(word)) + 2) for gram in grams(word))
        assert isinstance(stem(word, "hu"), str)
