"""Pages that are pictures, read by text recognition."""

import difflib
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image

from ingest.reading.document import BlockKind, ReadDocument, Refused
from ingest.reading.formats import read
from ingest.reading.ocr import text_recognition
from ingest.reading.page_numbers import pages_named
from ingest.reading.pdf import read as read_pdf
from ingest.reading.recognition import Recognised, RecognisedLine, Recogniser
from tests.ingest.pdf_writer import Page, write_pdf

_EXAMPLES = Path(__file__).parents[2] / "helium_bot" / "examples"
_DOTS_PER_POINT = 200 / 72
_ENGLISH = (
    "Synthetic: the county hospital tests a new alarm",
    "together with nurses. It costs EUR 45,000 in all",
    "and is paid by the region of Norte until 2019.",
)
_PORTUGUESE = (
    "As ações serão avaliadas até março; três câmaras",
    "já estão à espera da participação dos cidadãos.",
)
_DUTCH = (
    "De coördinatie wordt door de provincie geëvalueerd:",
    "één café, financiële ideeën, oudere patiënten.",
)


@pytest.fixture(scope="module")
def recognise() -> Iterator[Recogniser]:
    with text_recognition() as recogniser:
        yield recogniser


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection was made")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def _shown(pdf: Path, points: tuple[float, float, float, float]) -> Image.Image:
    """What a scanner gives of a part of the first page: left, top, right and bottom in points from its upper left."""
    with pdfium.PdfDocument(pdf) as document:
        picture = document[0].render(scale=_DOTS_PER_POINT).to_pil().convert("L")
    left, top, right, bottom = (round(length * _DOTS_PER_POINT) for length in points)
    return picture.crop((left, top, right, bottom))


@pytest.fixture(scope="module")
def letter(tmp_path_factory: pytest.TempPathFactory) -> Image.Image:
    """A short letter as a picture."""
    page = Page().text(40, 800, "A letter", size=16, bold=True).lines(40, 770, *_ENGLISH, pitch=14)
    return _shown(write_pdf(tmp_path_factory.mktemp("letter") / "letter.pdf", page), (20, 15, 330, 120))


def _scan(path: Path, *pictures: Image.Image) -> Path:
    pictures[0].save(path, save_all=True, append_images=pictures[1:], resolution=200)
    return path


def _text(document: ReadDocument) -> str:
    return " ".join(block.text for block in document.blocks)


def _accuracy(expected: str, found: str) -> float:
    return difflib.SequenceMatcher(None, expected, found, autojunk=False).ratio()


def test_a_scanned_letter_is_read_with_its_heading_and_its_paragraph_whole(tmp_path: Path, letter: Image.Image) -> None:
    document = read(_scan(tmp_path / "letter.pdf", letter))
    assert [(block.kind, block.text, block.page) for block in document.blocks] == [
        (BlockKind.HEADING, "A letter", 1),
        (BlockKind.PARAGRAPH, " ".join(_ENGLISH), 1),
    ]
    assert document.remarks == ("page 1 is a picture and was read by text recognition",)


def test_in_a_mixed_document_only_the_pictures_are_recognised_and_keep_their_pages(
    tmp_path: Path, letter: Image.Image
) -> None:
    typed = write_pdf(tmp_path / "typed.pdf", Page().lines(60, 700, "Synthetic: this page was typed, not scanned."))
    scanned = _scan(tmp_path / "scanned.pdf", letter, Image.new("L", letter.size, 255))
    with pdfium.PdfDocument.new() as mixed, pdfium.PdfDocument(typed) as first, pdfium.PdfDocument(scanned) as rest:
        mixed.import_pages(first)
        mixed.import_pages(rest)
        mixed.save(tmp_path / "mixed.pdf")
    document = read(tmp_path / "mixed.pdf")
    assert document.pages == 3
    assert [(block.page, block.text[:10]) for block in document.blocks] == [
        (1, "Synthetic:"),
        (2, "A letter"),
        (2, "Synthetic:"),
    ]
    assert document.remarks == (
        "page 2 is a picture and was read by text recognition",
        "page 3 is a picture in which no text was found",
    )


@pytest.mark.parametrize("lines", [_PORTUGUESE, _DUTCH], ids=["Portuguese", "Dutch"])
def test_accents_are_recognised(tmp_path: Path, recognise: Recogniser, lines: tuple[str, ...]) -> None:
    typed = write_pdf(tmp_path / "typed.pdf", Page().lines(40, 800, *lines, pitch=14))
    found = recognise(_shown(typed, (20, 20, 330, 80)).convert("RGB"))
    text = " ".join(line.text for line in sorted(found.lines, key=lambda line: line.y0))
    assert _accuracy(" ".join(lines), text) >= 0.98
    assert found.unsure == 0


def test_hungarian_is_recognised_with_its_long_accents(recognise: Recogniser) -> None:
    example = _EXAMPLES / "action_plans" / "peldavaros.pdf"
    left, top, right, bottom = 40, 388, 555, 498
    with pdfium.PdfDocument(example) as document:
        height = document[0].get_height()
        written = document[0].get_textpage().get_text_bounded(left, height - bottom, right, height - top)
    found = recognise(_shown(example, (left, top, right, bottom)).convert("RGB"))
    text = " ".join(line.text for line in sorted(found.lines, key=lambda line: line.y0))
    assert "műszerek vásárlását" in written
    assert _accuracy(" ".join(written.split()), text) >= 0.98


@pytest.mark.parametrize("turn", [Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270])
def test_a_page_that_lies_on_its_side_or_head_is_read_upright(
    recognise: Recogniser, letter: Image.Image, turn: Image.Transpose
) -> None:
    found = recognise(letter.transpose(turn).convert("RGB"))
    lines = sorted(found.lines, key=lambda line: line.y0)
    assert [line.text for line in lines] == ["A letter", *_ENGLISH]
    assert (found.width, found.height) == letter.size


def test_a_pdf_page_that_is_shown_turned_is_read_as_it_is_shown(tmp_path: Path, letter: Image.Image) -> None:
    with pdfium.PdfDocument(_scan(tmp_path / "side.pdf", letter.transpose(Image.Transpose.ROTATE_90))) as document:
        document[0].set_rotation(90)
        document.save(tmp_path / "turned.pdf")
    assert _text(read(tmp_path / "turned.pdf")) == " ".join(["A letter", *_ENGLISH])


@pytest.mark.parametrize("ending", [".png", ".jpg", ".tiff"])
def test_a_scanned_letter_may_be_a_picture_file(tmp_path: Path, letter: Image.Image, ending: str) -> None:
    path = tmp_path / f"letter{ending}"
    letter.save(path)
    document = read(path)
    assert (document.title, document.pages) == ("A letter", 1)
    assert _text(document) == " ".join(["A letter", *_ENGLISH])


def test_each_picture_of_a_tiff_is_a_page(tmp_path: Path, letter: Image.Image) -> None:
    path = tmp_path / "fax.tif"
    letter.save(path, save_all=True, append_images=[letter])
    document = read(path)
    assert document.pages == 2
    assert {block.page for block in document.blocks} == {1, 2}
    assert document.remarks == ("pages 1-2 are pictures and were read by text recognition",)


def test_a_picture_without_paper_behind_it_is_read_as_on_white(tmp_path: Path, letter: Image.Image) -> None:
    ink = Image.new("LA", letter.size, 0)
    ink.putalpha(letter.point(lambda light: 255 - light))
    ink.save(tmp_path / "ink.png")
    assert _text(read(tmp_path / "ink.png")) == " ".join(["A letter", *_ENGLISH])


def test_a_photograph_without_text_says_so(tmp_path: Path) -> None:
    Image.new("RGB", (400, 300), "teal").save(tmp_path / "sea.jpg")
    with pytest.raises(Refused, match="has no text in it; page 1 is a picture in which no text was found"):
        read(tmp_path / "sea.jpg")


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.png", b"", "is empty"),
        ("letter.jpg", b"hello", "is damaged, or is not really a PNG, JPEG or TIFF picture"),
        ("film.png", b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff", "is not really a PNG, JPEG or TIFF"),
        ("cut.png", None, "damaged"),
    ],
)
def test_a_picture_that_is_none_is_refused_in_words(
    tmp_path: Path, letter: Image.Image, name: str, content: bytes | None, reason: str
) -> None:
    path = tmp_path / name
    if content is None:
        letter.save(path)
        content = path.read_bytes()[:2_000]
    path.write_bytes(content)
    with pytest.raises(Refused, match=reason):
        read(path)


def test_a_picture_that_would_fill_the_memory_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    Image.new("1", (8_000, 8_000)).save(tmp_path / "bomb.png")
    with pytest.raises(Refused, match="is too large a picture: 50 million points are the most"):
        read(tmp_path / "bomb.png")


def test_a_picture_that_is_broken_does_not_keep_the_other_pages_from_being_read(
    tmp_path: Path, letter: Image.Image
) -> None:
    path = _scan(tmp_path / "broken.pdf", letter, letter)
    path.write_bytes(path.read_bytes().replace(b"\xff\xd8\xff", b"\0\0\0", 1))
    document = read(path)
    assert {block.page for block in document.blocks} == {2}
    assert document.remarks == (
        "page 2 is a picture and was read by text recognition",
        "page 1 is a picture in which no text was found",
    )


def test_a_page_without_anything_on_it_is_passed_over_in_silence(tmp_path: Path) -> None:
    document = read(write_pdf(tmp_path / "empty.pdf", Page().lines(60, 700, "Synthetic: one typed page."), Page()))
    assert document.pages == 2
    assert document.remarks == ()


def test_without_the_extra_pictures_are_named_as_not_read(
    tmp_path: Path, letter: Image.Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    pages = [Page().lines(60, 700, "Synthetic: this page was typed, not scanned."), Page().picture(), Page().picture()]
    document = read(write_pdf(tmp_path / "mixed.pdf", *pages))
    assert document.remarks == ("pages 2-3 are pictures and were not read",)
    letter.save(tmp_path / "letter.png")
    with pytest.raises(Refused, match="is a picture, and text recognition is not installed"):
        read(tmp_path / "letter.png")


def test_nothing_is_loaded_for_documents_without_pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.reading.ocr._engine", lambda: pytest.fail("the engine was loaded"))
    read(write_pdf(tmp_path / "typed.pdf", Page().lines(60, 700, "Synthetic: this page was typed, not scanned.")))


def test_lines_that_were_too_unclear_are_owned_up_to(tmp_path: Path) -> None:
    def half_blind(picture: Image.Image) -> Recognised:
        line = RecognisedLine("The one clear line of this page", 100, 200, 600, 236)
        return Recognised((line,), *picture.size, unsure=3)

    document = read_pdf(write_pdf(tmp_path / "scan.pdf", Page().picture()), half_blind)
    assert document.remarks == (
        "page 1 is a picture and was read by text recognition",
        "page 1 has lines too unclear to be recognised, which were left out",
    )


def test_a_smudge_is_not_read_as_words(recognise: Recogniser, letter: Image.Image) -> None:
    below_the_heading = letter.crop((0, 90, *letter.size))
    found = recognise(below_the_heading.reduce(8).resize(below_the_heading.size).convert("RGB"))
    assert found.lines == ()
    assert found.unsure == len(_ENGLISH)


@pytest.mark.parametrize("turn", ["0 1 -1 0 300 700", "0 -1 1 0 290 820"], ids=["up", "down"])
def test_a_line_at_the_side_of_a_page_is_read_too(tmp_path: Path, recognise: Recogniser, turn: str) -> None:
    page = Page().lines(40, 780, *_ENGLISH, pitch=14)
    page.drawn.append(f"q {turn} cm BT /F0 10 Tf 0 0 Td (Number 4711 of 2019) Tj ET Q")
    typed = write_pdf(tmp_path / "side.pdf", page)
    found = recognise(_shown(typed, (20, 15, 330, 150)).convert("RGB"))
    assert {line.text for line in found.lines} == {"Number 4711 of 2019", *_ENGLISH}


def test_a_book_of_pictures_is_not_recognised_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def one_line(picture: Image.Image) -> Recognised:
        return Recognised((RecognisedLine("A line of this page", 100, 200, 400, 236),), *picture.size)

    monkeypatch.setattr("ingest.reading.pictured_pages.MOST_PAGES", 2)
    document = read_pdf(write_pdf(tmp_path / "book.pdf", *[Page().picture()] * 4), one_line)
    assert document.remarks == (
        "pages 1-2 are pictures and were read by text recognition",
        "pages 3-4 are pictures and were not read; at most 2 pictures of one document are",
    )


def test_pages_are_named_in_runs() -> None:
    assert pages_named([3]) == "page 3"
    assert pages_named([3, 4]) == "pages 3-4"
    assert pages_named([1, 3, 4, 5, 9]) == "pages 1, 3-5 and 9"
