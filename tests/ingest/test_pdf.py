"""What a careful reader finds in PDF files. All documents here are synthetic."""

import random
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image

from ingest.reading.document import Block, BlockKind, ReadDocument, Refused
from ingest.reading.pdf import read
from ingest.reading.recognition import Recognised, RecognisedLine
from tests.ingest.pdf_writer import Page, write_pdf

_EXAMPLES = Path(__file__).parents[2] / "helium_bot" / "examples"

_LEFT = (
    "Synthetic: the hospital tests a new",
    "alarm together with nurses and with",
    "companies of the region. The nurses",
    "say each week what they would alter.",
    "A small budget pays for their hours.",
)
_RIGHT = (
    "In the second year the county takes",
    "over. It has promised to buy two of",
    "the tested alarms for every ward and",
    "to publish what the trial has shown",
    "so that other counties can follow.",
)


def _texts(document: ReadDocument, kind: BlockKind | None = None) -> list[str]:
    return [block.text for block in document.blocks if kind is None or block.kind is kind]


def _paragraphs(document: ReadDocument) -> list[str]:
    return _texts(document, BlockKind.PARAGRAPH)


def _rows(document: ReadDocument) -> list[tuple[str, str]]:
    return [(block.text, block.header) for block in document.blocks if block.kind is BlockKind.TABLE_ROW]


def test_the_left_column_is_read_before_the_right_one(tmp_path: Path) -> None:
    page = Page().text(60, 780, "Two columns in one plan", size=18, bold=True)
    page.lines(60, 750, *_LEFT).lines(310, 750, *_RIGHT)
    page.text(60, 670, "Below both columns one line goes over the whole width of the page, and it is read last of all.")
    document = read(write_pdf(tmp_path / "columns.pdf", page))
    assert _texts(document) == [
        "Two columns in one plan",
        " ".join(_LEFT),
        " ".join(_RIGHT),
        "Below both columns one line goes over the whole width of the page, and it is read last of all.",
    ]


def test_columns_whose_lines_stand_at_different_heights_are_not_mixed(tmp_path: Path) -> None:
    page = Page().lines(60, 750, *_LEFT).lines(310, 745, *_RIGHT, size=9, pitch=11)
    assert _paragraphs(read(write_pdf(tmp_path / "columns.pdf", page))) == [" ".join(_LEFT), " ".join(_RIGHT)]


def test_a_paragraph_goes_on_at_the_top_of_the_next_column(tmp_path: Path) -> None:
    left = (*_LEFT[:4], "The budget for their hours is not yet")
    right = ("known to the partners of the region.", *_RIGHT[:3])
    page = Page().lines(60, 750, *left).lines(310, 750, *right)
    assert _paragraphs(read(write_pdf(tmp_path / "columns.pdf", page)))[0] == " ".join((*left, *right))


def test_every_block_knows_its_page(tmp_path: Path) -> None:
    pages = [Page().text(60, 700, f"Synthetic sentence of page {name}.") for name in ("one", "two", "three")]
    document = read(write_pdf(tmp_path / "pages.pdf", *pages))
    assert document.pages == 3
    assert [(block.page, block.text.split()[-1]) for block in document.blocks] == [
        (1, "one."),
        (2, "two."),
        (3, "three."),
    ]


def test_running_headers_and_page_numbers_are_left_out(tmp_path: Path) -> None:
    pages = []
    for number in range(1, 6):
        page = Page().text(60, 810, "HELIUM synthetic plan", size=8)
        page.text(60, 700, f"What page {number} says is read.")
        page.text(280, 30, f"Page {number} of 5", size=8)
        pages.append(page)
    document = read(write_pdf(tmp_path / "running.pdf", *pages))
    assert _texts(document) == [f"What page {number} says is read." for number in range(1, 6)]


def test_a_chapter_title_that_runs_with_the_page_number_is_left_out(tmp_path: Path) -> None:
    chapters = ("Background", "Background", "Actions", "Actions", "Costs")
    pages = [
        Page().text(60, 810, f"Chapter {chapter} {number + 2}", size=9).text(60, 600, f"Text on {chapter} {number}.")
        for number, chapter in enumerate(chapters, start=1)
    ]
    document = read(write_pdf(tmp_path / "chapters.pdf", *pages))
    assert _texts(document) == [f"Text on {chapter} {number}." for number, chapter in enumerate(chapters, start=1)]


def test_a_sentence_that_happens_to_stand_at_the_top_of_a_page_stays(tmp_path: Path) -> None:
    pages = [Page().text(60, 800, f"Sentence {letter} opens its page.") for letter in "abcd"]
    assert len(_texts(read(write_pdf(tmp_path / "top.pdf", *pages)))) == 4


def test_a_word_divided_at_the_end_of_a_line_is_whole(tmp_path: Path) -> None:
    page = Page().lines(
        60, 700, "The partners want a stronger health inno-", "vation system with a long- and short-term", "plan."
    )
    assert _paragraphs(read(write_pdf(tmp_path / "hyphen.pdf", page))) == [
        "The partners want a stronger health innovation system with a long- and short-term plan."
    ]


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (("The contract with the company ABC-", "Med was signed and holds."), "the company ABC-Med was signed"),
        (("All of the plans follow the NUTS-", "2 regions as they are today."), "follow the NUTS-2 regions"),
        (("They ask for the well-being and the state-", "of-the-art in every single ward."), "the state-of-the-art in"),
    ],
)
def test_a_hyphen_that_belongs_to_the_word_stays(tmp_path: Path, lines: tuple[str, str], whole: str) -> None:
    document = read(write_pdf(tmp_path / "compound.pdf", Page().lines(60, 700, *lines)))
    assert whole in " ".join(_paragraphs(document))


def test_a_hyphen_stays_that_the_document_writes_elsewhere(tmp_path: Path) -> None:
    page = Page().lines(60, 700, "Courses in self-care are open to all. The second kind of self-", "care is paid for.")
    assert _paragraphs(read(write_pdf(tmp_path / "known.pdf", page))) == [
        "Courses in self-care are open to all. The second kind of self-care is paid for."
    ]


def test_a_word_divided_between_two_pages_is_whole_on_the_first(tmp_path: Path) -> None:
    first = Page().lines(60, 110, "The region pays for the whole of the inno-")
    second = Page().lines(60, 780, "vation budget of the first year.")
    document = read(write_pdf(tmp_path / "pages.pdf", first, second))
    assert [(block.page, block.text) for block in document.blocks] == [
        (1, "The region pays for the whole of the innovation"),
        (2, "budget of the first year."),
    ]


def test_paragraphs_are_told_apart_by_gaps_and_by_indents(tmp_path: Path) -> None:
    page = Page().lines(60, 700, *_LEFT).lines(60, 620, *_RIGHT)
    page.text(75, 560, "A paragraph with an indent begins").text(60, 548, "where the one above has ended now.")
    assert _paragraphs(read(write_pdf(tmp_path / "paragraphs.pdf", page))) == [
        " ".join(_LEFT),
        " ".join(_RIGHT),
        "A paragraph with an indent begins where the one above has ended now.",
    ]


def test_list_items_lose_their_bullets_and_keep_their_numbers(tmp_path: Path) -> None:
    page = Page().text(60, 700, "The plan has two goals and one step:")
    page.text(60, 685, "\u2022").text(75, 685, "More companies test with patients, also those that")
    page.text(75, 673, "come from outside the region").text(60, 661, "\u2022").text(75, 661, "Faster buying")
    page.text(60, 640, "1.").text(75, 640, "Open the call")
    assert _texts(read(write_pdf(tmp_path / "list.pdf", page)), BlockKind.LIST_ITEM) == [
        "More companies test with patients, also those that come from outside the region",
        "Faster buying",
        "1. Open the call",
    ]


def test_larger_and_bold_lines_are_headings_with_levels(tmp_path: Path) -> None:
    page = Page().text(60, 780, "A synthetic plan", size=20).text(60, 740, "Part I", size=14)
    page.lines(60, 700, *_LEFT).text(60, 620, "Costs", bold=True).lines(60, 600, *_RIGHT)
    headings = [
        (block.text, block.level)
        for block in read(write_pdf(tmp_path / "headings.pdf", page)).blocks
        if block.kind is BlockKind.HEADING
    ]
    assert headings == [("A synthetic plan", 1), ("Part I", 2), ("Costs", 3)]


def test_headings_that_only_the_outline_knows_are_headings(tmp_path: Path) -> None:
    page = Page().text(60, 720, "Policy context").lines(60, 700, *_LEFT)
    document = read(write_pdf(tmp_path / "outline.pdf", page, outline=[("Policy context", 1)]))
    assert document.blocks[0] == Block(BlockKind.HEADING, "Policy context", 1, 1)


def test_the_cells_of_a_drawn_table_stay_together(tmp_path: Path) -> None:
    page = Page().grid([60, 200, 320, 420], [700, 680, 650, 630])
    page.text(65, 686, "Action", bold=True).text(205, 686, "Partner", bold=True).text(325, 686, "Cost", bold=True)
    page.text(65, 668, "Vouchers for small").text(65, 656, "companies").text(205, 668, "City").text(325, 668, "10 000")
    page.text(65, 636, "Living lab").text(325, 636, "5 000")
    document = read(write_pdf(tmp_path / "table.pdf", page))
    assert _rows(document) == [
        ("Vouchers for small companies | City | 10 000", "Action | Partner | Cost"),
        ("Living lab |  | 5 000", "Action | Partner | Cost"),
    ]


def test_a_cell_merged_over_columns_is_read_once(tmp_path: Path) -> None:
    page = Page().rule(60, 700, 320, 700).rule(60, 680, 320, 680).rule(60, 660, 320, 660)
    page.rule(60, 700, 60, 660).rule(320, 700, 320, 660).rule(190, 680, 190, 660)
    page.text(65, 686, "Synthetic plan of the whole region of Sampleton")
    page.text(65, 666, "Country").text(195, 666, "Exampleland")
    assert _rows(read(write_pdf(tmp_path / "merged.pdf", page))) == [
        ("Synthetic plan of the whole region of Sampleton", ""),
        ("Country | Exampleland", ""),
    ]


def test_a_table_without_rules_is_found_by_its_columns(tmp_path: Path) -> None:
    page = Page().text(60, 740, "The indicators of the plan are set out here for each of the next years.")
    for number, row in enumerate([("Indicator", "2025", "2026"), ("Companies", "12", "40"), ("Patients", "0", "300")]):
        for column, cell in enumerate(row):
            page.text(60 + 150 * column, 700 - 14 * number, cell, bold=number == 0)
    assert _rows(read(write_pdf(tmp_path / "aligned.pdf", page))) == [
        ("Companies | 12 | 40", "Indicator | 2025 | 2026"),
        ("Patients | 0 | 300", "Indicator | 2025 | 2026"),
    ]


def test_rows_between_level_rules_hold_wrapped_cells_together(tmp_path: Path) -> None:
    page = Page()
    for y in (700, 680, 650, 630):
        page.rule(60, y, 420, y)
    page.text(60, 686, "Indicator", bold=True).text(250, 686, "Target", bold=True).text(350, 686, "Source", bold=True)
    page.text(60, 670, "Patients reached in").text(60, 656, "rural areas").text(250, 663, "300").text(
        350, 663, "Survey"
    )
    page.text(60, 636, "Jobs").text(250, 636, "9").text(350, 636, "Register")
    assert _rows(read(write_pdf(tmp_path / "level.pdf", page))) == [
        ("Patients reached in rural areas | 300 | Survey", "Indicator | Target | Source"),
        ("Jobs | 9 | Register", "Indicator | Target | Source"),
    ]


def test_a_table_that_goes_on_over_the_page_keeps_its_header(tmp_path: Path) -> None:
    first = Page().grid([60, 200, 320], [140, 120, 100])
    first.text(65, 126, "Action", bold=True).text(205, 126, "Cost", bold=True)
    first.text(65, 106, "Vouchers").text(205, 106, "10 000")
    second = Page().grid([60, 200, 320], [720, 700, 680])
    second.text(65, 706, "Living lab").text(205, 706, "5 000").text(65, 686, "Innovation day").text(205, 686, "none")
    document = read(write_pdf(tmp_path / "long.pdf", first, second))
    assert [(block.page, block.text, block.header) for block in document.blocks] == [
        (1, "Vouchers | 10 000", "Action | Cost"),
        (2, "Living lab | 5 000", "Action | Cost"),
        (2, "Innovation day | none", "Action | Cost"),
    ]


def test_small_print_at_the_foot_of_a_page_is_a_footnote(tmp_path: Path) -> None:
    page = Page().lines(60, 700, *_LEFT).text(60, 60, "1 According to a synthetic survey.", size=7)
    assert read(write_pdf(tmp_path / "note.pdf", page)).blocks[-1] == Block(
        BlockKind.FOOTNOTE, "1 According to a synthetic survey.", 1
    )


def test_raised_and_lowered_figures_stay_with_their_words(tmp_path: Path) -> None:
    page = Page().text(60, 700, "Less CO").text(96.2, 697, "2", size=6).text(101, 700, "in 2030", size=10)
    assert _paragraphs(read(write_pdf(tmp_path / "figures.pdf", page))) == ["Less CO2 in 2030"]


@pytest.mark.parametrize(
    "hide",
    [
        lambda page: page.text(60, 600, "secret order", mode=3),
        lambda page: page.text(60, 600, "secret order", size=1),
        lambda page: page.text(-300, 600, "secret order"),
        lambda page: page.colour(1, 1, 1).text(60, 600, "secret order"),
    ],
    ids=["without ink", "tiny", "off the page", "white"],
)
def test_text_that_nobody_sees_is_left_out_and_reported(tmp_path: Path, hide) -> None:
    page = Page().lines(60, 700, *_LEFT)
    hide(page)
    document = read(write_pdf(tmp_path / "hidden.pdf", page))
    assert _texts(document) == [" ".join(_LEFT)]
    assert document.remarks == ("page 1: hidden text was left out (2 words)",)


def test_white_words_on_a_dark_ground_are_read(tmp_path: Path) -> None:
    page = Page().colour(0, 0, 0.5).box(50, 590, 300, 30).colour(1, 1, 1).text(60, 600, "Seen by everybody")
    assert _texts(read(write_pdf(tmp_path / "white.pdf", page))) == ["Seen by everybody"]


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_page_that_lies_on_its_side_is_read_upright(tmp_path: Path, rotation: int) -> None:
    page = Page(rotation=rotation)
    turns = {0: "1 0 0 1 0 0", 90: "0 1 -1 0 595 0", 180: "-1 0 0 -1 595 842", 270: "0 -1 1 0 0 842"}
    page.drawn.append(f"q {turns[rotation]} cm")
    page.lines(60, 500, *_LEFT).lines(310, 500, *_RIGHT)
    page.drawn.append("Q")
    assert _paragraphs(read(write_pdf(tmp_path / "turned.pdf", page))) == [" ".join(_LEFT), " ".join(_RIGHT)]


def test_a_page_that_is_only_a_picture_is_named(tmp_path: Path) -> None:
    pages = [Page().lines(60, 700, *_LEFT), Page().picture()]
    document = read(write_pdf(tmp_path / "scan.pdf", *pages))
    assert document.remarks == ("page 2 is a picture and was not read",)
    assert {block.page for block in document.blocks} == {1}


def test_a_picture_is_read_by_the_recogniser_and_only_it(tmp_path: Path) -> None:
    seen = []

    def recognise(picture: Image.Image) -> Recognised:
        seen.append(picture.size)
        return Recognised((RecognisedLine("Recognised words", 100, 200, 340, 236),), *picture.size)

    pages = [Page().lines(60, 700, *_LEFT), Page().picture()]
    document = read(write_pdf(tmp_path / "scan.pdf", *pages), recognise)
    assert [size[0] > 1000 for size in seen] == [True]
    assert document.blocks[-1] == Block(BlockKind.PARAGRAPH, "Recognised words", 2)
    assert document.remarks == ("page 2 is a picture and was read by text recognition",)


def test_the_words_that_a_scanner_wrote_behind_its_picture_are_read(tmp_path: Path) -> None:
    page = Page().picture()
    page.text(60, 700, "What the scanner recognised stands behind the picture", mode=3)
    document = read(write_pdf(tmp_path / "layer.pdf", page))
    assert _texts(document) == ["What the scanner recognised stands behind the picture"]
    assert document.remarks == ()


def test_the_title_is_the_stated_one_or_the_first_heading(tmp_path: Path) -> None:
    page = Page().text(60, 780, "Heading of page one", size=20).lines(60, 700, *_LEFT)
    assert read(write_pdf(tmp_path / "a.pdf", page, title="Stated title")).title == "Stated title"
    assert (
        read(write_pdf(tmp_path / "b.pdf", page, title="Microsoft Word - plan_v3.docx")).title == "Heading of page one"
    )


@pytest.mark.parametrize("example", sorted(_EXAMPLES.rglob("*.pdf")), ids=lambda path: path.stem)
def test_no_word_of_a_shipped_example_is_lost_doubled_or_made_up(example: Path) -> None:
    with pdfium.PdfDocument(example) as pdf:
        pages = [page.get_textpage().get_text_range() for page in pdf]
    expected = Counter(re.findall(r"\w+", "\n".join(pages)))
    assert Counter(re.findall(r"\w+", "\n".join(_texts(read(example))))) == expected


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b"hello, this is a letter", "is not really a PDF"),
        (b"%PDF-1.4\n%%EOF\n", "is damaged; it cannot be opened as a PDF"),
    ],
)
def test_what_is_no_pdf_is_refused_in_words(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "file.pdf"
    path.write_bytes(content)
    with pytest.raises(Refused, match=reason):
        read(path)


def test_a_file_cut_off_anywhere_is_refused(tmp_path: Path) -> None:
    whole = write_pdf(tmp_path / "whole.pdf", *[Page().lines(60, 700, *_LEFT) for _ in range(5)]).read_bytes()
    path = tmp_path / "cut.pdf"
    for length in range(1, len(whole) - 10, len(whole) // 25):
        path.write_bytes(whole[:length])
        with pytest.raises(Refused):
            read(path)


def test_a_file_with_wrong_bytes_is_read_or_refused_but_never_breaks(tmp_path: Path) -> None:
    # In a process of its own: a crash of the PDF library would take the tests with it.
    whole = (_EXAMPLES / "good_practices" / "sugarkonyha.pdf").read_bytes()
    chance = random.Random(7)
    for number in range(40):
        broken = bytearray(whole)
        for _ in range(30):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        (tmp_path / f"{number}.pdf").write_bytes(broken)
    program = (
        "import sys, pathlib\n"
        "from ingest.reading.document import Refused\n"
        "from ingest.reading.pdf import read\n"
        "for path in sorted(pathlib.Path(sys.argv[1]).glob('*.pdf')):\n"
        "    try:\n        read(path)\n    except Refused:\n        pass\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


_PROTECTED = f"<< /Filter /Standard /V 1 /R 2 /P -44 /O <{'28' * 32}> /U <{'5a' * 32}> >>"


def test_a_password_is_asked_to_be_taken_off(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "locked.pdf", Page().lines(60, 700, *_LEFT))
    entry = f"/Encrypt {_PROTECTED} /ID [<00><00>]".encode()
    path.write_bytes(path.read_bytes().replace(b"/Info 3 0 R", b"/Info 3 0 R " + entry))
    with pytest.raises(Refused, match="is protected with a password; save it without one"):
        read(path)


def test_a_document_of_very_many_pages_is_read(tmp_path: Path) -> None:
    pages = [Page().text(60, 700, f"Synthetic page number {number} speaks.") for number in range(1, 501)]
    document = read(write_pdf(tmp_path / "many.pdf", *pages))
    assert document.pages == 500
    assert document.blocks[-1] == Block(BlockKind.PARAGRAPH, "Synthetic page number 500 speaks.", 500)
