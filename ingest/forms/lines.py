"""The text of a document as a form reader sees it: lines and cells that know their places, and quotes made of them."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.reading.document import CELL_SEPARATOR, Block, BlockKind, ReadDocument
from ingest.splitting import extracted
from knowledge.plan import Quote

_CELL_BORDER = re.compile(r"(?:^|(?<=\s))\|(?=\s|$)")
_BULLET = re.compile(r"[-–—•*▪◦·o]\s+")
_SEVERAL = re.compile(r"\s*;\s*")


@dataclass(frozen=True, slots=True)
class Span:
    """A run of the extracted text: ``text`` is what stands from ``start`` on."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Where the run ends, exclusive."""
        return self.start + len(self.text)

    @property
    def nothing(self) -> "Span":
        """An empty run behind this one."""
        return Span("", self.end)

    def part(self, start: int, end: int | None = None) -> "Span":
        """What stands at ``[start:end]`` of this run, without white space around it."""
        piece = self.text[start:end]
        return Span(piece.strip(), self.start + start + len(piece) - len(piece.lstrip()))

    def pieces(self, separator: re.Pattern[str]) -> list["Span"]:
        """The run cut at a separator, empty pieces left out."""
        borders = [(0, 0), *(found.span() for found in separator.finditer(self.text)), (len(self.text), len(self.text))]
        pieces = [self.part(before[1], after[0]) for before, after in pairwise(borders)]
        return [piece for piece in pieces if piece.text]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a block, or one row of a table with its cells. ``header`` are the cells of the table's header row.

    ``number`` counts the document's lines, ``block`` its blocks, both from 0. ``level`` is a heading's depth, else 0.
    """

    kind: BlockKind
    level: int
    number: int
    block: int
    span: Span
    cells: tuple[Span, ...]
    header: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The line's words, cell borders included."""
        return self.span.text

    @property
    def content(self) -> Span:
        """The line from its first filled cell to its last."""
        filled = [cell for cell in self.cells if cell.text]
        if not filled:
            return self.span
        return self.span.part(filled[0].start - self.span.start, filled[-1].end - self.span.start)

    @property
    def is_heading(self) -> bool:
        """Whether the line heads what follows it."""
        return self.kind is BlockKind.HEADING

    @property
    def is_row(self) -> bool:
        """Whether the line is a row of a table."""
        return self.kind is BlockKind.TABLE_ROW

    @property
    def is_aside(self) -> bool:
        """Whether the line is a footnote or a speaker's note."""
        return self.kind in (BlockKind.FOOTNOTE, BlockKind.NOTE)


class Source:
    """A document's extracted text, its lines, and quotes from it. ``path`` is what quotes call the document.

    ``title`` and ``language`` (ISO 639-1) are what the document states of itself, or empty.
    """

    def __init__(self, document: ReadDocument, path: str = "") -> None:
        self.path = path
        self.title = document.title
        self.language = re.split(r"[-_]", document.metadata.get("language", "").strip().lower())[0]
        self.text = extracted(document)
        self._starts: list[int] = []
        self._pages: list[int | None] = []
        self.lines = tuple(self._read(document.blocks))

    def quote(self, start: int, end: int) -> Quote:
        """The words at ``[start:end]`` of the extracted text, without white space around them."""
        span = Span(self.text, 0).part(start, end)
        page = self._pages[bisect_right(self._starts, span.start) - 1]
        return Quote(span.text, self.path, page, span.start, span.end)

    def quoted(self, span: Span) -> Quote:
        """The words of a span."""
        return self.quote(span.start, span.end)

    def _read(self, blocks: Sequence[Block]) -> Iterator[Line]:
        position = number = 0
        for index, block in enumerate(blocks):
            position = self.text.index(block.text, position)
            self._starts.append(position)
            self._pages.append(block.page)
            header = tuple(cell.strip() for cell in block.header.split(CELL_SEPARATOR)) if block.header else ()
            start = position
            for text in block.text.split("\n"):
                span = Span(text, start).part(0)
                start += len(text) + 1
                if span.text:
                    cells = _cells(span) if block.kind is BlockKind.TABLE_ROW else (span,)
                    yield Line(block.kind, block.level, number, index, span, cells, header)
                    number += 1
            position += len(block.text)


def items(span: Span) -> list[Span]:
    """What a list written on one line names: the parts between semicolons, without a bullet in front."""
    bullet = _BULLET.match(span.text)
    return (span.part(bullet.end()) if bullet else span).pieces(_SEVERAL)


def _cells(row: Span) -> tuple[Span, ...]:
    """The cells of a table row, an empty one in front or between others as an empty span."""
    borders = [(0, 0), *(found.span() for found in _CELL_BORDER.finditer(row.text)), (len(row.text), len(row.text))]
    return tuple(row.part(before[1], after[0]) for before, after in pairwise(borders))
