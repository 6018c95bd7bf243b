"""What a careful reader finds in web pages. All pages here are synthetic."""

from pathlib import Path

import pytest

from ingest.reading.document import Block, BlockKind, Refused
from ingest.reading.html import html_blocks, read, read_html

_EXAMPLES = Path(__file__).parents[2] / "helium_bot" / "examples"


def _texts(page: str) -> list[str]:
    return [block.text for block in read_html(page.encode()).blocks]


def test_the_main_text_is_read_without_what_surrounds_it() -> None:
    page = """<html><head><title>T</title><style>p {color: red}</style></head><body>
    <header>Logo <h1>Site</h1></header><nav><a href="/">Home</a></nav><div role="navigation">Menu</div>
    <main><h1>Synthetic plan</h1><script>run()</script><p>The <b>city</b>
    pays.</p><aside>Related</aside><form><label>Search</label><input value="x"></form></main>
    <footer>Imprint</footer></body></html>"""
    assert _texts(page) == ["Synthetic plan", "The city pays."]


def test_a_page_without_a_main_part_is_read_whole() -> None:
    page = "<body><nav>Menu</nav><div>Loose words<p>A paragraph.</p>more words</div></body>"
    assert _texts(page) == ["Loose words", "A paragraph.", "more words"]


def test_a_page_wrapped_in_one_form_is_still_read() -> None:
    assert _texts("<body><form><main><p>The text.</p></main></form></body>") == ["The text."]


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>secret order</p>",
        '<p aria-hidden="true">secret order</p>',
        '<div style="color:red; display : none"><p>secret order</p></div>',
        '<p style="visibility:hidden">secret order</p>',
        '<p style="font-size:0">secret order</p>',
        '<p style="position:absolute;left:-9999px">secret order</p>',
        '<style>.x, #y { display: none }</style><p class="x">secret order</p>',
    ],
)
def test_hidden_text_is_left_out_and_reported(hidden: str) -> None:
    document = read_html(f"<body><p>Seen.</p>{hidden}</body>".encode())
    assert [block.text for block in document.blocks] == ["Seen."]
    assert document.remarks == ("text that the page hides was left out (2 words)",)


def test_a_style_that_hides_only_on_paper_hides_nothing() -> None:
    page = '<style>@media print { .x { display: none } } .y { opacity: 0.9 }</style><p class="x y">Seen.</p>'
    assert _texts(page) == ["Seen."]


def test_comments_are_left_out() -> None:
    assert _texts("<p>Seen<!-- secret -->.</p><!-- more -->") == ["Seen."]


def test_headings_lists_and_line_breaks_keep_their_shape() -> None:
    page = """<main><h2>Goals</h2><ul><li>One<ul><li>Half</li></ul></li><li><p>Two</p></li></ul>
    <p>Street 1<br>Sampleton</p><dl><dt>Term</dt><dd>Meaning</dd></dl></main>"""
    assert list(read_html(page.encode()).blocks) == [
        Block(BlockKind.HEADING, "Goals", level=2),
        Block(BlockKind.LIST_ITEM, "One"),
        Block(BlockKind.LIST_ITEM, "Half"),
        Block(BlockKind.LIST_ITEM, "Two"),
        Block(BlockKind.PARAGRAPH, "Street 1\nSampleton"),
        Block(BlockKind.PARAGRAPH, "Term"),
        Block(BlockKind.PARAGRAPH, "Meaning"),
    ]


def test_the_rows_of_a_table_stand_under_their_header() -> None:
    page = """<table><caption>Indicators</caption><thead><tr><th>Name<th>Value</thead>
    <tr><td>Jobs<td><p>9</p><p>in 2026</p><tr><th>Patients<td>300<tr><td><td></table>"""
    assert list(read_html(page.encode()).blocks) == [
        Block(BlockKind.PARAGRAPH, "Indicators"),
        Block(BlockKind.TABLE_ROW, "Jobs | 9 in 2026", header="Name | Value"),
        Block(BlockKind.TABLE_ROW, "Patients | 300", header="Name | Value"),
    ]


def test_tables_that_only_lay_out_a_page_read_as_text() -> None:
    page = (
        "<table><tr><td><h1>Plan</h1><p>One.</p></td><td><table><tr><td>A</td><td>B</td></tr></table></td></tr></table>"
    )
    assert _texts(page) == ["Plan", "One.", "A | B"]


def test_what_the_page_states_about_itself_is_metadata() -> None:
    page = """<html lang="pt-PT"><head><title>Plano | Site</title><meta name="Kind" content="action_plan">
    <meta name="date" content="2026-01-02"><meta name="viewport" content="width=1"></head>
    <body><p>x</p></body></html>"""
    document = read_html(page.encode())
    assert document.metadata == {"kind": "action_plan", "date": "2026-01-02", "language": "pt"}
    assert document.title == "Plano | Site"


@pytest.mark.parametrize(
    "data",
    [
        '<meta charset="iso-8859-2"><p>Sugárkonyhája őrzi</p>'.encode("iso-8859-2"),
        '<meta charset="utf-8"><p>Sugárkonyhája őrzi</p>'.encode(),
        "<p>Sugárkonyhája őrzi</p>".encode("utf-8-sig"),
        "<p>Sugárkonyhája őrzi</p>".encode("utf-16"),
        '<?xml version="1.0" encoding="windows-1250"?><html><p>Sugárkonyhája őrzi</p></html>'.encode("cp1250"),
        '<meta charset="ascii"><p>Sugárkonyhája őrzi</p>'.encode(),
    ],
)
def test_accents_survive_in_every_encoding(data: bytes) -> None:
    assert read_html(data).blocks[-1].text == "Sugárkonyhája őrzi"


def test_odd_spaces_and_soft_hyphens_are_written_plainly() -> None:
    assert _texts("<p>55&nbsp;555,00&thinsp;EUR for inno&shy;vation</p>") == ["55 555,00 EUR for innovation"]


def test_a_piece_of_html_gives_its_blocks() -> None:
    assert html_blocks("<b>Bold</b> words<table><tr><td>a</td><td>b</td></tr></table>") == [
        Block(BlockKind.PARAGRAPH, "Bold words"),
        Block(BlockKind.TABLE_ROW, "a | b"),
    ]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b"<html><body><script>x</script></body></html>", "holds no text"),
        (b"<div>" * 5000 + b"x", "nested too deeply"),
        (bytes(range(256)) * 20, "is not really text"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(data)
    with pytest.raises(Refused, match=reason):
        read(path)


def test_broken_markup_never_breaks_the_reader() -> None:
    whole = next(_EXAMPLES.rglob("vila_exemplo.html")).read_bytes()
    for length in range(40, len(whole), len(whole) // 40):
        try:
            read_html(whole[:length])
        except Refused as refusal:
            assert str(refusal)  # noqa: PT017 - a page cut off before its text holds none


def test_a_shipped_example_is_read_with_its_facts() -> None:
    document = read(next(_EXAMPLES.rglob("vila_exemplo.html")))
    assert document.title == "Plano de ação regional de Vila Exemplo (exemplo sintético)"
    assert document.metadata["language"] == "pt"
    assert "Início" not in " ".join(block.text for block in document.blocks)
    assert "A ação 2 custa 111 111,00 EUR." in [block.text for block in document.blocks]
