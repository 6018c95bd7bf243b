"""Finding a quote in a passage."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helium_bot.answering.quotes import MAX_QUOTE, Span, condensed, enough, locate

TEXT = (
    "The stakeholder group backed the plan on 26 September 2018. Its “living lab”\n"
    "  opened in Zsámbék – the region’s first – with € 1.500 of own innova-\ntion money (about 45 %). "
    "Partner | Role | Share\nÁEEK | co-ordinator | 15 %"
)


@pytest.mark.parametrize(
    ("quote", "cited"),
    [
        ("backed the plan on 26 September 2018", "backed the plan on 26 September 2018"),
        ("  backed the plan ", "backed the plan"),
        ("BACKED THE PLAN on 26 september 2018.", "backed the plan on 26 September 2018."),
        ('Its "living lab" opened in Zsambek', "Its “living lab”\n  opened in Zsámbék"),
        ('"living lab"', "“living lab”"),
        ("Zsámbék - the region's first -", "Zsámbék – the region’s first –"),
        ("own innovation money (about 45%)", "own innova-\ntion money (about 45 %)"),
        ("€1.500 of own", "€ 1.500 of own"),
        ("ÁEEK coordinator 15%", "ÁEEK | co-ordinator | 15 %"),
        (unicodedata.normalize("NFD", "ÁEEK | co-ordinator"), "ÁEEK | co-ordinator"),
        ("akeholder group backed the pl", "stakeholder group backed the plan"),
    ],
)
def test_a_quote_is_found_however_the_model_copied_it_and_cited_as_the_passage_has_it(quote: str, cited: str) -> None:
    span = locate(quote, TEXT)
    assert span is not None
    assert span.of(TEXT) == cited


@pytest.mark.parametrize(
    "quote",
    ["the plan was backed", "backed the plans", "", "…", "“”", "27 September 2018", "art lab", "backed … nothing else"],
)
def test_words_that_are_not_the_passages_are_not_found(quote: str) -> None:
    assert locate(quote, TEXT) is None


@pytest.mark.parametrize("mark", ["...", "…", "[...]", "(…)", " ... "])
def test_a_quote_that_leaves_words_out_is_the_passages_whole_run(mark: str) -> None:
    span = locate(f"group backed{mark}26 September", TEXT)
    assert span is not None
    assert span.of(TEXT) == "group backed the plan on 26 September"


def test_of_a_quote_that_leaves_much_out_the_longest_part_is_cited() -> None:
    text = f"It begins here. {'Much is left out. ' * 60}It ends only at the very last word."
    span = locate("It begins ... It ends only at the very last word", text)
    assert span is not None
    assert span.of(text) == "It ends only at the very last word"


def test_the_parts_of_a_quote_must_stand_in_its_order() -> None:
    assert locate("26 September ... group backed", TEXT) is None


def test_whole_words_are_preferred_to_a_place_inside_words() -> None:
    text = "A smart planner wrote the art plan."
    span = locate("Art plan", text)
    assert span is not None
    assert span.of(text) == "art plan"


@pytest.mark.parametrize(
    ("quote", "text", "is_enough"),
    [
        ("two words", TEXT, False),
        ("three whole words", TEXT, True),
        ("EUR 100", "Cost: EUR 100", True),
        ("EUR 100", "The budget of the action is EUR 100 at most.", False),
        ("健康創新的生活實驗室", "歐洲地區健康創新的生活實驗室計畫與更多的說明文字在這裡", True),
    ],
)
def test_a_quote_of_a_word_or_two_supports_nothing_unless_it_is_most_of_its_passage(
    quote: str, text: str, is_enough: bool
) -> None:
    assert enough(quote, text) is is_enough


def test_a_quote_that_is_too_long_is_cut_to_the_sentences_that_support_the_claim() -> None:
    filler = "Nothing of the kind was said anywhere. " * 20
    text = f"{filler}The budget of the lab is 5 million euro. The lab opened in 2018. {filler}"
    quote = condensed(Span(0, len(text)), text, "The budget of the lab, opened in 2018, is 5 million euro").of(text)
    assert "budget of the lab is 5 million euro. The lab opened in 2018." in quote
    assert len(quote) <= MAX_QUOTE


def test_a_sentence_without_end_is_cut_at_a_word() -> None:
    text = "endless words " * 200
    quote = condensed(Span(0, len(text)), text, "claim").of(text)
    assert MAX_QUOTE - 20 < len(quote) <= MAX_QUOTE
    assert quote.endswith(("endless", "words"))


@settings(deadline=None)
@given(st.text(max_size=200), st.text(max_size=200))
def test_whatever_is_asked_for_what_is_cited_is_a_run_of_the_passage_with_the_quotes_letters(
    quote: str, text: str
) -> None:
    span = locate(quote, text)
    if span is not None:
        assert 0 <= span.start < span.end <= len(text)
        assert any(letter.isalnum() for letter in span.of(text))


@settings(deadline=None)
@given(st.text(alphabet="abc áé.,-–\n\u00adﬁß…'’\"中", min_size=3, max_size=120), st.data())
def test_every_run_of_whole_words_of_a_passage_is_found_as_it_stands(text: str, data: st.DataObject) -> None:
    words = text.split()
    if not any(letter.isalnum() for letter in text):
        return
    begin = data.draw(st.integers(0, len(words) - 1))
    quote = " ".join(words[begin : data.draw(st.integers(begin + 1, len(words)))])
    if any(letter.isalnum() for letter in quote):
        span = locate(quote, text)
        assert span is not None
        assert span.of(text) in text


@settings(deadline=None)
@given(st.text(max_size=3000), st.text(max_size=100), st.integers(20, 1000))
def test_a_condensed_quote_is_never_too_long_and_never_outside(text: str, claim: str, limit: int) -> None:
    if text.strip():
        span = condensed(Span(0, len(text)), text, claim, limit)
        assert 0 <= span.start < span.end <= len(text)
        assert len(span) <= limit
