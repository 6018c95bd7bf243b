"""One page of words and rules brought into reading order: lines and tables."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.reading.layout.aligned import aligned_grids, banded_grids
from ingest.reading.layout.columns import reading_order
from ingest.reading.layout.grid import Grid, Rule, ruled_grids, whole_rules
from ingest.reading.layout.words import Line, Word, lines_of

_WORD_GAP = 0.7


@dataclass(frozen=True, slots=True)
class Region:
    """Lines and tables of one column, or of the whole width, from top to bottom."""

    parts: tuple[Line | Grid, ...]

    @property
    def x0(self) -> float:
        return min(part.x0 for part in self.parts)

    @property
    def x1(self) -> float:
        return max(part.x1 for part in self.parts)


@dataclass(frozen=True, slots=True)
class Page:
    """A page laid out: ``number`` is 1-based, ``height`` in points, ``regions`` in reading order."""

    number: int
    height: float
    regions: tuple[Region, ...] = field(default=())


def laid_out(number: int, height: float, words: Sequence[Word], rules: Sequence[Rule]) -> Page:
    """The page's words as lines and tables in the order in which they are read."""
    rules = whole_rules(rules)
    drawn, rest = ruled_grids(words, rules)
    banded, rest = banded_grids(rest, rules)
    aligned, rest = aligned_grids(rest)
    parts: list[Line | Grid] = [*lines_of(rest, _WORD_GAP), *drawn, *banded, *aligned]
    regions = (_whole_lines(group) for group in reading_order(parts))
    return Page(number, height, tuple(Region(tuple(region)) for region in regions if region))


def _whole_lines(parts: Sequence[Line | Grid]) -> list[Line | Grid]:
    """Pieces of one line that no column separates are one line again."""
    whole: list[Line | Grid] = []
    for part in parts:
        last = whole[-1] if whole else None
        if (
            isinstance(part, Line)
            and isinstance(last, Line)
            and abs(last.y - part.y) <= 0.3 * max(last.size, part.size)
        ):
            whole[-1] = _beside(last, part) if last.x0 <= part.x0 else _beside(part, last)
        else:
            whole.append(part)
    return whole


def _beside(left: Line, right: Line) -> Line:
    larger = max(left, right, key=lambda line: len(line.text) * line.size)
    return Line(
        text=f"{left.text} {right.text}",
        x0=left.x0,
        x1=max(left.x1, right.x1),
        y=larger.y,
        size=larger.size,
        bold=left.bold and right.bold,
        first_word=left.first_word,
    )
