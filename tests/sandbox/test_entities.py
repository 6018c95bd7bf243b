"""Telegram's HTML: what it means, and what is refused in which words."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helium_bot.sandbox.entities import BrokenMarkup, Formatted, parse_html, plain, slice_utf16, utf16_length


def runs(formatted: Formatted) -> list[tuple[str, str]]:
    return [(entity.type, slice_utf16(formatted.text, entity.offset, entity.length)) for entity in formatted.entities]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<b>bold</b> and <strong>bold</strong>", [("bold", "bold"), ("bold", "bold")]),
        ("<i>x</i><em>y</em>", [("italic", "x"), ("italic", "y")]),
        ("<u>x</u><ins>y</ins>", [("underline", "x"), ("underline", "y")]),
        ("<s>x</s><strike>y</strike><del>z</del>", [("strikethrough", each) for each in "xyz"]),
        ('<tg-spoiler>x</tg-spoiler><span class="tg-spoiler">y</span>', [("spoiler", "x"), ("spoiler", "y")]),
        ("<blockquote>short</blockquote>", [("blockquote", "short")]),
        ("<blockquote expandable>long</blockquote>", [("expandable_blockquote", "long")]),
        ("<b>a <i>b</i></b>", [("bold", "a b"), ("italic", "b")]),
        ("<B>case</B> does not matter", [("bold", "case")]),
        ("<b></b>nothing is marked", []),
        ("😀 <b>after an emoji</b>", [("bold", "after an emoji")]),
    ],
)
def test_each_tag_marks_the_words_it_encloses(html: str, expected: list[tuple[str, str]]) -> None:
    assert runs(parse_html(html)) == expected


def test_offsets_count_utf16_units_not_characters() -> None:
    (entity,) = parse_html("😀😀 <b>x</b>").entities
    assert (entity.offset, entity.length) == (5, 1)


def test_a_block_of_code_keeps_its_language() -> None:
    (entity,) = parse_html('<pre><code class="language-python">x = 1</code></pre>').entities
    assert entity.as_json() == {"type": "pre", "offset": 0, "length": 5, "language": "python"}


def test_a_link_keeps_its_address_and_a_time_its_moment() -> None:
    link, time = parse_html(
        '<a href="https://example.org/?a=1&amp;b=2">here</a> <tg-time unix="170" format="Dt">x</tg-time>'
    ).entities
    assert link.more == {"url": "https://example.org/?a=1&b=2"}
    assert time.as_json() == {
        "type": "date_time", "offset": 5, "length": 1, "unix_time": 170, "date_time_format": "Dt",
    }  # fmt: skip


def test_only_the_four_named_characters_are_decoded() -> None:
    assert parse_html("&lt;&gt;&amp;&quot;&#39;&#x27;&nbsp;&eacute;").text == "<>&\"''&nbsp;&eacute;"


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<b>unclosed", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b><i>test</b></i>", 'Unmatched end tag at byte offset 10, expected "</i>", found "</b>"'),
        ("<script>alert(1)</script>", 'Unsupported start tag "script" at byte offset 0'),
        ("é <p>x</p>", 'Unsupported start tag "p" at byte offset 3'),
        ("line<br/>break", 'Unsupported start tag "br/" at byte offset 4'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<a href='x", "Unclosed start tag at byte offset 0"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<a href=a_b>x</a>", "Unexpected end of name token at byte offset 8"),
        ('<tg-emoji emoji-id="x">x</tg-emoji>', "Invalid custom emoji identifier specified"),
        (
            "<blockquote>a<blockquote expandable>b</blockquote></blockquote>",
            "Blockquote entities can't be nested at byte offset 13",
        ),
    ],
)
def test_broken_html_is_refused_in_telegrams_words(html: str, words: str) -> None:
    with pytest.raises(BrokenMarkup) as refused:
        parse_html(html)
    assert str(refused.value) == words


def test_what_telegram_drops_in_silence_is_dropped_with_a_warning() -> None:
    in_code = parse_html("<b>a <code>b</code> c <code>d</code></b>")
    assert runs(in_code) == [("bold", "a "), ("code", "b"), ("bold", " c "), ("code", "d")]
    local = parse_html('<a href="http://localhost/x">plan</a>')
    assert (local.text, local.entities) == ("plan", ())
    crowded = parse_html("<b>x</b> " * 101)
    assert len(crowded.entities) == 100
    for formatted, word in ((in_code, "code"), (local, "localhost"), (crowded, "101 entities")):
        assert any(word in warning for warning in formatted.warnings)


def test_spaces_around_a_text_are_cut_and_entities_move_along() -> None:
    formatted = parse_html("\n <b> x </b> \n")
    assert formatted.text == "x"
    assert runs(formatted) == [("bold", "x")]


def test_commands_links_and_addresses_are_found_in_plain_text() -> None:
    found = runs(
        plain("/start write to a.b@example.org, see https://example.org/a?b=1. Not 1/2 or a/b, #plan @helium_bot")
    )
    assert found == [
        ("bot_command", "/start"),
        ("email", "a.b@example.org"),
        ("url", "https://example.org/a?b=1"),
        ("hashtag", "#plan"),
        ("mention", "@helium_bot"),
    ]


@given(st.text())
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    formatted = parse_html(escaped)
    assert formatted.text == text.strip()
    assert all(entity.end <= utf16_length(formatted.text) for entity in formatted.entities)


@given(st.text(alphabet="<>/abi&;=\"' é😀\n"))
def test_any_string_is_either_read_or_refused(html: str) -> None:
    with suppress(BrokenMarkup):
        formatted = parse_html(html)
        assert all(0 <= entity.offset < entity.end <= formatted.units for entity in formatted.entities)
