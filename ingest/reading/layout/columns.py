"""Columns of a page: parts of it in the order they are read."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Protocol, TypeVar

_STEP = 3.0
_GUTTER = 0.75
_FEWEST_LINES = 3
_FEWEST_WORDS = 3
_DEEPEST = 12
_LABELS_OF_LINES = 0.6


class Placed(Protocol):
    """Something with a place on the page: a line of text, or a table as a whole."""

    @property
    def text(self) -> str: ...
    @property
    def x0(self) -> float: ...
    @property
    def x1(self) -> float: ...
    @property
    def y(self) -> float: ...
    @property
    def size(self) -> float: ...
    @property
    def top(self) -> float: ...
    @property
    def bottom(self) -> float: ...


Part = TypeVar("Part", bound=Placed)


@dataclass(frozen=True, slots=True)
class _Cut:
    """A gutter at ``x`` between ``top`` and ``bottom``, beside ``height`` points of text on both sides."""

    x: float
    top: float
    bottom: float
    height: float


def reading_order(parts: Sequence[Part], depth: int = 0) -> list[list[Part]]:
    """The parts in groups that are read one after the other, each group from top to bottom.

    Where a gutter runs beside several lines of text on both sides, what is above it comes first, then the left
    column, then the right one, then what is below. Text beside single labels is not columns.
    """
    cut = _best_cut(parts) if depth < _DEEPEST else None
    if cut is None:
        return [sorted(parts, key=lambda part: (-part.y, part.x0))] if parts else []
    above = [part for part in parts if part.y >= cut.top]
    below = [part for part in parts if part.y <= cut.bottom]
    between = [part for part in parts if cut.bottom < part.y < cut.top]
    left = [part for part in between if part.x1 <= cut.x]
    right = [part for part in between if part.x1 > cut.x]
    return [group for region in (above, left, right, below) for group in reading_order(region, depth + 1)]


def _best_cut(parts: Sequence[Part]) -> _Cut | None:
    if len(parts) < 2 * _FEWEST_LINES:
        return None
    left, right = min(part.x0 for part in parts), max(part.x1 for part in parts)
    ordered = sorted(parts, key=lambda part: -part.y)
    best: _Cut | None = None
    x = left + _STEP
    while x < right - _STEP:
        for cut in _cuts_at(ordered, x):
            if best is None or cut.height > best.height:
                best = cut
        x += _STEP
    return best


def _cuts_at(parts: Sequence[Part], x: float) -> list[_Cut]:
    """The stretches beside ``x`` that no text crosses and that have text of several lines on both sides.

    ``parts`` are ordered from top to bottom.
    """
    cuts: list[_Cut | None] = []
    between: list[Part] = []
    top = float("inf")
    for part in parts:
        if part.x0 < x < part.x1:
            cuts.append(_cut_between(between, x, top, part.y))
            between, top = [], part.y
        else:
            between.append(part)
    cuts.append(_cut_between(between, x, top, float("-inf")))
    return [cut for cut in cuts if cut is not None]


def _cut_between(parts: Sequence[Part], x: float, top: float, bottom: float) -> _Cut | None:
    left = [part for part in parts if part.x1 <= x]
    right = [part for part in parts if part.x0 >= x]
    if len(left) < _FEWEST_LINES or len(right) < _FEWEST_LINES:
        return None
    gutter = min(part.x0 for part in right) - max(part.x1 for part in left)
    if gutter < _GUTTER * median(part.size for part in parts):
        return None
    if not (_is_running_text(left) and _is_running_text(right)) or _is_labelled(left, right):
        return None
    height = min(_top(left), _top(right)) - max(_bottom(left), _bottom(right))
    if height < _FEWEST_LINES * median(part.size for part in parts):
        return None
    return _Cut(x, top, bottom, height)


def _is_running_text(parts: Sequence[Part]) -> bool:
    return median(len(part.text.split()) for part in parts) >= _FEWEST_WORDS


def _is_labelled(left: Sequence[Part], right: Sequence[Part]) -> bool:
    """Whether the left side holds labels of what stands beside them: fewer lines, each on a line of the right side."""
    lines = [part.y for part in right]
    beside = [part for part in left if any(abs(part.y - y) < part.size * 0.3 for y in lines)]
    return len(beside) == len(left) and len(left) < _LABELS_OF_LINES * len(right)


def _top(parts: Sequence[Part]) -> float:
    return max(part.top for part in parts)


def _bottom(parts: Sequence[Part]) -> float:
    return min(part.bottom for part in parts)
