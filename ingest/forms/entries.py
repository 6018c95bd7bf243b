"""Entries: a form taken apart into its fields, each with the lines that belong to it."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from itertools import zip_longest
from typing import Generic

from ingest.forms.labels import Label, Name, Vocabulary, filled_in
from ingest.forms.lines import Line, Source, Span
from ingest.reading.document import CELL_SEPARATOR, BlockKind
from knowledge.plan import Quote

_WORDED = re.compile(r"[^\W\d_]{2}")
_LIST_KINDS = (BlockKind.LIST_ITEM, BlockKind.TABLE_ROW)


class Extent(Enum):
    """How much of what follows a field's name is its value: one line, a line and the list under it, or all text."""

    LINE = auto()
    LIST = auto()
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class Opening(Generic[Label]):
    """A field found on a line: its name, the ``words`` of that, and the ``value`` beside them; both may be empty.

    ``column`` is the header of the table's column, where that is the name.
    """

    name: Name[Label]
    words: Span
    value: Span
    extent: Extent
    column: str = ""


@dataclass(slots=True)
class Entry(Generic[Label]):
    """One field with its lines; a heading that names no field, without ``opening``; or lines that belong to neither.

    ``line`` is the one with the name or the heading, None for loose lines. ``level`` is the heading's depth, or one
    more than that of the heading above.
    """

    line: Line | None
    opening: Opening[Label] | None = None
    level: int = 0
    body: list[Line] = field(default_factory=list)

    @property
    def labels(self) -> tuple[Label, ...]:
        """What the field is about; nothing for headings and loose lines."""
        return self.opening.name.labels if self.opening else ()

    @property
    def language(self) -> str:
        """The language of the field's name (ISO 639-1), or empty."""
        return self.opening.name.language if self.opening else ""

    def spans(self) -> list[Span]:
        """The value line by line, or list item by list item, without notes at the page's foot."""
        spans = [self.opening.value] if self.opening and self.opening.value.text else []
        spans += [line.content for line in self.body if not line.is_aside]
        return [span for span in spans if filled_in(span).text]

    def value(self, source: Source) -> Quote | None:
        """All words of the value; None where the field is not filled in."""
        spans = self.spans()
        return source.quote(spans[0].start, spans[-1].end) if spans else None

    @property
    def is_one_cell(self) -> bool:
        """Whether the value stands in one cell or on one line."""
        spans = self.spans()
        return len(spans) == 1 and CELL_SEPARATOR not in spans[0].text

    def value_lines(self) -> list[Line]:
        """The value as lines, what stands beside the field's name as one of its own."""
        beside = self.opening.value if self.opening else None
        first = (
            [replace(self.line, span=beside, cells=(beside,), level=0)] if self.line and beside and beside.text else []
        )
        return [*first, *self.body]

    def takes(self, line: Line) -> bool:
        """Whether a line that names no field is part of this one."""
        if line.is_heading:
            return self.opening is not None and self.opening.extent is Extent.TEXT and line.level > self.level
        if self.opening is None or self.line is None:
            return True
        if self.opening.value.text and not self.opening.value.text.endswith(":"):
            return self._goes_on_with(line, self.line, self.opening.extent)
        if self.line.is_row:
            return line.is_row
        return self.opening.extent is not Extent.LINE or not self.body or self.body[-1].block == line.block

    def _goes_on_with(self, line: Line, first: Line, extent: Extent) -> bool:
        """Whether a value that began beside its name goes on in the row, the list or the text that follows."""
        if first.is_row:
            return line.is_row and len(line.cells) > 1 and not line.cells[0].text
        if line.block == first.block or line.is_aside:
            return True
        if first.kind is BlockKind.LIST_ITEM:
            return extent is Extent.TEXT and line.kind is BlockKind.PARAGRAPH
        return extent is Extent.TEXT or (extent is Extent.LIST and line.kind in _LIST_KINDS)


def entries(lines: Iterable[Line], opened_by: Callable[[Line], Sequence[Opening[Label]]]) -> list[Entry[Label]]:
    """The lines of a document as fields, headings and loose lines, in order.

    ``opened_by`` says which fields a line opens. One that opens none belongs to the field before, as far as that goes.
    """
    found: list[Entry[Label]] = []
    depth = 0
    for line in lines:
        openings = opened_by(line)
        if openings:
            level = line.level if line.is_heading else depth + 1
            found += [Entry(line, opening, level) for opening in openings]
        elif found and found[-1].takes(line):
            found[-1].body.append(line)
        elif line.is_heading:
            found.append(Entry(line, level=line.level))
        else:
            found.append(Entry(None, level=depth + 1, body=[line]))
        if line.is_heading:
            depth = line.level
    return found


def named_cells(line: Line, vocabulary: Vocabulary[Label], extents: Mapping[Label, Extent]) -> list[Opening[Label]]:
    """The fields that a line names: "Label: value", or in a table row "label | value", also several times over."""
    if len(line.cells) == 1:
        divided = vocabulary.divide(line.cells[0])
        return [_opening(*divided, extents)] if divided else []
    names = [(index, name) for index, cell in enumerate(line.cells) if (name := vocabulary.find(cell.text)) is not None]
    if names and names[0][0] == 0 and len(line.cells) == 2:
        names = names[:1]  # A value may be a word that is a field's name elsewhere.
    if names and not any(_WORDED.search(cell.text) for cell in line.cells[: names[0][0]]):
        borders = [*(index for index, _ in names), len(line.cells)]
        return [
            _opening(name, line.cells[index], _joined(line, line.cells[index + 1 : border]), extents)
            for (index, name), border in zip(names, borders[1:], strict=True)
        ]
    return _under_header(line, vocabulary, extents)


def _under_header(line: Line, vocabulary: Vocabulary[Label], extents: Mapping[Label, Extent]) -> list[Opening[Label]]:
    """The cells of a row whose columns are fields; one column that happens to be called like a field is not enough."""
    names = [vocabulary.find(column) for column in line.header]
    if len({name.labels for name in names if name is not None}) < 2:
        return []
    return [
        replace(_opening(name, cell.nothing, filled_in(cell), extents), column=column)
        for column, name, cell in zip(line.header, names, line.cells, strict=False)
        if name is not None and filled_in(cell).text
    ]


def with_headers(lines: Sequence[Line], vocabulary: Vocabulary[Label]) -> Iterator[Line]:
    """The lines, where a row of a table consists of field names only as the header of the rows below it."""
    header: tuple[str, ...] = ()
    for line, below in zip_longest(lines, lines[1:]):
        if not line.is_row or vocabulary.find(line.cells[0].text) is not None:
            header = ()
        if below is not None and _heads(line, below, vocabulary):
            header = tuple(cell.text for cell in line.cells)
        else:
            yield replace(line, header=header) if header else line


def _heads(line: Line, below: Line, vocabulary: Vocabulary[Label]) -> bool:
    """Whether a row holds nothing but names of different fields, and the row below it something else."""
    if not line.is_row or not below.is_row or line.header or len(line.cells) < 2:
        return False
    names = [vocabulary.find(cell.text) for cell in line.cells]
    known = {name.labels for name in names if name is not None}
    return len(known) == len(names) and vocabulary.find(below.cells[0].text) is None and bool(below.cells[0].text)


def _joined(line: Line, cells: Sequence[Span]) -> Span:
    """What stands in neighbouring cells of a row, the borders between them included."""
    kept = [cell for cell in cells if filled_in(cell).text]
    if not kept:
        return line.span.nothing
    return line.span.part(kept[0].start - line.span.start, kept[-1].end - line.span.start)


def _opening(name: Name[Label], words: Span, value: Span, extents: Mapping[Label, Extent]) -> Opening[Label]:
    return Opening(name, words, value, extents.get(name.labels[0], Extent.TEXT))
