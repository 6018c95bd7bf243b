"""Whatever the text, Telegram accepts the messages and nothing visible is lost."""

import re
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from helium_bot.chat.messages import Block, Ready, Run, Style, set_out
from helium_bot.sandbox.entities import parse_html

NASTY = (
    st.text(max_size=300)
    | st.text("<>&\"'/bi blockquote=", max_size=200)
    | st.text("👩‍🔬👨‍👩‍👧‍👦🇪🇺e\u0301\u200d\ufe0f", max_size=400)
    | st.text("שלוםمرحبا\u202e\u2066\u200f ", max_size=200)
    | st.sampled_from(["", " \n ", "\x00\x07", "\ud800", "\u200b" * 5000, "a" * 10_000, "🙂" * 5000, "&" * 9000])
    | st.builds(lambda sentence, times: f"{sentence}. " * times, st.text(max_size=80), st.integers(0, 120))
)
LINKS = st.sampled_from(
    ["", 'https://example.org/a?b=1&c="2"', "javascript:alert(1)", "https://", "http://[", "x" * 99]
)
RUNS = st.builds(Run, NASTY, st.sampled_from(Style), LINKS)
BLOCKS = st.lists(st.lists(RUNS, max_size=6).map(tuple), max_size=12)


def utf16(text: str) -> int:
    """The length in UTF-16 units, counted by encoding."""
    return len(text.encode("utf-16-le")) // 2


def seen(text: str) -> str:
    """What of a text a reader sees: no spaces, no controls, no halves of characters."""
    return "".join(letter for letter in text if unicodedata.category(letter)[0] not in "ZC")


def said(blocks: list[Block]) -> str:
    return "".join(run.text for block in blocks for run in block)


def check(message: Ready) -> None:
    shown = parse_html(message.html)
    assert shown.text == message.plain.strip()
    assert 0 < utf16(message.plain) <= 4096
    assert len(message.html.encode()) <= 32_768
    assert len(re.findall(r"<(?:b|i|a|blockquote)[ >]", message.html)) <= 100
    assert not [warning for warning in shown.warnings if "entities" not in warning]
    assert seen(message.plain)


@settings(max_examples=200, deadline=None)
@given(BLOCKS)
def test_no_text_makes_a_message_that_telegram_refuses(blocks: list[Block]) -> None:
    messages = set_out(blocks)
    for message in messages:
        check(message)
    assert "".join(seen(message.plain) for message in messages) == seen(said(blocks))


def test_short_blocks_share_a_message() -> None:
    (message,) = set_out([(Run("One"),), (Run("Two", Style.BOLD),)])
    assert message.plain == "One\n\nTwo"
    assert message.html == "One\n\n<b>Two</b>"


def test_a_block_that_would_not_fit_moves_to_the_next_message_whole() -> None:
    first, second = set_out([(Run("a" * 4000),), (Run("b" * 50), Run("c" * 60))])
    assert first.plain == "a" * 4000
    assert second.plain == "b" * 50 + "c" * 60


def test_a_long_text_is_cut_between_sentences() -> None:
    first, second = set_out([(Run("A sentence of the plan. " * 200),)])
    assert first.plain.endswith("plan. ")
    assert second.plain.startswith("A sentence")


def test_a_long_quote_stays_a_quote_in_every_message() -> None:
    messages = set_out([(Run("Über alles & mehr. " * 500, Style.FOLDED_QUOTE),)])
    assert len(messages) > 2
    for message in messages:
        assert re.fullmatch(r"<blockquote expandable>[^<>]*</blockquote>", message.html)


def test_a_family_of_emoji_is_not_torn_apart() -> None:
    family = "👩‍👩‍👧‍👦"
    first, *others = set_out([(Run(family * 600),)])
    assert first.plain == family * (len(first.plain) // len(family))
    assert others[0].plain.startswith(family)


def test_more_than_a_hundred_marks_are_spread_over_messages() -> None:
    first, second = set_out([(Run(f"{number} ", Style.BOLD),) for number in range(150)])
    assert first.html.count("<b>") == 100
    assert second.html.count("<b>") == 50


def test_a_heading_of_markup_is_shown_as_written() -> None:
    (message,) = set_out([(Run("<b>R&D</b> &lt;", Style.QUOTE),)])
    assert parse_html(message.html).text == "<b>R&D</b> &lt;"


def test_only_a_web_address_becomes_a_link() -> None:
    (message,) = set_out([(Run("good", link='https://example.org/?a=1&b="2"'), Run("bad", link="javascript:alert(1)"))])
    assert message.html == '<a href="https://example.org/?a=1&amp;b=&quot;2&quot;">good</a>bad'


def test_nothing_to_see_makes_no_message() -> None:
    assert set_out([(Run(""),), (Run(" \u200b\x00\u2800"),)]) == []
