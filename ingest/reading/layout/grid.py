"""A table on a page, and how one is found that rules draw cell by cell."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from ingest.reading.layout.words import Word, joined_lines, lines_of
from ingest.reading.rows import heads_numbers

_TOUCH = 3.0
_SAME_RULE = 2.5
_MOST_RULES = 1_000


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line drawn on the page, level or upright, from ``start`` to ``end`` at ``at``; lengths are points."""

    level: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its rows of cells from top to bottom, its header row where it is sure to be one, and its place."""

    rows: tuple[tuple[str, ...], ...]
    header: tuple[str, ...]
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    columns: int

    @property
    def text(self) -> str:
        """All its words, to be weighed against running text."""
        return " ".join(cell for row in (self.header, *self.rows) for cell in row)

    @property
    def y(self) -> float:
        return self.top - self.size


def ruled_grids(words: Sequence[Word], rules: Sequence[Rule]) -> tuple[list[Grid], list[Word]]:
    """The tables that rules draw on a page (at least two rows and two columns), and the words outside them."""
    grids, rest = [], list(words)
    for level, upright in _figures(rules):
        xs, ys = _positions(upright), sorted(_positions(level), reverse=True)
        if len(xs) < 3 or len(ys) < 3:
            continue
        inside = [word for word in rest if xs[0] <= middle_of(word) <= xs[-1] and ys[-1] <= _height(word) <= ys[0]]
        grid = _drawn(inside, level, upright, xs, ys)
        if grid is not None:
            grids.append(grid)
            taken = set(map(id, inside))
            rest = [word for word in rest if id(word) not in taken]
    return grids, rest


def whole_rules(rules: Iterable[Rule]) -> list[Rule]:
    """Rules drawn cell by cell as whole ones; none of a page that is more of a drawing than of tables."""
    merged: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: (rule.level, round(rule.at / _SAME_RULE), rule.start)):
        last = merged[-1] if merged else None
        if (
            last is not None
            and last.level == rule.level
            and abs(last.at - rule.at) <= _SAME_RULE
            and rule.start <= last.end + _TOUCH
        ):
            merged[-1] = Rule(last.level, last.at, last.start, max(last.end, rule.end))
        else:
            merged.append(rule)
    return merged if len(merged) <= _MOST_RULES else []


def _figures(rules: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Rules that meet, together: the level ones and the upright ones of each figure."""
    figures: list[list[Rule]] = []
    for rule in rules:
        meeting = [figure for figure in figures if any(_meet(rule, other) for other in figure)]
        joined = [rule, *(other for figure in meeting for other in figure)]
        figures = [figure for figure in figures if not any(figure is other for other in meeting)]
        figures.append(joined)
    return [([r for r in figure if r.level], [r for r in figure if not r.level]) for figure in figures]


def _meet(rule: Rule, other: Rule) -> bool:
    if rule.level == other.level:
        return False
    return (
        other.start - _TOUCH <= rule.at <= other.end + _TOUCH and rule.start - _TOUCH <= other.at <= rule.end + _TOUCH
    )


def _positions(rules: Iterable[Rule]) -> list[float]:
    positions: list[float] = []
    for at in sorted(rule.at for rule in rules):
        if not positions or at - positions[-1] > _TOUCH:
            positions.append(at)
    return positions


def middle_of(word: Word) -> float:
    """The x in the middle of a word."""
    return (word.x0 + word.x1) / 2


def _height(word: Word) -> float:
    return word.y + word.size * 0.3


_Cell = tuple[int, int]
"""Row and column, both counted from the upper left corner."""


def _drawn(
    words: Sequence[Word], level: Sequence[Rule], upright: Sequence[Rule], xs: Sequence[float], ys: Sequence[float]
) -> Grid | None:
    """The table that rules draw; ``xs`` ascend from its left edge, ``ys`` descend from its upper one."""
    columns, rows = len(xs) - 1, len(ys) - 1
    owners = _owners(level, upright, xs, ys)
    ascending = ys[::-1]
    cells: dict[_Cell, list[Word]] = {}
    for word in words:
        place = (rows - 1 - _slot(ascending, _height(word)), _slot(xs, middle_of(word)))
        cells.setdefault(owners[place], []).append(word)
    # A cell merged with one beside it has no place of its own; one merged with the cell above keeps an empty place.
    texts = [
        [
            _cell(cells.get((row, column), ()))
            for column in range(columns)
            if owners[row, column] == (row, column) or owners[row, column][0] < row
        ]
        for row in range(rows)
    ]
    bold = [
        is_all_bold(word for cell, inside in cells.items() if cell[0] == row for word in inside) for row in range(rows)
    ]
    return grid_of(texts, bold, words, columns)


def _owners(
    level: Sequence[Rule], upright: Sequence[Rule], xs: Sequence[float], ys: Sequence[float]
) -> dict[_Cell, _Cell]:
    """For every cell the first one of those it is one with, because no rule is drawn between them."""
    owners: dict[_Cell, _Cell] = {}
    for row in range(len(ys) - 1):
        height = (ys[row] + ys[row + 1]) / 2
        for column in range(len(xs) - 1):
            middle = (xs[column] + xs[column + 1]) / 2
            owners[row, column] = (row, column)
            if row and not _is_ruled(level, ys[row], middle):
                owners[row, column] = owners[row - 1, column]
            elif column and not _is_ruled(upright, xs[column], height):
                owners[row, column] = owners[row, column - 1]
    return owners


def _is_ruled(rules: Iterable[Rule], at: float, across: float) -> bool:
    """Whether one of the rules lies at ``at`` and passes ``across``."""
    return any(abs(rule.at - at) <= _TOUCH and rule.start <= across <= rule.end for rule in rules)


def _slot(edges: Sequence[float], at: float) -> int:
    """Between which two of the ascending edges a place lies."""
    slot = 0
    while slot < len(edges) - 2 and at > edges[slot + 1]:
        slot += 1
    return slot


def _cell(words: Iterable[Word]) -> str:
    return joined_lines(line.text for line in lines_of(words, gap=float("inf")))


def is_all_bold(words: Iterable[Word]) -> bool:
    """Whether there are words with letters, all bold."""
    lettered = [word.bold for word in words if any(map(str.isalpha, word.text))]
    return bool(lettered) and all(lettered)


def grid_of(rows: Sequence[Sequence[str]], bold: Sequence[bool], words: Sequence[Word], columns: int) -> Grid | None:
    """The table of these rows, None when fewer than two rows and two columns say something.

    The first row is the header when it alone is ``bold``, or is words above numbers.
    """
    filled = [(list(row), is_bold) for row, is_bold in zip(rows, bold, strict=True) if any(row)]
    if len(filled) < 2 or max(sum(map(bool, row)) for row, _ in filled) < 2:
        return None
    first, first_is_bold = filled[0]
    headed = len(first) > 1 and all(first) and first_is_bold and not any(is_bold for _, is_bold in filled[1:])
    headed = headed or heads_numbers([row for row, _ in filled])
    return Grid(
        rows=tuple(tuple(row) for row, _ in (filled[1:] if headed else filled)),
        header=tuple(first) if headed else (),
        x0=min(word.x0 for word in words),
        x1=max(word.x1 for word in words),
        top=max(word.y + 0.8 * word.size for word in words),
        bottom=min(word.y - 0.25 * word.size for word in words),
        size=median(word.size for word in words),
        columns=columns,
    )
