"""Text recognised in the picture of a page: what a recogniser gives, and how it becomes words like any others."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median
from typing import TypeAlias

from PIL import Image

from ingest.reading.layout.words import Word

_FONT_SIZE = 0.85
_BASELINE = 0.3
_WIDEST_SPACE = 0.3
_STEP = 1.35
_FINE_PRINT = 0.7


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

    The height of a found line depends on which letters happen to be in it, so sizes are told apart in coarse steps.
    """
    lines = [line for line in recognised.lines if line.text.strip()]
    if not lines:
        return ()
    usual = median(_thickness(line) for line in lines for _ in line.text)
    return tuple(word for line in lines for word in _words(line, recognised.height, scale, usual))


def _thickness(line: RecognisedLine) -> float:
    return min(line.x1 - line.x0, line.y1 - line.y0) if len(line.text) > 1 else line.y1 - line.y0


def _stepped(thickness: float, usual: float) -> float:
    if thickness < _FINE_PRINT * usual:
        return _FINE_PRINT * usual
    return usual * _STEP ** max(0, round(math.log(thickness / usual, _STEP)))


def _words(line: RecognisedLine, height: float, scale: float, usual: float) -> Iterator[Word]:
    """The line's words, each given the width of its share of the letters."""
    size = _FONT_SIZE * _stepped(_thickness(line), usual)
    y = height - (line.y0 + line.y1) / 2 - _BASELINE * size
    text = line.text.strip()
    letter = (line.x1 - line.x0) / len(text)
    space = min(letter, _WIDEST_SPACE * size)
    place = 0
    for word in text.split():
        start = text.index(word, place)
        place = start + len(word)
        x0 = line.x0 + start * letter
        x1 = line.x1 if place == len(text) else line.x0 + (place + 1) * letter - space
        yield Word(word, x0 / scale, x1 / scale, y / scale, size / scale)
