"""Rows of a table, as every reader hands them on: cells joined, empty rows left out, the header with every row."""

import re
from collections.abc import Iterator, Sequence

from ingest.reading.characters import one_line
from ingest.reading.document import CELL_SEPARATOR, Block, BlockKind

_CURRENCY = r"(?:EUR|euro|HUF|Ft|GBP|USD)?"
_SIGNS = r"[\d\s.,%€$£+\-–()]*"
_NUMBER = re.compile(rf"{_CURRENCY}{_SIGNS}\d{_SIGNS}{_CURRENCY}", re.IGNORECASE)


def table_blocks(rows: Sequence[Sequence[str]], header: Sequence[str] = (), page: int | None = None) -> Iterator[Block]:
    """One TABLE_ROW for each row that says something, ``header`` beside it; the header alone of a table is its row."""
    heading = joined(header)
    texts = [text for text in map(joined, rows) if text]
    if heading and not texts:
        texts, heading = [heading], ""
    for text in texts:
        yield Block(BlockKind.TABLE_ROW, text, page=page, header=heading)


def joined(cells: Sequence[str]) -> str:
    """The cells of a row on one line; an empty cell keeps its place, except at the row's end."""
    texts = [one_line(cell) for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return CELL_SEPARATOR.join(texts).strip()


def heads_numbers(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row can only be the header: all words, above at least one column that holds only numbers."""
    if len(rows) < 2 or len(rows[0]) < 2 or not all(cell.strip() and not _is_number(cell) for cell in rows[0]):
        return False
    for column in range(len(rows[0])):
        below = [row[column] for row in rows[1:] if column < len(row) and row[column].strip()]
        if below and all(map(_is_number, below)):
            return True
    return False


def _is_number(cell: str) -> bool:
    return _NUMBER.fullmatch(cell.strip()) is not None
