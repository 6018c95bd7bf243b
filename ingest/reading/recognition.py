"""Text recognised in the picture of a page: what a recogniser gives, and how it becomes words like any others."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median
from typing import TypeAlias

from PIL import Image

from ingest.reading.layout.words import Word

# Widths of letters in font sizes, about the same in all fonts that letters and plans are set in.
_NARROW = frozenset("fijlrtIíîìï .,:;'’‘\"!|()[]/-•·")
_WIDE = frozenset("mwMW@%—")
_NARROW_WIDTH, _WIDE_WIDTH, _CAPITAL_WIDTH, _USUAL_WIDTH = 0.3, 0.85, 0.69, 0.54
_MARGIN = 0.25
_BASELINE = 0.3
_WIDEST_SPACE = 0.3

_FINE_PRINT = 0.88
_FINE_PRINT_SIZE = 0.8
_LARGER = 1.09
_LARGER_IN_FEW_LETTERS = 1.3
_FEW_LETTERS = 5
_STEP = 1.25


@dataclass(frozen=True, slots=True)
class RecognisedLine:
    """A line of text found in a picture; the place is in pixels from the upright picture's upper left corner."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Recognised:
    """The lines found in a picture, in any order.

    ``width`` and ``height`` are the picture's in pixels once it stands upright; ``unsure`` counts the lines that were
    left out because their text was little more than a guess.
    """

    lines: tuple[RecognisedLine, ...]
    width: int
    height: int
    unsure: int = 0


class CannotRecognise(Exception):
    """A picture was not read: there is no text recognition here, or it failed on this one."""


Recogniser: TypeAlias = Callable[[Image.Image], Recognised]
"""Reads the text in a picture in colour (RGB). Raises CannotRecognise."""


def no_recogniser(picture: Image.Image) -> Recognised:
    """Stands where no text recognition is installed."""
    raise CannotRecognise


def words_of(recognised: Recognised, scale: float) -> tuple[Word, ...]:
    """The words of a page whose picture has ``scale`` pixels to a point.

    The size of a line is estimated from how wide its letters are, since its height depends on which letters happen to
    be in it, and is told in coarse steps from the size that most of the page has.
    """
    lines = [line for line in recognised.lines if line.text.strip()]
    if not lines:
        return ()
    usual = median(_measured(line) for line in lines for _ in line.text)
    return tuple(word for line in lines for word in _words(line, recognised.height, scale, usual))


def _measured(line: RecognisedLine) -> float:
    length = max(line.x1 - line.x0, line.y1 - line.y0) if len(line.text) > 1 else line.x1 - line.x0
    return length / (sum(map(_width, line.text)) + _MARGIN)


def _width(letter: str) -> float:
    if letter in _NARROW:
        return _NARROW_WIDTH
    if letter in _WIDE:
        return _WIDE_WIDTH
    return _CAPITAL_WIDTH if letter.isupper() else _USUAL_WIDTH


def _size(line: RecognisedLine, usual: float) -> float:
    measured = _measured(line)
    if len(line.text) <= _FEW_LETTERS and measured < _LARGER_IN_FEW_LETTERS * usual:
        return usual
    if measured < _FINE_PRINT * usual:
        return _FINE_PRINT_SIZE * usual
    if measured < _LARGER * usual:
        return usual
    return usual * _STEP ** max(1, round(math.log(measured / usual, _STEP)))


def _words(line: RecognisedLine, height: float, scale: float, usual: float) -> Iterator[Word]:
    """The line's words, each given the width of its share of the letters; a line up the page's side stays whole."""
    size = _size(line, usual)
    y = height - (line.y0 + line.y1) / 2 - _BASELINE * size
    text = line.text.strip()
    letter = (line.x1 - line.x0) / len(text)
    space = min(letter, _WIDEST_SPACE * size)
    place = 0
    for word in [text] if line.y1 - line.y0 > line.x1 - line.x0 else text.split():
        start = text.index(word, place)
        place = start + len(word)
        x0 = line.x0 + start * letter
        x1 = line.x1 if place == len(text) else line.x0 + (place + 1) * letter - space
        yield Word(word, x0 / scale, x1 / scale, y / scale, size / scale)
