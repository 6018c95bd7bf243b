"""Running headers and footers: lines that come again at the same height of most pages."""

import re
from collections import Counter
from collections.abc import Sequence

from ingest.reading.layout.page import Page, Region
from ingest.reading.layout.words import Line

_MARGIN = 0.14
_SHARE = 0.5
_HEIGHT_STEP = 4.0
_DIGITS = re.compile(r"\d+|\b[ivxlc]+\b")

_FIRST_NUMBER = re.compile(r"^\W*(\d{1,4})(?=\W|$)")
_LAST_NUMBER = re.compile(r"(?:^|\s)(\d{1,4})\W*$")
_FEWEST_NUMBERED = 3
_LONGEST = 100

_Mark = tuple[str, int]


def without_running_lines(pages: Sequence[Page]) -> list[Page]:
    """The pages without running lines.

    Those are lines that most pages, or most left or right ones, share up to their digits, and the first or last
    line of a page where it begins or ends with the page's number, as a chapter's running title does.
    """
    running = _running_marks(pages)
    offset = _numbering_offset(pages)
    return [Page(page.number, page.height, _kept(page, running, offset)) for page in pages]


def _numbering_offset(pages: Sequence[Page]) -> int | None:
    """By how much the printed page numbers differ from the counted ones, None when most pages print none."""
    offsets = Counter(offset for page in pages for line in _outermost(page) for offset in _offsets(line, page))
    offset, count = max(offsets.items(), key=lambda item: item[1], default=(0, 0))
    return offset if count >= max(_FEWEST_NUMBERED, _SHARE * len(pages)) else None


def _outermost(page: Page) -> list[Line]:
    lines = sorted(_margin_lines(page), key=lambda line: line.y)
    return [
        line for line in {id(line): line for line in (*lines[:1], *lines[-1:])}.values() if len(line.text) <= _LONGEST
    ]


def _offsets(line: Line, page: Page) -> set[int]:
    numbers = (*_FIRST_NUMBER.findall(line.text), *_LAST_NUMBER.findall(line.text))
    return {int(number) - page.number for number in numbers}


def _running_marks(pages: Sequence[Page]) -> frozenset[_Mark]:
    """Text up to digits and height of the running lines."""
    found: set[_Mark] = set()
    for side in (pages, pages[0::2], pages[1::2]):
        if len(side) < 2 or (side is not pages and len(side) < 3):
            continue
        counts = Counter(mark for page in side for mark in {_mark(line, page) for line in _margin_lines(page)})
        found.update(mark for mark, count in counts.items() if count >= max(2, _SHARE * len(side)))
    return frozenset(found)


def _margin_lines(page: Page) -> list[Line]:
    lines = [part for region in page.regions for part in region.parts if isinstance(part, Line)]
    return [line for line in lines if line.y < page.height * _MARGIN or line.y > page.height * (1 - _MARGIN)]


def _mark(line: Line, page: Page) -> _Mark:
    return _DIGITS.sub("#", line.text.casefold()), round(line.y / _HEIGHT_STEP)


def _is_running(line: Line, page: Page, running: frozenset[_Mark]) -> bool:
    text, height = _mark(line, page)
    in_margin = line.y < page.height * _MARGIN or line.y > page.height * (1 - _MARGIN)
    return in_margin and any((text, near) in running for near in (height - 1, height, height + 1))


def _kept(page: Page, running: frozenset[_Mark], offset: int | None) -> tuple[Region, ...]:
    numbered = [line for line in _outermost(page) if offset is not None and offset in _offsets(line, page)]

    def runs(part: object) -> bool:
        return isinstance(part, Line) and (_is_running(part, page, running) or any(part is line for line in numbered))

    regions = (tuple(part for part in region.parts if not runs(part)) for region in page.regions)
    return tuple(Region(parts) for parts in regions if parts)
