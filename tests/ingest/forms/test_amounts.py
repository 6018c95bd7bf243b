"""Sums of money are read exactly, and those that can be read in two ways are left open."""

from decimal import Decimal

import pytest

from ingest.forms.amounts import currency_in, sums


def read(text: str, language: str, currency: str = "") -> list[str]:
    """The sums as "value currency", the value written out or a question mark."""
    return [
        f"{'?' if found.value is None else f'{found.value.normalize():f}'} {found.currency}".strip()
        for found in sums(text, language, currency)
    ]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("EUR 1,982,862.00", "en", "1982862 EUR"),
        ("1 982 862,00 EUR", "hu", "1982862 EUR"),
        ("1\u00a0982\u202f862,00 EUR", "hu", "1982862 EUR"),
        ("€10.091.625,55", "en", "10091625.55 EUR"),
        ("4.949.840 euro", "nl", "4949840 EUR"),
        ("CHF nothing, £ 12'345.50", "en", "12345.5 GBP"),
        ("€ 5.000,- per jaar", "nl", "5000 EUR"),
        ("EUR 1234", "en", "1234 EUR"),
        ("44 444,00 EUR-ba került", "hu", "44444 EUR"),
        ("2 000 000 eurót", "hu", "2000000 EUR"),
        ("100 ezer forintba", "hu", "100000 HUF"),
        ("HUF 12 345 678", "en", "12345678 HUF"),
    ],
)
def test_every_notation_gives_the_exact_sum(text: str, language: str, expected: str) -> None:
    assert read(text, language) == [expected]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("£250k", "en", "250000 GBP"),
        ("€1.2M", "en", "1200000 EUR"),
        ("1.2 MEUR", "en", "1200000 EUR"),
        ("k€ 50", "en", "50000 EUR"),
        ("EUR 1.234 million", "en", "1234000 EUR"),
        ("2,5 mln. euro", "nl", "2500000 EUR"),
        ("1,2 miljard euro", "nl", "1200000000 EUR"),
        ("12,5 millió Ft", "hu", "12500000 HUF"),
        ("500 eFt", "hu", "500000 HUF"),
        ("5 M Ft", "hu", "5000000 HUF"),
        ("2,5 milhões de euros", "pt", "2500000 EUR"),
        ("50 mil euros", "pt", "50000 EUR"),
        ("2 mil milhões de euros", "pt", "2000000000 EUR"),
    ],
)
def test_a_magnitude_in_any_language_is_multiplied_out(text: str, language: str, expected: str) -> None:
    assert read(text, language) == [expected]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("EUR 1.234", "en"),
        ("EUR 1.234", ""),
        ("EUR 1,234", "nl"),
        ("EUR 1,234", ""),
        ("EUR 1.234.56", "en"),
        ("EUR 12,34,56", "en"),
        ("EUR 1.2345", "en"),
        ("EUR 1,234 million", "en"),
        ("50 mil euros", "nl"),
    ],
)
def test_a_sum_with_two_readings_keeps_its_words_and_has_no_value(text: str, language: str) -> None:
    (found,) = sums(text, language)
    assert found.value is None
    assert found.currency == "EUR"
    assert text[found.start : found.end] == text


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("EUR 1.234", "nl", "1234 EUR"),
        ("EUR 1.234", "hu", "1234 EUR"),
        ("EUR 1.234", "pt", "1234 EUR"),
        ("EUR 1,234", "en", "1234 EUR"),
    ],
)
def test_three_digits_behind_the_thousands_mark_of_the_language_are_thousands(
    text: str, language: str, expected: str
) -> None:
    assert read(text, language) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("EUR 5,000 to 7,000 per year", ["5000 EUR", "7000 EUR"]),
        ("EUR 1–2 million", ["1000000 EUR", "2000000 EUR"]),
        ("between 1.5 and 2 million EUR", ["1500000 EUR", "2000000 EUR"]),
        ("10 000–20 000 EUR", ["10000 EUR", "20000 EUR"]),
        ("10-15 000 EUR", ["? EUR", "15000 EUR"]),
        ("EUR 5,000 to 7 nurses", ["5000 EUR"]),
        ("EUR 5,000 - 2026", ["5000 EUR"]),
    ],
)
def test_both_ends_of_a_range_are_sums_and_nothing_else_becomes_one(text: str, expected: list[str]) -> None:
    assert read(text, "en") == expected


def test_numbers_that_are_no_money_are_left_alone() -> None:
    text = "In 2026, 85 % of the 1,500 patients of Ward A2 and 12 nurses came on 3 May."
    assert sums(text, "en") == []


def test_each_sum_keeps_its_own_currency_and_its_own_words() -> None:
    text = "In 2026 it costs 5,000 EUR and £3k; EUR 12 was spent."
    assert [text[found.start : found.end] for found in sums(text, "en")] == ["5,000 EUR", "£3k", "EUR 12"]
    assert read(text, "en") == ["5000 EUR", "3000 GBP", "12 EUR"]


def test_a_number_by_itself_is_in_the_currency_of_its_column() -> None:
    assert sums("50 000", "hu", currency_in("Költség (Ft)"))[0].currency == "HUF"
    assert sums("50 000", "hu")[0].value == Decimal(50_000)
    assert sums("50 000 beteg", "hu", "HUF") == []
    assert currency_in("Costs in EUR or GBP") == ""
