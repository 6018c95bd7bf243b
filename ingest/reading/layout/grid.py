"""Tables on a page: those drawn with rules, and those that are only words set under each other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.reading.layout.words import Word, cut_at_gaps, is_marker, joined_lines, line_of, lines_of, rows_of_words
from ingest.reading.rows import heads_numbers

_TOUCH = 3.0
_SAME_RULE = 2.5
_WORD_GAP = 0.7
_CELL_GAP = 1.2
_FEWEST_ROWS = 3
_FEWEST_COLUMNS = 3
_FULL_LINES = 0.6
_MOST_RULES = 4_000


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
    if len(rules) > _MOST_RULES:
        return [], list(words)
    grids, rest = [], list(words)
    for level, upright in _figures(_merged(rules)):
        xs, ys = _positions(upright), sorted(_positions(level), reverse=True)
        if len(xs) < 3 or len(ys) < 3:
            continue
        inside = [word for word in rest if xs[0] <= _middle(word) <= xs[-1] and ys[-1] <= _height(word) <= ys[0]]
        grid = _drawn(inside, level, upright, xs, ys)
        if grid is not None:
            grids.append(grid)
            taken = set(map(id, inside))
            rest = [word for word in rest if id(word) not in taken]
    return grids, rest


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Rules drawn cell by cell as whole rules."""
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
    return merged


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


def _middle(word: Word) -> float:
    return (word.x0 + word.x1) / 2


def _height(word: Word) -> float:
    return word.y + word.size * 0.3


def _drawn(
    words: Sequence[Word], level: Sequence[Rule], upright: Sequence[Rule], xs: Sequence[float], ys: Sequence[float]
) -> Grid | None:
    """The cells between the rules; where a rule is missing between two cells they are one."""
    columns, rows = len(xs) - 1, len(ys) - 1
    owner = {(row, column): (row, column) for row in range(rows) for column in range(columns)}

    def root(cell: tuple[int, int]) -> tuple[int, int]:
        while owner[cell] != cell:
            cell = owner[cell]
        return cell

    for row in range(rows):
        height = (ys[row] + ys[row + 1]) / 2
        for column in range(1, columns):
            if not any(abs(rule.at - xs[column]) <= _TOUCH and rule.start <= height <= rule.end for rule in upright):
                owner[root((row, column))] = root((row, column - 1))
    for column in range(columns):
        middle = (xs[column] + xs[column + 1]) / 2
        for row in range(1, rows):
            if not any(abs(rule.at - ys[row]) <= _TOUCH and rule.start <= middle <= rule.end for rule in level):
                owner[root((row, column))] = root((row - 1, column))
    cells: dict[tuple[int, int], list[Word]] = {}
    for word in words:
        column = _slot(xs, _middle(word))
        row = rows - 1 - _slot(list(reversed(ys)), _height(word))
        cells.setdefault(root((row, column)), []).append(word)
    roots = {root(cell) for cell in owner}
    texts = [[_cell(cells.get((row, column), ())) for column in range(columns)] for row in range(rows)]
    shown = [
        [text for column, text in enumerate(line) if (row, column) in roots or _covered_from_above(root((row, column)), row)]
        for row, line in enumerate(texts)
    ]
    bold = [_is_bold(word for cell, inside in cells.items() if cell[0] == row for word in inside) for row in range(rows)]
    return _grid(shown, bold, words, (xs[0], xs[-1], ys[0], ys[-1]), columns)


def _covered_from_above(root: tuple[int, int], row: int) -> bool:
    return root[0] < row


def _slot(edges: Sequence[float], at: float) -> int:
    """Between which two of the ascending edges a place lies."""
    slot = 0
    while slot < len(edges) - 2 and at > edges[slot + 1]:
        slot += 1
    return slot


def _cell(words: Iterable[Word]) -> str:
    return joined_lines(line.text for line in lines_of(words, gap=float("inf")))


def _is_bold(words: Iterable[Word]) -> bool:
    lettered = [word.bold for word in words if any(map(str.isalpha, word.text))]
    return bool(lettered) and all(lettered)


def _grid(
    rows: Sequence[Sequence[str]],
    bold: Sequence[bool],
    words: Sequence[Word],
    place: tuple[float, float, float, float],
    columns: int,
) -> Grid | None:
    """The table of these rows, None when fewer than two rows and two columns say something."""
    filled = [(list(row), is_bold) for row, is_bold in zip(rows, bold, strict=True) if any(row)]
    if len(filled) < 2 or max(sum(map(bool, row)) for row, _ in filled) < 2:
        return None
    first, first_is_bold = filled[0]
    headed = len(first) > 1 and all(first) and first_is_bold and not any(is_bold for _, is_bold in filled[1:])
    headed = headed or heads_numbers([row for row, _ in filled])
    x0, x1, top, bottom = place
    return Grid(
        rows=tuple(tuple(row) for row, _ in (filled[1:] if headed else filled)),
        header=tuple(first) if headed else (),
        x0=x0,
        x1=x1,
        top=top,
        bottom=bottom,
        size=median(word.size for word in words),
        columns=columns,
    )


def aligned_grids(words: Sequence[Word]) -> tuple[list[Grid], list[Word]]:
    """Tables without upright rules, and the words outside them.

    Taken for a table are only three or more neighbouring rows whose words keep to the same three or more columns
    and do not run on from row to row as text does.
    """
    rows = [list(cut_at_gaps(row, _CELL_GAP)) for row in rows_of_words(words)]
    grids: list[Grid] = []
    rest: list[Word] = []
    start = 0
    while start < len(rows):
        end = _end_of_table(rows, start)
        grid = _aligned(rows[start:end]) if end - start >= _FEWEST_ROWS else None
        if grid is None:
            rest.extend(word for piece in rows[start] for word in piece)
            start += 1
        else:
            grids.append(grid)
            start = end
    return grids, rest


_Row = list[list[Word]]


def _end_of_table(rows: Sequence[_Row], start: int) -> int:
    """The row after the last that keeps to the columns of the rows from ``start``."""
    if len(rows[start]) < _FEWEST_COLUMNS:
        return start
    spans = _spans(rows[start])
    end = start + 1
    while end < len(rows) and _is_near(rows[end - 1], rows[end]):
        wider = _widened(spans, rows[end])
        if wider is None or len(wider) < _FEWEST_COLUMNS:
            break
        spans = wider
        end += 1
    while end > start and len(rows[end - 1]) == 1 and rows[end - 1][0][0].x0 <= spans[0][1]:
        end -= 1
    return end


def _spans(row: _Row) -> list[tuple[float, float]]:
    return [(piece[0].x0, max(word.x1 for word in piece)) for piece in row]


def _widened(spans: Sequence[tuple[float, float]], row: _Row) -> list[tuple[float, float]] | None:
    """The columns with a further row in them; None when one of its pieces spans two columns or makes two touch."""
    wider = list(spans)
    for x0, x1 in _spans(row):
        touched = [index for index, (start, end) in enumerate(wider) if x0 <= end and start <= x1]
        if len(touched) > 1:
            return None
        if touched:
            start, end = wider[touched[0]]
            wider[touched[0]] = (min(start, x0), max(end, x1))
        else:
            wider.append((x0, x1))
    wider.sort()
    return wider if all(before[1] + _TOUCH < after[0] for before, after in pairwise(wider)) else None


def _is_near(above: _Row, below: _Row) -> bool:
    size = max(above[0][0].size, below[0][0].size)
    return above[0][0].y - below[0][0].y <= 3 * size


def _aligned(rows: Sequence[_Row]) -> Grid | None:
    spans = _spans(rows[0])
    for row in rows[1:]:
        spans = _widened(spans, row) or spans
    full_rows = [row for row in rows if len(row) >= _FEWEST_COLUMNS]
    if len(full_rows) < _FEWEST_ROWS or _runs_on(rows, spans) or _is_list(rows):
        return None
    lines = [_in_columns(row, spans) for row in rows]
    pitches = [above[0][0].y - below[0][0].y for above, below in pairwise(rows)]
    widest = max(pitches)
    texts: list[list[list[str]]] = []
    bold: list[bool] = []
    for index, line in enumerate(lines):
        continues = index > 0 and (not line[0] or pitches[index - 1] < 0.8 * widest) and pitches[index - 1] < 0.97 * widest
        if continues or (index > 0 and not line[0]):
            for column, text in enumerate(line):
                texts[-1][column].append(text)
            bold[-1] = bold[-1] and _is_bold(word for piece in rows[index] for word in piece)
        else:
            texts.append([[text] for text in line])
            bold.append(_is_bold(word for piece in rows[index] for word in piece))
    cells = [[joined_lines(filter(None, parts)) for parts in row] for row in texts]
    words = [word for row in rows for piece in row for word in piece]
    size = median(word.size for word in words)
    place = (spans[0][0], spans[-1][1], rows[0][0][0].y + size, rows[-1][0][0].y - size * 0.3)
    return _grid(cells, bold, words, place, len(spans)) if len(cells) >= _FEWEST_ROWS else None


def _in_columns(row: _Row, spans: Sequence[tuple[float, float]]) -> list[str]:
    line = [""] * len(spans)
    for piece in row:
        column = next(index for index, (start, end) in enumerate(spans) if start <= piece[0].x0 <= end)
        line[column] = f"{line[column]} {line_of(piece).text}".strip()
    return line


def _runs_on(rows: Sequence[_Row], spans: Sequence[tuple[float, float]]) -> bool:
    """Whether the columns are columns of running text: most of their lines are full and of several words."""
    full = total = words = 0
    for row in rows:
        for piece in row:
            start, end = next(span for span in spans if span[0] <= piece[0].x0 <= span[1])
            total += 1
            words += len(piece)
            full += piece[-1].x1 - piece[0].x0 > 0.8 * (end - start)
    return full > _FULL_LINES * total and words >= 3 * total


def _is_list(rows: Sequence[_Row]) -> bool:
    return sum(is_marker(row[0][0].text) for row in rows) > len(rows) / 2 and len(rows[0]) <= _FEWEST_COLUMNS
