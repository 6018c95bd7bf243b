"""How a document is cut into passages."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.reading.document import Block, BlockKind, ReadDocument
from ingest.splitting import Piece, Splitting, extracted, split

SMALL = Splitting(target=80, maximum=110, minimum=25, longest_row=200)


def heading(text: str, level: int = 1, page: int | None = None) -> Block:
    return Block(BlockKind.HEADING, text, page=page, level=level)


def paragraph(text: str, page: int | None = None) -> Block:
    return Block(BlockKind.PARAGRAPH, text, page=page)


def item(text: str) -> Block:
    return Block(BlockKind.LIST_ITEM, text)


def row(text: str, header: str = "") -> Block:
    return Block(BlockKind.TABLE_ROW, text, header=header)


def pieces(*blocks: Block, title: str = "Plan", splitting: Splitting = SMALL) -> list[Piece]:
    return split(ReadDocument(blocks), title, splitting)


def texts(*blocks: Block) -> list[str]:
    return [piece.text for piece in pieces(*blocks)]


def test_blocks_of_a_section_share_a_passage_until_it_is_full() -> None:
    opening, ending = "One sentence of the opening.", "y" * 60 + "."
    assert texts(paragraph(opening), item("first"), item("second"), paragraph(ending), paragraph(ending)) == [
        f"{opening}\n\nfirst\nsecond\n\n{ending}",
        ending,
    ]


def test_list_items_stand_on_lines_and_paragraphs_apart() -> None:
    document = ReadDocument(
        (paragraph("Intro"), item("first"), item("second"), row("a | b"), row("c | d"), paragraph("End"))
    )
    assert extracted(document) == "Intro\n\nfirst\nsecond\n\na | b\nc | d\n\nEnd"


def test_a_passage_never_crosses_a_section_border() -> None:
    found = pieces(heading("Costs"), paragraph("Short."), heading("Timing"), paragraph("Also short."))
    assert [(piece.section, piece.text) for piece in found] == [("Costs", "Short."), ("Timing", "Also short.")]


def test_the_section_is_the_path_of_headings_without_the_title() -> None:
    found = pieces(
        heading("Plan"),
        heading("Actions", 2),
        heading("A1", 3),
        paragraph("Do."),
        heading("Costs", 2),
        paragraph("Pay."),
    )
    assert [piece.section for piece in found] == ["Actions > A1", "Costs"]


def test_the_context_names_title_section_and_table_header_but_the_text_does_not() -> None:
    (piece,) = pieces(heading("Costs", 2), row("Rent | 5", header="Name | EUR"))
    assert piece.context == "Plan — Costs — Name | EUR"
    assert piece.text == "Rent | 5"


def test_a_passage_never_spans_two_pages() -> None:
    found = pieces(paragraph("On page one.", page=1), paragraph("On page two.", page=2))
    assert [(piece.page, piece.text) for piece in found] == [(1, "On page one."), (2, "On page two.")]


def test_a_heading_with_nothing_below_it_is_not_lost() -> None:
    assert texts(heading("Plan"), heading("Annex: letter of support", 2), heading("Costs", 2), paragraph("Five.")) == [
        "Annex: letter of support",
        "Five.",
    ]


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    sentence = "This is a sentence of forty characters."
    found = texts(paragraph(" ".join([sentence] * 7)))
    assert len(found) > 2
    assert all(text.startswith("This") and text.endswith("characters.") and len(text) <= 110 for text in found)


def test_a_paragraph_up_to_the_maximum_stays_whole() -> None:
    text = ("A sentence. " * 9).strip()
    assert 80 < len(text) <= 110
    assert texts(paragraph(text)) == [text]


def test_a_tiny_last_paragraph_joins_the_one_before_it() -> None:
    assert len(texts(paragraph("x" * 85), paragraph("The end."))) == 1


def test_a_table_row_is_never_cut_unless_it_is_endless() -> None:
    assert texts(row("cell | " * 20 + "end")) == ["cell | " * 20 + "end"]
    assert max(map(len, texts(row("cell | " * 900)))) <= 110


def test_a_line_of_three_million_letters_is_cut_into_passages() -> None:
    found = pieces(paragraph("x" * 3_000_000), splitting=Splitting())
    assert "".join(piece.text for piece in found) == "x" * 3_000_000
    assert max(len(piece.text) for piece in found) <= Splitting().maximum


def test_a_footnote_is_a_passage_of_its_own() -> None:
    assert texts(paragraph("Text."), Block(BlockKind.FOOTNOTE, "Note."), paragraph("More.")) == [
        "Text.",
        "Note.",
        "More.",
    ]


words = st.lists(
    st.sampled_from(["Yes.", "the", "plan", "e.g.", "costs", "5.000", "x" * 70, "\n"]), min_size=1, max_size=60
)
blocks = st.lists(
    st.builds(
        lambda kind, tokens, page, level: Block(
            kind, " ".join(tokens).strip() or "x", page=page, level=level if kind is BlockKind.HEADING else 0
        ),
        st.sampled_from(list(BlockKind)),
        words,
        st.sampled_from([1, 2]),
        st.integers(1, 4),
    ),
    max_size=12,
)


@settings(max_examples=200)
@given(blocks)
def test_passages_are_exact_parts_of_the_text_in_order_and_lose_no_word(given_blocks: list[Block]) -> None:
    document = ReadDocument(tuple(given_blocks))
    text = extracted(document)
    found = split(document, "Plan", SMALL)
    assert all(text[piece.start : piece.end] == piece.text for piece in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert all(len(piece.text) <= SMALL.longest_row for piece in found)
    said = "".join("".join(piece.text for piece in found).split())
    named = " ".join(piece.section for piece in found)
    body = "".join("".join(block.text.split()) for block in given_blocks if block.kind is not BlockKind.HEADING)
    headings = [block.text for block in given_blocks if block.kind is BlockKind.HEADING]
    assert len(body) <= len(said)
    assert all("".join(text.split()) in said or " ".join(text.split()) in named for text in headings)
