"""CSV files: rows with their header, whatever character parts the cells and whatever the encoding."""

import csv
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from ingest.reading.characters import plain
from ingest.reading.decoding import decoded
from ingest.reading.document import ReadDocument, Refused
from ingest.reading.rows import heads_numbers, table_blocks
from ingest.reading.source import contents

_DELIMITERS = ",;\t|"
_SAMPLE_CHARACTERS = 20_000
_SAMPLE_ROWS = 100
_STATED = "sep="


def read(path: Path) -> ReadDocument:
    """A CSV or TSV file, its first row as header where it holds names. Raises Refused when it is no such text."""
    text = plain(decoded(contents(path))).lstrip("\n")
    delimiter = _delimiter(text)
    if text.lower().startswith(_STATED):
        text = text.partition("\n")[2]
    try:
        rows = [
            row for row in csv.reader(text.splitlines(keepends=True), delimiter=delimiter) if any(map(str.strip, row))
        ]
    except csv.Error:
        raise Refused("is damaged: a cell is not closed or has more than 131,072 characters") from None
    if not rows:
        raise Refused("holds no text")
    header = rows[0] if _is_header(rows) else ()
    return ReadDocument(tuple(table_blocks(rows[1:] if header else rows, header)))


def _delimiter(text: str) -> str:
    """What parts the cells: as the first line states, else what parts most rows into equally many cells."""
    if text.lower().startswith(_STATED) and text[len(_STATED) : len(_STATED) + 1].strip("\n"):
        return text[len(_STATED)]
    return max(_DELIMITERS, key=lambda delimiter: _evenness(text, delimiter))


def _evenness(text: str, delimiter: str) -> tuple[float, int]:
    """Share of the rows with the usual number of cells, if that is two or more, and that number."""
    sample = text[:_SAMPLE_CHARACTERS].splitlines(keepends=True)
    sample = sample[:-1] if len(text) > _SAMPLE_CHARACTERS and len(sample) > 1 else sample
    try:
        widths = [len(row) for row in csv.reader(sample, delimiter=delimiter) if row][:_SAMPLE_ROWS]
    except csv.Error:
        return 0.0, 0
    usual, count = Counter(widths).most_common(1)[0] if widths else (1, 0)
    return (count / len(widths), usual) if usual > 1 else (0.0, 0)


def _is_header(rows: Sequence[Sequence[str]]) -> bool:
    """Names of columns: all filled and different, without digits only, or plainly above numbers."""
    if len(rows) < 2:
        return False
    names = [cell.strip() for cell in rows[0]]
    if len(names) < 2 or not all(names):
        return False
    has_numbers = any(cell.replace(".", "").replace(",", "").isdecimal() for cell in names)
    return heads_numbers(rows) or (len(set(names)) == len(names) and not has_numbers and len(names) > 2)
