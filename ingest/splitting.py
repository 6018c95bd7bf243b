"""A document cut into passages: whole blocks of one section and one page, never more than fits."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ingest.reading.document import Block, BlockKind, ReadDocument
from knowledge.passage import SECTION_SEPARATOR
from knowledge.sentences import sentences

_LINES = (BlockKind.LIST_ITEM, BlockKind.TABLE_ROW)
_ASIDES = (BlockKind.FOOTNOTE, BlockKind.NOTE)


@dataclass(frozen=True, slots=True)
class Splitting:
    """How long passages are, in characters.

    A passage is closed once it has ``target``, holds ``maximum`` at most, and one shorter than ``minimum`` joins a
    neighbour of its section where it can. Only a table row may be longer, up to ``longest_row``.
    """

    target: int = 1_200
    maximum: int = 1_600
    minimum: int = 200
    longest_row: int = 4_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage to be: ``text`` is ``extracted(document)[start:end]``; ``section`` is the path of headings above it.

    ``context`` is one line with the document's title, the section and the header of the table, where there are such.
    """

    text: str
    start: int
    end: int
    section: str
    page: int | None
    context: str


@dataclass(frozen=True, slots=True)
class _Placed:
    """A block, where its text stands in the extracted text, and the headings above it."""

    block: Block
    start: int
    end: int
    section: str


@dataclass(frozen=True, slots=True)
class _Unit:
    """What is kept whole when passages are filled: a block or, of a long one, a sentence."""

    start: int
    end: int
    divisible: bool = False


def extracted(document: ReadDocument) -> str:
    """The document's text: its blocks with blank lines between, list items and rows of a table with line breaks."""
    parts: list[str] = []
    before: Block | None = None
    for block in document.blocks:
        if before is not None:
            parts.append(_separator(before, block))
        parts.append(block.text)
        before = block
    return "".join(parts)


def split(document: ReadDocument, title: str, splitting: Splitting | None = None) -> list[Piece]:
    """The passages of a document called ``title``, in order. They never overlap and never cross a section or a page.

    A heading is no part of a passage but of the section path of those below it; one with nothing below it is a
    passage itself, so that no words are lost. The title is left out of the path.
    """
    splitting = splitting or Splitting()
    text = extracted(document)
    pieces = []
    for group in _groups(_placed(document.blocks, title)):
        first = group[0]
        context = " — ".join(part for part in (title, first.section, first.block.header) if part)
        for start, end in _packed(text, group, splitting):
            pieces.append(Piece(text[start:end], start, end, first.section, first.block.page, context))
    return pieces


def _separator(before: Block, after: Block) -> str:
    return "\n" if before.kind is after.kind and after.kind in _LINES and before.header == after.header else "\n\n"


def _placed(blocks: Sequence[Block], title: str) -> list[_Placed]:
    """Body blocks, and headings that have nothing below them."""
    placed = []
    path: list[Block] = []
    position = 0
    for index, block in enumerate(blocks):
        if index:
            position += len(_separator(blocks[index - 1], block))
        start, position = position, position + len(block.text)
        if block.kind is BlockKind.HEADING:
            path = [heading for heading in path if heading.level < block.level]
            if block.text != title and _is_bare(blocks, index):
                placed.append(_Placed(block, start, position, _section(path, title)))
            path = [*path, block]
        elif block.text.strip():
            placed.append(_Placed(block, start, position, _section(path, title)))
    return placed


def _is_bare(blocks: Sequence[Block], index: int) -> bool:
    """Whether neither text nor a deeper heading follows a heading."""
    heading = blocks[index]
    if not heading.text.strip():
        return False
    following = next((block for block in blocks[index + 1 :] if block.text.strip()), None)
    return following is None or (following.kind is BlockKind.HEADING and following.level <= heading.level)


def _section(path: Sequence[Block], title: str) -> str:
    return SECTION_SEPARATOR.join(
        " ".join(heading.text.split()) for heading in path if not (heading.level <= 1 and heading.text == title)
    )


def _groups(placed: Sequence[_Placed]) -> Iterator[list[_Placed]]:
    """Runs of blocks that may share a passage."""

    def border(item: _Placed) -> tuple[str, int | None, str, bool, bool]:
        kind = item.block.kind
        return item.section, item.block.page, item.block.header, kind in _ASIDES, kind is BlockKind.HEADING

    for _, group in groupby(placed, key=border):
        yield list(group)


def _packed(text: str, group: Sequence[_Placed], splitting: Splitting) -> list[tuple[int, int]]:
    """The group filled into passages: blocks whole where they fit, else cut between sentences."""
    if group[-1].end - group[0].start <= splitting.maximum:
        return [(group[0].start, group[-1].end)]
    waiting = [_unit(item, splitting) for item in reversed(group)]
    passages: list[list[_Unit]] = []
    current: list[_Unit] = []
    while waiting:
        unit = waiting.pop()
        length = unit.end - current[0].start if current else unit.end - unit.start
        filled = current[-1].end - current[0].start if current else 0
        if length <= splitting.maximum and filled < splitting.target:
            current.append(unit)
        elif unit.divisible and (unit.end - unit.start > splitting.maximum or filled < splitting.minimum):
            waiting.extend(reversed(_sentences(text, unit, splitting)))
        else:
            if current:
                passages.append(current)
            current = [unit]
    if current:
        passages.append(current)
    _fill_last(passages, splitting)
    return [(units[0].start, units[-1].end) for units in passages]


def _unit(item: _Placed, splitting: Splitting) -> _Unit:
    whole = item.block.kind is BlockKind.TABLE_ROW and item.end - item.start <= splitting.longest_row
    return _Unit(item.start, item.end, divisible=not whole)


def _sentences(text: str, unit: _Unit, splitting: Splitting) -> list[_Unit]:
    """A block's sentences; one that is too long by itself is cut between words, or anywhere if it has no spaces."""
    units = []
    for start, end in sentences(text[unit.start : unit.end]):
        cut, last = unit.start + start, unit.start + end
        while last - cut > splitting.maximum:
            border = text.rfind(" ", cut + splitting.maximum // 2, cut + splitting.maximum + 1)
            border = border if border > 0 else cut + splitting.maximum
            units.append(_Unit(cut, border))
            cut = border + 1 if text[border] == " " else border
        units.append(_Unit(cut, last))
    return units


def _fill_last(passages: list[list[_Unit]], splitting: Splitting) -> None:
    """A last passage that came out tiny joins the one before it, or takes some of its units over."""
    if len(passages) < 2:
        return
    before, last = passages[-2:]
    if last[-1].end - last[0].start >= splitting.minimum:
        return
    if last[-1].end - before[0].start <= splitting.maximum:
        passages[-2:] = [before + last]
        return
    while last[-1].end - last[0].start < splitting.minimum and len(before) > 1:
        if before[-2].end - before[0].start < splitting.minimum or last[-1].end - before[-1].start > splitting.maximum:
            return
        last.insert(0, before.pop())
