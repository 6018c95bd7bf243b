"""Spreadsheets: each sheet a section, each row with the header of its table, values as a person sees them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError, iterparse
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from ingest.reading.characters import one_line
from ingest.reading.document import Block, BlockKind, ReadDocument, Refused
from ingest.reading.rows import heads_numbers, table_blocks
from ingest.reading.source import contents
from ingest.reading.spreadsheet_values import shown
from ingest.reading.zipped import DAMAGE, OfficeFormat, checked

WORKBOOK = OfficeFormat("an Excel workbook", "xl/workbook.xml", ".xlsx")

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_MANY_COLUMNS = 3
_MOST_ROWS = 200_000
_WIDEST = 1_000


@dataclass(slots=True)
class _Unseen:
    """What a person does not see in a sheet: hidden rows and columns (1-based); and formulas nobody has worked out."""

    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    unsolved: int = 0


@dataclass(frozen=True, slots=True)
class _Row:
    """The shown texts of a row; ``named`` says that all of them are words, ``bold`` that all are bold."""

    texts: tuple[str, ...]
    named: bool
    bold: bool

    @property
    def filled(self) -> int:
        return sum(map(bool, self.texts))


def read(path: Path) -> ReadDocument:
    """An ``.xlsx`` file. Raises Refused when it is protected, damaged or no workbook.

    Hidden sheets, rows and columns are left out with a remark, as are formulas whose result was never saved.
    """
    file = checked(contents(path), WORKBOOK)
    try:
        reading = _Reading(file)
        blocks = tuple(reading.blocks())
        title, metadata = reading.properties()
    except (*DAMAGE, InvalidFileException, ParseError):
        raise Refused("is damaged; it cannot be read as an Excel workbook") from None
    if not any(block.kind is not BlockKind.HEADING for block in blocks):
        raise Refused("; ".join(("holds no text", *reading.remarks)))
    return ReadDocument(blocks, title, metadata, None, tuple(reading.remarks))


class _Reading:
    """A workbook being read sheet by sheet, and what was noticed on the way."""

    def __init__(self, file: BytesIO) -> None:
        self._file = file
        self._workbook = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        self.remarks: list[str] = []

    def blocks(self) -> Iterator[Block]:
        """Every sheet's name as a heading, then its rows."""
        with ZipFile(self._file) as archive:
            for sheet in self._workbook.worksheets:
                if sheet.sheet_state != "visible":
                    self.remarks.append(f"sheet '{sheet.title}' is hidden and was left out")
                    continue
                unseen = _unseen(archive, sheet)
                self._remark_on(sheet.title, unseen)
                yield Block(BlockKind.HEADING, one_line(sheet.title), level=1)
                yield from _sheet_blocks(_rows(sheet, unseen))

    def properties(self) -> tuple[str, dict[str, str]]:
        """The workbook's own title, and what it states about itself."""
        core = self._workbook.properties
        facts = {
            "title": one_line(core.title or ""),
            "language": (core.language or "").strip().lower().replace("_", "-").split("-")[0],
            "kind": "_".join((core.category or "").lower().replace("-", " ").split()),
            "synthetic": "true" if "synthetic" in (core.keywords or "").lower() else "",
        }
        return facts["title"], {name: value for name, value in facts.items() if value}

    def _remark_on(self, title: str, unseen: _Unseen) -> None:
        found = {
            f"hidden rows were left out ({len(unseen.rows)})": unseen.rows,
            f"hidden columns were left out ({len(unseen.columns)})": unseen.columns,
            f"formulas without a saved result were left out ({unseen.unsolved})": unseen.unsolved,
        }
        self.remarks.extend(f"sheet '{title}': {remark}" for remark, applies in found.items() if applies)


def _unseen(archive: ZipFile, sheet: ReadOnlyWorksheet) -> _Unseen:
    """Looks through the sheet's XML once: read row by row, openpyxl does not tell what is hidden."""
    unseen = _Unseen()
    with archive.open(sheet._worksheet_path.lstrip("/")) as xml:
        number = 0
        for _, element in iterparse(xml):  # noqa: S314 - files that define entities were refused before
            if element.tag == f"{_S}col" and _is_on(element.get("hidden")):
                first, last = int(element.get("min", "1")), int(element.get("max", "1"))
                unseen.columns.update(range(first, min(last, first + _WIDEST) + 1))
            elif element.tag == f"{_S}row":
                number = int(element.get("r", number + 1))
                if _is_on(element.get("hidden")) and any(cell.find(f"{_S}v") is not None for cell in element):
                    unseen.rows.add(number)
                element.clear()
            elif element.tag == f"{_S}c" and element.find(f"{_S}f") is not None:
                value = element.find(f"{_S}v")
                unseen.unsolved += value is None or not value.text
    return unseen


def _is_on(value: str | None) -> bool:
    return value in ("1", "true")


def _rows(sheet: ReadOnlyWorksheet, unseen: _Unseen) -> Iterator[_Row | None]:
    """The rows that a person sees; None once for empty ones between them."""
    sheet.reset_dimensions()
    pending_gap = started = False
    for number, cells in enumerate(sheet.iter_rows(max_row=_MOST_ROWS, max_col=_WIDEST), start=1):
        if number in unseen.rows:
            continue
        row = _row([cell for column, cell in enumerate(cells, start=1) if column not in unseen.columns])
        if row is None:
            pending_gap = started
            continue
        if pending_gap:
            yield None
        pending_gap, started = False, True
        yield row


def _row(cells: Sequence[Any]) -> _Row | None:
    texts = [one_line(shown(cell.value, getattr(cell, "number_format", "General"))) for cell in cells]
    filled = [cell for cell, text in zip(cells, texts, strict=True) if text]
    if not filled:
        return None
    named = all(isinstance(cell.value, str) for cell in filled)
    return _Row(tuple(texts), named, all(cell.font is not None and cell.font.b for cell in filled))


def _sheet_blocks(rows: Iterable[_Row | None]) -> Iterator[Block]:
    """Lines above a table as paragraphs, then the table under its header; so again after a gap and a line by itself."""
    table: list[_Row] = []
    gap = True
    for row in rows:
        if row is None:
            gap = True
            continue
        if row.filled == 1 and gap and row.named:
            yield from _table(table)
            table = []
            yield Block(BlockKind.PARAGRAPH, next(text for text in row.texts if text))
            continue
        table.append(row)
        gap = False
    yield from _table(table)


def _table(rows: Sequence[_Row]) -> Iterator[Block]:
    if not rows:
        return
    start = min(next(index for index, text in enumerate(row.texts) if text) for row in rows)
    texts = [row.texts[start:] for row in rows]
    header = texts[0] if len(rows) > 1 and _is_header(rows, texts) else ()
    yield from table_blocks(texts[1:] if header else texts, header)


def _is_header(rows: Sequence[_Row], texts: Sequence[Sequence[str]]) -> bool:
    """Names of columns: words only, and bold, above numbers, or of three and more columns."""
    first = rows[0]
    if not first.named or first.filled < 2:
        return False
    names = [text for text in texts[0] if text]
    alone_in_bold = first.bold and not all(row.bold for row in rows[1:])
    names_all = first.filled >= max(_MANY_COLUMNS, *(row.filled for row in rows))
    return alone_in_bold or names_all or heads_numbers([names, *texts[1:]])
