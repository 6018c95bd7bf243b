"""Starts and ends are those that a text states, in four languages, and no others."""

import pytest

from ingest.forms.timeframes import moment, stretch


def read(text: str, language: str) -> tuple[str | None, str | None]:
    found = stretch(text, language)
    return found.start.value if found.start else None, found.end.value if found.end else None


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("March 2026 – February 2028", "en", ("2026-03", "2028-02")),
        ("from the 1st of March 2026 until 28 February 2028", "en", ("2026-03-01", "2028-02-28")),
        ("March 1, 2026 to June 30, 2026", "en", ("2026-03-01", "2026-06-30")),
        ("January to June 2026", "en", ("2026-01", "2026-06")),
        ("1 March to 30 June 2026", "en", ("2026-03-01", "2026-06-30")),
        ("between March and June 2026", "en", ("2026-03", "2026-06")),
        ("Q2 2026 - Q4 2027", "en", ("2026-04", "2027-12")),
        ("Start: 01/03/2026. End: 28/02/2027", "en", ("2026-03-01", "2027-02-28")),
        ("van april 2026 tot en met maart 2028", "nl", ("2026-04", "2028-03")),
        ("05-10-2018 t/m 31-12-2019", "nl", ("2018-10-05", "2019-12-31")),
        ("start in mei 2026, uiterlijk eind december 2026 afgerond", "nl", ("2026-05", "2026-12")),
        ("20 mrt. - 2 apr. 2026", "nl", ("2026-03-20", "2026-04-02")),
        ("2026. május 1-jétől 2028. április 30-áig", "hu", ("2026-05-01", "2028-04-30")),
        ("2026 januárjától 2027 júniusának végéig", "hu", ("2026-01", "2027-06")),
        ("2026. március 1. és június 30. között", "hu", ("2026-03-01", "2026-06-30")),
        ("2026.03.01. - 2026.12.31.", "hu", ("2026-03-01", "2026-12-31")),
        ("2026. marcius 1-jetol 2026. junius 30-aig", "hu", ("2026-03-01", "2026-06-30")),
        ("de janeiro a setembro de 2026", "pt", ("2026-01", "2026-09")),
        ("de 1 de março a 30 de junho de 2026", "pt", ("2026-03-01", "2026-06-30")),
        ("entre março e junho de 2026", "pt", ("2026-03", "2026-06")),
        ("out. 2026 até dez. 2027", "pt", ("2026-10", "2027-12")),
    ],
)
def test_both_ends_of_a_stretch_are_read(text: str, language: str, expected: tuple[str, str]) -> None:
    assert read(text, language) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("The rule holds from January 2027.", "en", ("2027-01", None)),
        ("vanaf januari 2027", "nl", ("2027-01", None)),
        ("2026 februárjában indul", "hu", ("2026-02", None)),
        ("2026. II. negyedévétől", "hu", ("2026-04", None)),
        ("a partir de maio de 2026", "pt", ("2026-05", None)),
        ("ready in March 2027", "en", (None, "2027-03")),
        ("by the end of March 2027", "en", (None, "2027-03")),
        ("uiterlijk 30 juni 2027", "nl", (None, "2027-06-30")),
        ("2027. június 30-ig", "hu", (None, "2027-06-30")),
        ("até 30 de junho de 2027", "pt", (None, "2027-06-30")),
    ],
)
def test_one_end_alone_does_not_make_up_the_other(
    text: str, language: str, expected: tuple[str | None, str | None]
) -> None:
    assert read(text, language) == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("2026-2028", "en"),
        ("two years after approval", "en"),
        ("Month 1 to month 6", "en"),
        ("early March 2026", "en"),
        ("A workshop on 12 March 2026 and a seminar on 3 May 2026.", "en"),
        ("De evaluatie is in juni 2027 besproken.", "nl"),
        ("From June 2027 until March 2026", "en"),
        ("31 February 2026", "en"),
        ("10-25-2018", "en"),
        ("2010-12", "en"),
        ("November – February", "en"),
        ("You may start.", "en"),
        ("", "en"),
    ],
)
def test_what_states_no_start_and_no_end_gives_neither(text: str, language: str) -> None:
    assert read(text, language) == (None, None)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("September 2026.", "en", ("2026-09", "2026-09")),
        ("2026 Q2", "en", ("2026-04", "2026-06")),
        ("eerste helft van 2026", "nl", ("2026-01", "2026-06")),
        ("2026. március 1–5.", "hu", ("2026-03-01", "2026-03-05")),
        ("2.º trimestre de 2027", "pt", ("2027-04", "2027-06")),
    ],
)
def test_a_period_that_is_all_a_field_says_is_start_and_end(
    text: str, language: str, expected: tuple[str, str]
) -> None:
    assert read(text, language) == expected


def test_the_earliest_start_and_the_last_end_count() -> None:
    text = "Prepared from January 2026 to June 2026 and open from July 2026 to December 2027."
    assert read(text, "en") == ("2026-01", "2027-12")


def test_an_open_start_after_the_last_end_leaves_the_end_open() -> None:
    assert read("prepared from January 2026 to June 2026, open from July 2026", "en") == ("2026-01", None)


@pytest.mark.parametrize(
    ("text", "language", "start", "words"),
    [
        ("March 2022 - Ongoing", "en", "2022-03", "Ongoing"),
        ("Mei 2021 - Doorlopend", "nl", "2021-05", "Doorlopend"),
        ("2020. november - folyamatban", "hu", "2020-11", "folyamatban"),
        ("Setembro de 2023 - Em curso", "pt", "2023-09", "Em curso"),
    ],
)
def test_what_goes_on_has_a_start_and_no_end(text: str, language: str, start: str, words: str) -> None:
    found = stretch(text, language)
    assert found.start is not None
    assert found.ongoing is not None
    assert (found.start.value, found.end, text[slice(*found.ongoing)]) == (start, None, words)


def test_a_date_quotes_the_words_that_state_all_of_it() -> None:
    text = "De janeiro a setembro de 2026"
    found = stretch(text, "pt")
    assert found.start is not None
    assert found.end is not None
    assert text[found.start.start : found.start.end] == "janeiro a setembro de 2026"
    assert text[found.end.start : found.end.end] == "setembro de 2026"


def test_a_day_is_read_only_where_there_is_one() -> None:
    day = moment("Budapest, 2028. szeptember 9.", "hu")
    assert day is not None
    assert day.value == "2028-09-09"
    assert moment("9 May 2028 or 10 May 2028", "en") is None
