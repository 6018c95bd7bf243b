"""Lines of laid out pages become blocks: paragraphs, list items, headings, footnotes and rows of tables."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from ingest.reading.characters import one_line
from ingest.reading.document import Block, BlockKind
from ingest.reading.layout.grid import Grid
from ingest.reading.layout.page import Page, Region
from ingest.reading.layout.words import Line, compounds_in, is_bullet, is_divided, is_marker, joined_lines
from ingest.reading.rows import joined, table_blocks

_LARGER = 1.12
_SMALLER = 0.93
_SAME_SIZE = 0.08
_LOOSE = 1.3
_INDENT = 0.8
_LONGEST_HEADING = 200
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’»)\]]*$")
_NOTE_MARK = re.compile(r"(?:\d{1,3}|[*†‡])\s*\S")
_LEADER = re.compile(r"(?:[.·…_]\s?){4,}\s*\d{1,4}$")


@dataclass(slots=True)
class _Paragraph:
    """Lines read as one, from one column of one page."""

    page: int
    lines: list[Line] = field(default_factory=list)
    marker: str = ""
    at_foot: bool = False
    compounds: frozenset[str] = frozenset()

    @property
    def first(self) -> Line:
        return self.lines[0]

    @property
    def size(self) -> float:
        return median(line.size for line in self.lines)

    @property
    def bold(self) -> bool:
        return all(line.bold for line in self.lines)

    @property
    def text(self) -> str:
        return one_line(joined_lines((line.text for line in self.lines), self.compounds))


def is_contents_line(text: str) -> bool:
    """Whether a line of dots leads to a page number, as in a table of contents."""
    return _LEADER.search(text) is not None


def blocks_of(pages: Sequence[Page], outline: Mapping[str, int]) -> list[Block]:
    """The blocks of a document's pages in reading order.

    ``outline`` holds the document's own list of headings in lower case with their levels (1 = top), or is empty.
    Headings are those, and lines that are larger than the body text or bold by themselves.
    """
    body = _body_size(pages)
    paragraphs = [part for page in pages for part in _over_columns(_parts(page))]
    compounds = compounds_in(line.text for part in paragraphs if isinstance(part, _Paragraph) for line in part.lines)
    for part in paragraphs:
        if isinstance(part, _Paragraph):
            part.compounds = compounds
    _complete_divided_words(paragraphs)
    _mark_feet(paragraphs, body)
    levels = _levels(paragraphs, body)
    return list(_blocks(paragraphs, body, levels, outline))


def _body_size(pages: Iterable[Page]) -> float:
    """The font size that most letters of the running text have."""
    letters: Counter[float] = Counter()
    for page in pages:
        for region in page.regions:
            for part in region.parts:
                if isinstance(part, Line):
                    letters[round(part.size * 2) / 2] += len(part.text)
    return letters.most_common(1)[0][0] if letters else 0.0


@dataclass(frozen=True, slots=True)
class _Table:
    """A table and where it stands: ``leads`` and ``ends`` say that it is the first or last thing of its page."""

    page: int
    grid: Grid
    leads: bool
    ends: bool


_Part = _Paragraph | _Table


def _parts(page: Page) -> Iterator[_Part]:
    for number, region in enumerate(page.regions):
        pitch = _pitch(region)
        current: _Paragraph | None = None
        for index, part in enumerate(region.parts):
            if isinstance(part, Grid):
                if current:
                    yield current
                current = None
                yield _Table(
                    page.number,
                    part,
                    leads=number == 0 and index == 0,
                    ends=number == len(page.regions) - 1 and index == len(region.parts) - 1,
                )
            elif current is not None and not _begins(current, part, region, pitch):
                current.lines.append(part)
            else:
                if current:
                    yield current
                current = _opened(page, part)
        if current:
            yield current


def _over_columns(parts: Iterable[_Part]) -> list[_Part]:
    """A paragraph that goes on at the top of the next column as one."""
    whole: list[_Part] = []
    for part in parts:
        before = whole[-1] if whole else None
        if isinstance(before, _Paragraph) and isinstance(part, _Paragraph) and _goes_on_above(before, part):
            before.lines.extend(part.lines)
        else:
            whole.append(part)
    return whole


def _goes_on_above(before: _Paragraph, part: _Paragraph) -> bool:
    last, line = before.lines[-1], part.first
    return (
        line.y > last.y
        and line.x0 > last.x0
        and not part.marker
        and line.bold == last.bold
        and _is_same_size(last, line)
        and (_runs_on(last, line) or is_divided(last.text, line.text))
    )


def _opened(page: Page, line: Line) -> _Paragraph:
    marker, _, rest = line.text.partition(" ")
    marked = is_marker(marker) and bool(rest.strip())
    return _Paragraph(page.number, [line], marker if marked else "")


def _pitch(region: Region) -> float:
    """The usual distance of a region's lines in font sizes."""
    lines = [part for part in region.parts if isinstance(part, Line)]
    distances = [
        (above.y - below.y) / above.size
        for above, below in pairwise(lines)
        if above.size > 0 and _is_same_size(above, below) and 0.5 * above.size < above.y - below.y < 2.6 * above.size
    ]
    if not distances:
        return 1.25
    distances.sort()
    return distances[len(distances) // 3]


def _is_same_size(line: Line, other: Line) -> bool:
    return abs(line.size - other.size) <= _SAME_SIZE * max(line.size, other.size)


def _begins(paragraph: _Paragraph, line: Line, region: Region, pitch: float) -> bool:
    """Whether a line begins a new paragraph below the one being read."""
    last = paragraph.lines[-1]
    if not _is_same_size(last, line) or last.y - line.y > _LOOSE * pitch * line.size or line.y >= last.y:
        return True
    if is_divided(last.text, line.text):
        return False
    if last.bold != line.bold and (paragraph.bold or line.bold):
        return not _runs_on(last, line)
    marker = line.text.partition(" ")[0]
    if is_bullet(marker) and " " in line.text:
        return True
    if is_marker(marker) and (paragraph.marker or _is_short(last, line, region)):
        return True
    return _is_set_apart(paragraph, line, region)


def _runs_on(last: Line, line: Line) -> bool:
    """Whether a line goes on in the middle of the sentence above, with bold words in it."""
    return line.text[:1].islower() and not _SENTENCE_END.search(last.text)


def _is_set_apart(paragraph: _Paragraph, line: Line, region: Region) -> bool:
    """By an indent, by the end of a list item's hanging indent, or because the line above was left unfilled."""
    last = paragraph.lines[-1]
    if _runs_on(last, line):
        return False
    indent = line.x0 - last.x0
    if paragraph.marker:
        hanging = len(paragraph.lines) > 1 and last.x0 > paragraph.first.x0 + _INDENT * line.size
        return (hanging and indent < -_INDENT * line.size) or _is_short(last, line, region)
    if indent > _INDENT * line.size and (len(paragraph.lines) > 1 or _SENTENCE_END.search(last.text)):
        return not _is_centred(last, line)
    return _is_short(last, line, region) and not (_is_centred(last, line) and not _SENTENCE_END.search(last.text))


def _is_short(last: Line, line: Line, region: Region) -> bool:
    """Whether the next line's first word would have fitted at the end of this one."""
    return last.x1 + line.first_word + 0.6 * line.size < region.x1


def _is_centred(line: Line, other: Line) -> bool:
    return abs(line.middle - other.middle) < 0.5 * line.size and abs(line.x0 - other.x0) > _INDENT * line.size


def _complete_divided_words(parts: Sequence[_Part]) -> None:
    """A word divided between two columns or pages is whole where it begins."""
    paragraphs = [part for part in parts if isinstance(part, _Paragraph)]
    for before, after in pairwise(paragraphs):
        last, line = before.lines[-1], after.first
        if after.marker or not _is_same_size(last, line) or not is_divided(last.text, line.text, before.compounds):
            continue
        half, _, rest = line.text.partition(" ")
        if not rest and len(after.lines) == 1:
            continue
        before.lines[-1] = replace(last, text=last.text[:-1] + half)
        if rest:
            after.lines[0] = replace(line, text=rest)
        else:
            del after.lines[0]


def _mark_feet(parts: Sequence[_Part], body: float) -> None:
    """Marks what stands on a page below all text of the body's size."""
    page = 0
    at_foot = False
    for part in reversed(parts):
        if part.page != page:
            page, at_foot = part.page, True
        at_foot = at_foot and isinstance(part, _Paragraph) and part.size <= _SMALLER * body
        if isinstance(part, _Paragraph):
            part.at_foot = at_foot


def _levels(parts: Iterable[_Part], body: float) -> dict[float, int]:
    """The heading level of each font size that is larger than the body's, the largest being 1."""
    sizes = {
        round(part.size * 2) / 2
        for part in parts
        if isinstance(part, _Paragraph) and part.size >= _LARGER * body and _may_head(part)
    }
    return {size: level for level, size in enumerate(sorted(sizes, reverse=True), start=1)}


def _may_head(paragraph: _Paragraph) -> bool:
    text = paragraph.text
    return (
        len(text) <= _LONGEST_HEADING
        and len(paragraph.lines) <= 4
        and not is_bullet(paragraph.marker)
        and sum(map(str.isalpha, text)) >= 2
    )


def _blocks(
    parts: Sequence[_Part], body: float, levels: Mapping[float, int], outline: Mapping[str, int]
) -> Iterator[Block]:
    depth = 0
    before: _Table | None = None
    header: tuple[str, ...] = ()
    for index, part in enumerate(parts):
        if isinstance(part, _Table):
            rows, header = _continued_table(before, header, part)
            yield from table_blocks(rows, header, part.page)
            before = part
            continue
        before = None
        followed = index + 1 < len(parts)
        block = _block(part, body, levels, outline, depth, followed=followed)
        if block.kind is BlockKind.HEADING and (part.size >= _LARGER * body or block.text.casefold() in outline):
            depth = block.level
        if block.text:
            yield block


def _continued_table(
    before: _Table | None, header: tuple[str, ...], table: _Table
) -> tuple[tuple[tuple[str, ...], ...], tuple[str, ...]]:
    """The rows and header of a table; one that goes on from the page before keeps the header it began with."""
    grid = table.grid
    goes_on = (
        before is not None
        and before.page + 1 == table.page
        and before.ends
        and table.leads
        and before.grid.columns == grid.columns
    )
    if not goes_on or not header:
        return grid.rows, grid.header
    if not grid.header and grid.rows and joined(grid.rows[0]) == joined(header):
        return grid.rows[1:], header
    return grid.rows, grid.header or header


def _block(
    paragraph: _Paragraph,
    body: float,
    levels: Mapping[float, int],
    outline: Mapping[str, int],
    depth: int,
    *,
    followed: bool,
) -> Block:
    text = paragraph.text
    stated = outline.get(text.casefold())
    if stated is not None:
        return Block(BlockKind.HEADING, text, paragraph.page, stated)
    if paragraph.size >= _LARGER * body and _may_head(paragraph):
        return Block(BlockKind.HEADING, text, paragraph.page, levels[round(paragraph.size * 2) / 2])
    if _is_note(paragraph, text):
        return Block(BlockKind.FOOTNOTE, text, paragraph.page)
    if _is_bold_heading(paragraph, text) and followed:
        return Block(BlockKind.HEADING, text, paragraph.page, depth + 1)
    if paragraph.marker:
        words = text.partition(" ")[2] if is_bullet(paragraph.marker) else text
        return Block(BlockKind.LIST_ITEM, words, paragraph.page)
    return Block(BlockKind.PARAGRAPH, text, paragraph.page)


def _is_note(paragraph: _Paragraph, text: str) -> bool:
    return paragraph.at_foot and _NOTE_MARK.match(text) is not None


def _is_bold_heading(paragraph: _Paragraph, text: str) -> bool:
    return (
        paragraph.bold
        and _may_head(paragraph)
        and len(paragraph.lines) <= 2
        and text[-1] not in ".,;!"
        and not is_bullet(paragraph.marker)
    )
