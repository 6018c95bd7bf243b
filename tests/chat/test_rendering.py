"""How answers look in the chat."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from helium_bot.answering.answer import Answer, Citation, Claim, Notice, Objection, Outcome
from helium_bot.chat.rendering import rendered
from helium_bot.locale import phrases
from helium_bot.sandbox.entities import parse_html

EN = phrases("en")


def citation(n: int, quote: str, section: str = "Phases", title: str = "The HELIUM project") -> Citation:
    return Citation(n, "d", "project/phases.md", title, section, 4, quote, "en", f"p{n}")


def answer(claims: list[tuple[str, tuple[int, ...]]], citations: list[Citation], *, quoted: bool) -> Answer:
    said = tuple(Claim(text, numbers) for text, numbers in claims)
    return Answer("?", "en", Outcome.ANSWERED, said, tuple(citations), quoted=quoted)


def test_the_documents_own_sentences_are_quotes_each_over_its_source() -> None:
    found = answer(
        [("First.", (1,)), ("Other.", (2,))], [citation(1, "First."), citation(2, "Other.", "Budget")], quoted=True
    )
    (message,) = rendered(found, EN)
    assert message.html == (
        "The documents say:\n<blockquote>First.</blockquote>\n[1] <b>The HELIUM project</b> · Phases · page 4\n\n"
        "<blockquote>Other.</blockquote>\n[2] <b>The HELIUM project</b> · Budget · page 4"
    )


def test_neighbours_from_the_same_page_share_the_line_of_their_source() -> None:
    found = answer([("First.", (1,)), ("Second.", (2,))], [citation(1, "First."), citation(2, "Second.")], quoted=True)
    (message,) = rendered(found, EN)
    assert message.plain == "The documents say:\nFirst.\nSecond.\n[1][2] The HELIUM project · Phases · page 4"


def test_a_sentence_cut_from_a_longer_quote_shows_that_quote_too() -> None:
    found = answer([("First", (1,)), ("Second", (2,))], [citation(1, "First."), citation(2, "Second.")], quoted=True)
    (message,) = rendered(found, EN)
    assert message.plain.endswith("[1][2] The HELIUM project · Phases · page 4\nFirst.\nSecond.")


def test_a_sentence_resting_on_two_places_names_both() -> None:
    found = answer([("Both.", (1, 2))], [citation(1, "Both."), citation(2, "Both.", "Budget")], quoted=True)
    (message,) = rendered(found, EN)
    assert message.plain.endswith("[1] The HELIUM project · Phases · page 4\n[2] The HELIUM project · Budget · page 4")


def test_a_written_answer_lists_its_sources_with_a_long_quote_folded() -> None:
    long = "It began in October. " * 20
    found = answer(
        [("It began in October.", (1,)), ("It ended.", (2,))], [citation(1, long), citation(2, "End")], quoted=False
    )
    (message,) = rendered(found, EN)
    shown = parse_html(message.html)
    assert message.plain.startswith("It began in October. [1] It ended. [2]\n\nSources\n[1] The HELIUM project")
    assert [entity.type for entity in shown.entities] == ["bold", "bold", "expandable_blockquote", "bold", "blockquote"]


def test_an_answer_is_folded_up_only_when_it_is_very_long() -> None:
    for length, folded in ((600, False), (601, True)):
        (message,) = rendered(answer([("a" * length, (1,))], [citation(1, "a" * length)], quoted=True), EN)
        assert ("expandable" in message.html) is folded


def test_a_notice_an_objection_and_a_gap_are_said() -> None:
    gap = Answer("?", "en", Outcome.PARTLY, (Claim("One.", (1,)),), (citation(1, "One."),), missing=("the costs",))
    assert "Not found in the documents: the costs" in rendered(gap, EN)[0].plain
    down = Answer("?", "en", Outcome.NOT_IN_DOCUMENTS, notice=Notice.MODEL_DOWN)
    assert rendered(down, EN)[0].html.startswith("<i>The language model did not answer")
    empty = Answer("", "en", Outcome.NOT_IN_DOCUMENTS, objection=Objection.EMPTY)
    assert rendered(empty, EN)[0].plain.startswith("There was no question to read.")


def test_the_closest_passages_are_offered_with_their_words() -> None:
    found = Answer("?", "en", Outcome.NOT_IN_DOCUMENTS, nearest=(citation(1, "Something else."),))
    (message,) = rendered(found, EN)
    assert message.plain.startswith("This is not in the documents.\n\nThe closest passages")
    assert parse_html(message.html).entities[-1].type == "blockquote"


WORDS = st.text(max_size=1000) | st.text("<&>👩‍🔬\u202eאب. ", max_size=1000)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, min_size=8, max_size=8), WORDS, WORDS, st.booleans())
def test_eight_quotes_of_any_kind_reach_the_person_whole(
    quotes: list[str], title: str, section: str, own: bool
) -> None:
    citations = [citation(n, quote, section, title) for n, quote in enumerate(quotes, 1)]
    found = answer([(quote, (n,)) for n, quote in enumerate(quotes, 1)], citations, quoted=own)
    messages = rendered(found, EN)
    for message in messages:
        assert len(parse_html(message.html).text.encode("utf-16-le")) // 2 <= 4096
    told = re.sub(r"[\s\x00-\x1f\x7f-\x9f]", "", "".join(message.plain for message in messages))
    for quote in quotes:
        assert re.sub(r"[\s\x00-\x1f\x7f-\x9f]", "", quote) in told
