"""What a careful reader finds in slide decks. All decks here are synthetic."""

import io
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from ingest.reading.document import Block, BlockKind, ReadDocument, Refused
from ingest.reading.pptx import read


def _read(tmp_path: Path, write: Callable[[Presentation], object]) -> ReadDocument:
    deck = Presentation()
    write(deck)
    deck.save(tmp_path / "deck.pptx")
    return read(tmp_path / "deck.pptx")


def _slide(deck: Presentation, title: str, layout: int = 5):
    slide = deck.slides.add_slide(deck.slide_layouts[layout])
    slide.shapes.title.text = title
    return slide


def _box(slide, words: str, left: float, top: float):
    box = slide.shapes.add_textbox(Inches(left), Inches(top), Inches(3), Inches(1))
    box.text_frame.text = words
    return box


def test_each_slide_is_a_page_with_its_title_as_heading(tmp_path: Path) -> None:
    def write(deck: Presentation) -> None:
        first = _slide(deck, "Synthetic deck", 0)
        first.placeholders[1].text = "A subtitle"
        second = _slide(deck, "Goals", 1)
        second.placeholders[1].text = "More tests\nFaster buying"

    document = _read(tmp_path, write)
    assert document.pages == 2
    assert document.title == "Synthetic deck"
    assert list(document.blocks) == [
        Block(BlockKind.HEADING, "Synthetic deck", 1, 1),
        Block(BlockKind.PARAGRAPH, "A subtitle", 1),
        Block(BlockKind.HEADING, "Goals", 2, 2),
        Block(BlockKind.LIST_ITEM, "More tests", 2),
        Block(BlockKind.LIST_ITEM, "Faster buying", 2),
    ]


def test_boxes_are_read_from_top_to_bottom_and_left_to_right(tmp_path: Path) -> None:
    def write(deck: Presentation) -> None:
        slide = _slide(deck, "Order")
        _box(slide, "below", 1, 5)
        _box(slide, "right", 5, 2.1)
        _box(slide, "left", 1, 2.2)
        group = slide.shapes.add_group_shape()
        group.shapes.add_textbox(Inches(1), Inches(3.5), Inches(2), Inches(0.5)).text_frame.text = "grouped"

    texts = [block.text for block in _read(tmp_path, write).blocks]
    assert texts == ["Order", "left", "right", "grouped", "below"]


def test_the_rows_of_a_table_stand_under_their_header(tmp_path: Path) -> None:
    def write(deck: Presentation) -> None:
        table = _slide(deck, "Costs").shapes.add_table(3, 2, Inches(1), Inches(2), Inches(6), Inches(2)).table
        for row, cells in enumerate([("Item", "Amount"), ("Vouchers", "10 000 EUR"), ("", "")]):
            for column, text in enumerate(cells):
                table.cell(row, column).text = text
        table.cell(2, 0).merge(table.cell(2, 1))
        table.cell(2, 0).text = "Nothing else"

    rows = [(block.text, block.header) for block in _read(tmp_path, write).blocks if block.kind is BlockKind.TABLE_ROW]
    assert rows == [("Vouchers | 10 000 EUR", "Item | Amount"), ("Nothing else", "Item | Amount")]


def test_the_figures_of_a_chart_are_read(tmp_path: Path) -> None:
    def write(deck: Presentation) -> None:
        data = CategoryChartData()
        data.categories = ["2025", "2026"]
        data.add_series("Companies", (12, 40.5))
        place = Inches(1), Inches(2), Inches(6), Inches(4)
        _slide(deck, "Indicators").shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *place, data)

    rows = [(block.text, block.header) for block in _read(tmp_path, write).blocks if block.kind is BlockKind.TABLE_ROW]
    assert rows == [("2025 | 12", "| Companies"), ("2026 | 40.5", "| Companies")]


def test_what_the_speaker_says_is_a_note_of_the_slide(tmp_path: Path) -> None:
    def write(deck: Presentation) -> None:
        _slide(deck, "One")
        _slide(deck, "Two").notes_slide.notes_text_frame.text = "Say thanks.\nThen stop."

    assert [block for block in _read(tmp_path, write).blocks if block.kind is BlockKind.NOTE] == [
        Block(BlockKind.NOTE, "Say thanks.", 2),
        Block(BlockKind.NOTE, "Then stop.", 2),
    ]


def test_hidden_slides_and_shapes_are_left_out_and_reported(tmp_path: Path) -> None:
    def write(deck: Presentation) -> None:
        _slide(deck, "Hidden")._element.set("show", "0")
        slide = _slide(deck, "Shown")
        _box(slide, "secret order", 1, 2)._element._nvXxPr.cNvPr.set("hidden", "1")

    document = _read(tmp_path, write)
    assert [(block.page, block.text) for block in document.blocks] == [(2, "Shown")]
    assert document.remarks == ("slide 1 is hidden and was left out", "slide 2: a hidden shape was left out")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b"only letters", "is not really a PowerPoint presentation"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "an older kind; save it as .pptx"),
    ],
)
def test_what_is_no_deck_is_refused_in_words(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "deck.pptx"
    path.write_bytes(content)
    with pytest.raises(Refused, match=reason):
        read(path)


def test_a_deck_without_words_says_why(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="holds no text"):
        _read(tmp_path, lambda deck: deck.slides.add_slide(deck.slide_layouts[6]))


def test_a_damaged_deck_is_refused_and_never_breaks(tmp_path: Path) -> None:
    stream = io.BytesIO()
    deck = Presentation()
    _slide(deck, "Title")
    deck.save(stream)
    whole = stream.getvalue()
    path = tmp_path / "deck.pptx"
    for length in range(1, len(whole), len(whole) // 10):
        path.write_bytes(whole[:length])
        with pytest.raises(Refused):
            read(path)
    chance = random.Random(5)
    for _ in range(30):
        broken = bytearray(whole)
        for _ in range(25):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        path.write_bytes(broken)
        try:
            read(path)
        except Refused as refusal:
            assert str(refusal)  # noqa: PT017 - both endings are right, a third one is what this is about
