"""Tables without upright rules: words that keep to the same columns over several rows."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from ingest.reading.layout.grid import Grid, Rule, grid_of, is_all_bold, middle_of
from ingest.reading.layout.words import Word, cut_at_gaps, is_marker, joined_lines, line_of, lines_of, rows_of_words

_CELL_GAP = 1.2
_APART = 3.0
_FEWEST_ROWS = 3
_MANY_COLUMNS = 3
_LABEL_WORDS = 4
_SAME_EDGE = 2.0
_FULL_LINES = 0.6
_FULL = 0.8
_NEAR = 3.0
_TIGHT = 0.8
_SAME_ENDS = 4.0
_ACROSS = 0.8

_Row = list[list[Word]]
_Span = tuple[float, float]


def banded_grids(words: Sequence[Word], rules: Sequence[Rule]) -> tuple[list[Grid], list[Word]]:
    """Tables whose rows are parted by level rules of one length (three or more), and the words outside them."""
    grids, rest = [], list(words)
    ladders = [part for whole in _ladders(rules) for part in _tabular_parts(whole, words)]
    for ladder in ladders:
        grid, taken = _banded(rest, ladder)
        if grid is not None:
            grids.append(grid)
            rest = [word for word in rest if id(word) not in taken]
    return grids, rest


def _ladders(rules: Iterable[Rule]) -> list[list[Rule]]:
    """Level rules of one length above each other, from top to bottom."""
    ladders: list[list[Rule]] = []
    for rule in sorted((rule for rule in rules if rule.level), key=lambda rule: -rule.at):
        for ladder in ladders:
            if abs(ladder[0].start - rule.start) <= _SAME_ENDS and abs(ladder[0].end - rule.end) <= _SAME_ENDS:
                if ladder[-1].at - rule.at > _APART:
                    ladder.append(rule)
                break
        else:
            ladders.append([rule])
    return [ladder for ladder in ladders if len(ladder) > 1]


def _tabular_parts(ladder: Sequence[Rule], words: Sequence[Word]) -> list[list[Rule]]:
    """A ladder cut where something else than cells stands between two of its rules: nothing, or text across it."""
    parts: list[list[Rule]] = [[ladder[0]]]
    for above, below in pairwise(ladder):
        if _is_of_cells(_between(words, above, below), below):
            parts[-1].append(below)
        else:
            parts.append([below])
    return [part for part in parts if len(part) > 1]


def _between(words: Iterable[Word], above: Rule, below: Rule) -> list[Word]:
    return [
        word
        for word in words
        if below.at < word.y + word.size * 0.3 < above.at
        and below.start - _APART <= middle_of(word) <= below.end + _APART
    ]


def _is_of_cells(band: Sequence[Word], rule: Rule) -> bool:
    pieces = [piece for row in rows_of_words(band) for piece in cut_at_gaps(row, _CELL_GAP)]
    widest = max((piece[-1].x1 - piece[0].x0 for piece in pieces), default=rule.end - rule.start)
    return len(pieces) > 1 and widest < _ACROSS * (rule.end - rule.start)


def _banded(words: Sequence[Word], ladder: Sequence[Rule]) -> tuple[Grid | None, set[int]]:
    bands = [_between(words, above, below) for above, below in pairwise(ladder)]
    bands.insert(0, _above(words, ladder[0], bands))
    bands = [band for band in bands if band]
    if len(bands) < 2:
        return None, set()
    spans = _common_columns([word for band in bands for word in band])
    rows = [row for band in bands for row in _rows_of_band(band, spans)]
    if len(spans) < 2 or len(rows) < 2 or _runs_on([_pieces(row, spans) for row in rows], spans):
        return None, set()
    if sum(sum(map(bool, _texts(row, spans))) >= 2 for row in rows) * 2 < len(rows):
        return None, set()
    cells = [_texts(row, spans) for row in rows]
    taken = [word for band in bands for word in band]
    grid = grid_of(cells, [is_all_bold(row) for row in rows], taken, len(spans))
    return grid, set(map(id, taken))


def _above(words: Sequence[Word], top: Rule, bands: Sequence[Sequence[Word]]) -> list[Word]:
    """The row that stands on the first rule, if it keeps to the columns of those below."""
    near = (word for word in words if 0 < word.y - top.at < 1.5 * word.size)
    rows = rows_of_words(word for word in near if top.start - _APART <= middle_of(word) <= top.end + _APART)
    below = [word for band in bands for word in band]
    if len(rows) != 1 or not below:
        return []
    spans = _common_columns(below)
    return rows[0] if len(spans) >= 2 and _common_columns([*below, *rows[0]], len(spans)) else []


def _common_columns(words: Sequence[Word], wanted: int | None = None) -> list[_Span]:
    """Where all words leave white between them from the first row to the last; none when not as many as wanted."""
    spans: list[_Span] = []
    gap = _CELL_GAP * 0.6 * median(word.size for word in words)
    for word in sorted(words, key=lambda word: word.x0):
        if spans and word.x0 - spans[-1][1] <= gap:
            spans[-1] = (spans[-1][0], max(spans[-1][1], word.x1))
        else:
            spans.append((word.x0, word.x1))
    return spans if wanted is None or len(spans) == wanted else []


def _pieces(row: Sequence[Word], spans: Sequence[_Span]) -> _Row:
    return [line for line in ([word for word in row if start <= word.x0 <= end] for start, end in spans) if line]


def _rows_of_band(band: Sequence[Word], spans: Sequence[_Span]) -> list[list[Word]]:
    """One row, unless several lines of the band fill every column."""
    lines = rows_of_words(band)
    full = [index for index, line in enumerate(lines) if len(_pieces(line, spans)) == len(spans)]
    if len(full) < 2 or len(spans) < 2:
        return [list(band)]
    starts = [0, *full[1:]]
    ends = [*full[1:], len(lines)]
    return [[word for line in lines[start:end] for word in line] for start, end in zip(starts, ends, strict=True)]


def _texts(row: Sequence[Word], spans: Sequence[_Span]) -> list[str]:
    return [
        joined_lines(line.text for line in lines_of((word for word in row if start <= word.x0 <= end), float("inf")))
        for start, end in spans
    ]


def aligned_grids(words: Sequence[Word]) -> tuple[list[Grid], list[Word]]:
    """Tables without any rules, and the words outside them.

    Taken for a table are only three or more neighbouring rows that keep to the same three or more columns, or to a
    column of short labels and one of values, and do not run on from row to row as text does.
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


def _end_of_table(rows: Sequence[_Row], start: int) -> int:
    """The row after the last that keeps to the columns of the rows from ``start``."""
    columns = len(rows[start])
    if columns < 2:
        return start
    spans = _row_spans(rows[start])
    end = start + 1
    while end < len(rows) and _is_near(rows[end - 1], rows[end]):
        wider = _widened(spans, rows[end])
        if wider is None or (len(wider) > len(spans) and len(spans) < _MANY_COLUMNS):
            break
        spans = wider
        end += 1
    while end > start and len(rows[end - 1]) == 1 and rows[end - 1][0][0].x0 <= spans[0][1]:
        end -= 1
    return end


def _row_spans(row: _Row) -> list[_Span]:
    return [(piece[0].x0, max(word.x1 for word in piece)) for piece in row]


def _widened(spans: Sequence[_Span], row: _Row) -> list[_Span] | None:
    """The columns with a further row in them; None when one of its pieces spans two columns or makes two touch."""
    wider = list(spans)
    for x0, x1 in _row_spans(row):
        touched = [index for index, (start, end) in enumerate(wider) if x0 <= end and start <= x1]
        if len(touched) > 1:
            return None
        if touched:
            start, end = wider[touched[0]]
            wider[touched[0]] = (min(start, x0), max(end, x1))
        else:
            wider.append((x0, x1))
    wider.sort()
    return wider if all(before[1] + _APART < after[0] for before, after in pairwise(wider)) else None


def _is_near(above: _Row, below: _Row) -> bool:
    size = max(above[0][0].size, below[0][0].size)
    return above[0][0].y - below[0][0].y <= _NEAR * size


def _aligned(lines: Sequence[_Row]) -> Grid | None:
    spans = _row_spans(lines[0])
    for line in lines[1:]:
        spans = _widened(spans, line) or spans
    if not _is_tabular(lines, spans) or _is_list(lines) or _runs_on(lines, spans):
        return None
    rows = _joined_rows(lines, spans)
    cells = [_texts(row, spans) for row in rows]
    if len(cells) < _FEWEST_ROWS:
        return None
    return grid_of(cells, [is_all_bold(row) for row in rows], [word for row in rows for word in row], len(spans))


def _joined_rows(lines: Sequence[_Row], spans: Sequence[_Span]) -> list[list[Word]]:
    """Lines that only continue cells of the row above are part of it.

    A line with nothing in the first column does, and one closer to the line above than rows are, unless it fills
    every column.
    """
    pitches = [above[0][0].y - below[0][0].y for above, below in pairwise(lines)]
    rows: list[list[Word]] = []
    for index, line in enumerate(lines):
        words = [word for piece in line for word in piece]
        first_is_empty = not any(piece[0].x0 <= spans[0][1] for piece in line)
        is_tight = index > 0 and pitches[index - 1] < _TIGHT * max(pitches)
        if rows and (first_is_empty or (is_tight and len(line) < len(spans))):
            rows[-1].extend(words)
        else:
            rows.append(words)
    return rows


def _is_tabular(lines: Sequence[_Row], spans: Sequence[_Span]) -> bool:
    """Whether enough lines have something in three or more columns, or a short label before a value."""
    if len(spans) >= _MANY_COLUMNS:
        return sum(len(line) >= _MANY_COLUMNS for line in lines) >= _FEWEST_ROWS
    pairs = [line for line in lines if len(line) == 2]
    if len(pairs) < _FEWEST_ROWS:
        return False
    labels, values = [line[0] for line in pairs], [line[1] for line in pairs]
    edge = median(value[0].x0 for value in values)
    return (
        max(map(len, labels)) <= _LABEL_WORDS
        and all(abs(value[0].x0 - edge) <= _SAME_EDGE for value in values)
        and not any(line_of(label).text.endswith((".", ";", ",")) for label in labels)
        and all(abs(label[0].x0 - labels[0][0].x0) <= _SAME_EDGE for label in labels)
    )


def _runs_on(rows: Sequence[_Row], spans: Sequence[_Span]) -> bool:
    """Whether the columns are columns of running text: most of their lines are full and of several words."""
    full = total = words = 0
    for row in rows:
        for piece in row:
            start, end = next(span for span in spans if span[0] <= piece[0].x0 <= span[1])
            for line in rows_of_words(piece):
                total += 1
                words += len(line)
                full += line[-1].x1 - line[0].x0 > _FULL * (end - start)
    return full > _FULL_LINES * total and words >= 3 * total


def _is_list(rows: Sequence[_Row]) -> bool:
    return sum(is_marker(row[0][0].text) for row in rows) > len(rows) / 2 and len(rows[0]) <= _MANY_COLUMNS
