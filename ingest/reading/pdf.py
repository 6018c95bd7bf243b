"""PDF files, page by page: text in reading order, headings, lists, tables; pictures of text through a recogniser."""

import ctypes
import math
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ingest.reading.characters import one_line
from ingest.reading.document import Block, BlockKind, ReadDocument, Refused
from ingest.reading.layout.page import Page, laid_out
from ingest.reading.layout.paragraphs import blocks_of, is_contents_line
from ingest.reading.layout.running import without_running_lines
from ingest.reading.pdf_page import PageContent, page_content
from ingest.reading.pictured_pages import PicturedPages
from ingest.reading.recognition import CannotRecognise, Recognised, Recogniser, no_recogniser, words_of
from ingest.reading.source import contents

_HEADER_BYTES = 1024
_END_BYTES = 4096
_DOTS_PER_INCH = 200
_POINTS_PER_INCH = 72
_FEW_LETTERS = 25
_DEEPEST_FORM = 3
_MOSTLY_PICTURE = 0.4
_DRAWN_LETTERS = 300
_LARGEST_SIDE = 5_000
_MOST_PIXELS = 200_000_000
_NO_TITLE = re.compile(
    r"\S+\.(?:pdf|docx?|odt|indd|html?|xlsx?|pptx?)|untitled.*|\w+:\S+|microsoft word.*|document\d*", re.IGNORECASE
)


def read(path: Path, recognise: Recogniser = no_recogniser) -> ReadDocument:
    """A PDF file, every block with its page (1-based). Raises Refused when it is protected, damaged or no PDF.

    Pages that are only a picture are handed to ``recognise``, and a remark names them. PDFium is not safe to use from
    two threads at once: read in one thread, or in processes.
    """
    data = contents(path)
    _check(data)
    document = _opened(data)
    try:
        return _Reading(document, recognise).result()
    finally:
        document.close()


def _check(data: bytes) -> None:
    if b"%PDF-" not in data[:_HEADER_BYTES]:
        raise Refused("is not really a PDF")
    if b"%%EOF" not in data[-_END_BYTES:]:
        raise Refused("is cut off: the end of the PDF is missing")


def _opened(data: bytes) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD:
            raise Refused("is protected with a password; save it without one") from None
        raise Refused("is damaged; it cannot be opened as a PDF") from None
    if len(document) == 0:
        document.close()
        raise Refused("is damaged: it has no pages")
    if document.get_formtype() != pdfium_c.FORMTYPE_NONE:
        document.init_forms()
    return document


class _Reading:
    """One document being read, and what was noticed on the way."""

    def __init__(self, document: pdfium.PdfDocument, recognise: Recogniser) -> None:
        self._document = document
        self._recognise = recognise
        self._remarks: list[str] = []
        self._pictured = PicturedPages()
        self._damaged = 0

    def result(self) -> ReadDocument:
        """The document's blocks and what it states about itself."""
        pages = without_running_lines(list(self._pages()))
        self._remarks.extend(self._pictured.remarks())
        if self._damaged == len(self._document):
            raise Refused("is damaged: none of its pages can be read")
        found = blocks_of(pages, self._outline())
        blocks = [block for block in found if not is_contents_line(block.text)]
        if len(blocks) < len(found):
            self._remarks.append("the table of contents was left out")
        title = self._title(blocks)
        metadata = self._metadata(title)
        return ReadDocument(tuple(blocks), title, metadata, len(self._document), tuple(self._remarks))

    def _pages(self) -> Iterator[Page]:
        for number in range(1, len(self._document) + 1):
            try:
                yield self._page(number)
            except pdfium.PdfiumError:
                self._damaged += 1
                self._remarks.append(f"page {number} is damaged and was not read")

    def _page(self, number: int) -> Page:
        page = self._loaded(number - 1)
        try:
            content = page_content(page)
            if content.hidden_words:
                self._remarks.append(f"page {number}: hidden text was left out ({content.hidden_words} words)")
            recognised = self._recognised(page, content, number) if _needs_recognition(content) else None
        finally:
            page.close()
        if recognised is not None:
            return recognised
        laid = laid_out(number, content.height, () if content.unreadable else content.words, content.rules)
        turned = [region for group in content.turned for region in laid_out(number, content.height, group, ()).regions]
        return Page(number, content.height, (*laid.regions, *turned))

    def _loaded(self, index: int) -> pdfium.PdfPage:
        """The page, with what was filled in its form fields as part of it."""
        page = self._document[index]
        if page.formenv is None or pdfium_c.FPDFPage_GetAnnotCount(page.raw) == 0:
            return page
        try:
            page.flatten()
        finally:
            page.close()
        return self._document[index]

    def _recognised(self, page: pdfium.PdfPage, content: PageContent, number: int) -> Page | None:
        """The page as it was recognised, or None when that gave nothing."""
        if self._pictured.are_enough:
            self._pictured.too_many.append(number)
            return None
        scale = min(_DOTS_PER_INCH / _POINTS_PER_INCH, _LARGEST_SIDE / max(page.get_size()))
        try:
            found = self._lines(page, scale)
        except CannotRecognise:
            self._pictured.unread.append(number)
            return None
        self._pictured.note(number, found)
        words = words_of(found, scale)
        if not words:
            return None
        is_turned = abs(found.width / scale - content.width) > 1
        return laid_out(number, found.height / scale, words, () if is_turned else content.rules)

    def _lines(self, page: pdfium.PdfPage, scale: float) -> Recognised:
        pictures = page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=_DEEPEST_FORM)
        if sum(math.prod(picture.get_px_size()) for picture in pictures) > _MOST_PIXELS:
            raise CannotRecognise
        bitmap = page.render(scale=scale)
        try:
            return self._recognise(bitmap.to_pil().convert("RGB"))
        finally:
            bitmap.close()

    def _outline(self) -> dict[str, int]:
        """The document's own list of headings in lower case, each with its level."""
        levels: dict[str, int] = {}
        try:
            for bookmark in self._document.get_toc(max_depth=6):
                title = one_line(bookmark.get_title()).casefold()
                if title:
                    levels.setdefault(title, bookmark.level + 1)
        except (pdfium.PdfiumError, UnicodeDecodeError):
            return {}
        return levels

    def _title(self, blocks: Sequence[Block]) -> str:
        stated = one_line(self._stated("Title"))
        if stated and not _NO_TITLE.fullmatch(stated):
            return stated
        headings = [block for block in blocks if block.kind is BlockKind.HEADING and block.page == 1]
        return min(headings, key=lambda block: block.level).text if headings else ""

    def _metadata(self, title: str) -> dict[str, str]:
        facts = {
            "title": title,
            "language": re.split(r"[-_]", self._language().strip().lower())[0],
            "synthetic": "true" if "synthetic" in self._stated("Keywords").lower() else "",
        }
        return {name: value for name, value in facts.items() if value}

    def _stated(self, fact: str) -> str:
        try:
            return str(self._document.get_metadata_value(fact))
        except UnicodeDecodeError:
            return ""

    def _language(self) -> str:
        size = pdfium_c.FPDFCatalog_GetLanguage(self._document.raw, None, 0)
        if size <= 2:
            return ""
        buffer = (ctypes.c_ushort * (size // 2))()
        pdfium_c.FPDFCatalog_GetLanguage(self._document.raw, buffer, size)
        return bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")


def _needs_recognition(content: PageContent) -> bool:
    if content.unreadable and content.words:
        return True
    return content.letters < _FEW_LETTERS and (content.pictured >= _MOSTLY_PICTURE or content.drawn >= _DRAWN_LETTERS)
