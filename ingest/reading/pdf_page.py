"""What stands on one page of a PDF: the words that can be seen, drawn rules, and how much of it is pictures."""

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ingest.reading.layout.grid import Rule
from ingest.reading.layout.words import Word, with_bullets

_BOLD_NAME = re.compile(r"bold|black|heavy|demi|cmbx|[-,]bd\b", re.IGNORECASE)
_BOLD_WEIGHT = 600
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_DIVIDING_HYPHENS = (0x02, 0xFFFE)
_UNKNOWN_LETTERS = re.compile("[\ufffd\ue000-\uefff\x01-\x08\x0e-\x1f]")
_THIN = 3.0
_DOT = (1.0, 7.0)
_LEAST_RULE = 6.0
_TINY = 2.0
_WHITE = 250
_MOST_OBJECTS = 20_000
_MOST_COVERS = 1_000
_MOST_DOTS = 500
_DEEPEST_FORM = 3
_FONT_NAME_BYTES = 256
_BASELINE_STEP = 0.12
_JUMP = 0.8

_Point = tuple[float, float]
_Matrix = tuple[float, float, float, float, float, float]
_PLAIN: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_TURNS: tuple[_Matrix, ...] = (_PLAIN, (0, -1, 1, 0, 0, 0), (-1, 0, 0, -1, 0, 0), (0, 1, -1, 0, 0, 0))
"""What makes text upright again that runs to the right, up, to the left and down the page."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; lengths are points, y grows upwards."""

    x0: float
    y0: float
    x1: float
    y1: float

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside."""
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1

    @property
    def area(self) -> float:
        """Square points."""
        return (self.x1 - self.x0) * (self.y1 - self.y0)


@dataclass(frozen=True, slots=True)
class PageContent:
    """The words of a page, placed as one reads it: upright, from its lower left corner.

    ``turned`` are words written in another direction, each direction as a page of its own. ``hidden_words`` counts
    those that cannot be seen, ``pictured`` is the share of the page under pictures, ``drawn`` counts drawn shapes.
    """

    words: tuple[Word, ...]
    turned: tuple[tuple[Word, ...], ...]
    rules: tuple[Rule, ...]
    width: float
    height: float
    hidden_words: int
    pictured: float
    drawn: int

    @property
    def letters(self) -> int:
        """How many letters and digits can be read."""
        return sum(sum(map(str.isalnum, word.text)) for word in self.words)

    @property
    def unreadable(self) -> bool:
        """Whether the file does not say which letters its signs stand for."""
        letters = "".join(word.text for word in self.words)
        return len(_UNKNOWN_LETTERS.findall(letters)) * 3 > len(letters)


@dataclass(slots=True)
class _Drawing:
    """Everything on a page but its text."""

    rules: list[Rule] = field(default_factory=list)
    dots: list[_Point] = field(default_factory=list)
    covers: list[Box] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    objects: int = 0


@dataclass(slots=True)
class _Run:
    """Letters that follow each other on one baseline without white between them."""

    index: int
    turn: int
    size: float
    spaced: bool
    letters: list[str] = field(default_factory=list)
    x0: float = math.inf
    x1: float = -math.inf
    y: float = 0.0


def page_content(page: pdfium.PdfPage) -> PageContent:
    """Reads one page. Raises ``pdfium.PdfiumError`` when it is damaged."""
    left, bottom, right, top = page.get_bbox()
    frame = Box(min(left, right), min(bottom, top), max(left, right), max(bottom, top))
    drawing = _drawing(page)
    textpage = page.get_textpage()
    try:
        seen, hidden = _seen(textpage, frame, drawing)
    finally:
        textpage.close()
    turn = _main_turn(seen)
    upright = _turned_box(frame, _TURNS[turn])
    groups = {each: _placed(seen, each, _turned_box(frame, _TURNS[each])) for each in range(4)}
    dots = [_apply(_TURNS[turn], x, y) for x, y in drawing.dots[:_MOST_DOTS]]
    words = with_bullets(groups.pop(turn), [(x - upright.x0, y - upright.y0) for x, y in dots])
    return PageContent(
        words=tuple(words),
        turned=tuple(group for group in groups.values() if group),
        rules=tuple(_placed_rule(rule, turn, upright) for rule in drawing.rules),
        width=upright.x1 - upright.x0,
        height=upright.y1 - upright.y0,
        hidden_words=hidden,
        pictured=min(1.0, sum(_clipped(box, frame).area for box in drawing.pictures) / max(1.0, frame.area)),
        drawn=drawing.objects,
    )


def _main_turn(seen: Sequence[tuple[Word, int]]) -> int:
    letters: Counter[int] = Counter()
    for word, turn in seen:
        letters[turn] += len(word.text)
    return letters.most_common(1)[0][0] if letters else 0


def _placed(seen: Sequence[tuple[Word, int]], turn: int, frame: Box) -> tuple[Word, ...]:
    return tuple(
        replace(word, x0=word.x0 - frame.x0, x1=word.x1 - frame.x0, y=word.y - frame.y0)
        for word, its_turn in seen
        if its_turn == turn
    )


def _seen(textpage: pdfium.PdfTextPage, frame: Box, drawing: _Drawing) -> tuple[list[tuple[Word, int]], int]:
    """The words that can be seen, each with the turn that it was written in, and how many cannot."""
    seen: list[tuple[Word, int]] = []
    hidden = 0
    bold: dict[str, bool] = {}
    for run in _runs(textpage):
        text = "".join(run.letters).translate(_LIGATURES)
        try:
            text = text.encode("utf-16", "surrogatepass").decode("utf-16")
        except UnicodeDecodeError:
            text = text.encode("utf-8", "replace").decode("utf-8")
        if not text.strip():
            continue
        if _is_seen(textpage, run, frame, drawing):
            is_bold = _is_bold(textpage, run.index, bold)
            seen.append((Word(text, run.x0, run.x1, run.y, run.size, is_bold, run.spaced), run.turn))
        else:
            hidden += 1
    return seen, hidden


def _runs(textpage: pdfium.PdfTextPage) -> Iterator[_Run]:
    raw = textpage.raw
    box = pdfium_c.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    run: _Run | None = None
    spaced = True
    for index in range(pdfium_c.FPDFText_CountChars(raw)):
        code = pdfium_c.FPDFText_GetUnicode(raw, index)
        letter = "-" if code in _DIVIDING_HYPHENS else chr(code)
        if code == 0 or letter.isspace():
            if run:
                yield run
            run, spaced = None, spaced or code != 0
            continue
        pdfium_c.FPDFText_GetCharOrigin(raw, index, x, y)
        if run is not None and run.turn:
            ok = _tight_box(raw, index, box)
        else:
            ok = pdfium_c.FPDFText_GetLooseCharBox(raw, index, box)
        if not ok:
            continue
        if run is not None and not _continues(run, x.value, y.value):
            yield run
            run, spaced = None, False
        if run is None:
            turn, size = _turn_and_size(raw, index)
            if turn:
                _tight_box(raw, index, box)
            run = _Run(index, turn, size or max(0.0, box.top - box.bottom), spaced)
            run.y = _apply(_TURNS[turn], x.value, y.value)[1]
            spaced = False
        run.letters.append(letter)
        corners = _turned_box(Box(box.left, box.bottom, box.right, box.top), _TURNS[run.turn]) if run.turn else None
        run.x0 = min(run.x0, corners.x0 if corners else box.left)
        run.x1 = max(run.x1, corners.x1 if corners else box.right)
    if run:
        yield run


def _continues(run: _Run, x: float, y: float) -> bool:
    along, across = _apply(_TURNS[run.turn], x, y)
    return abs(across - run.y) <= _BASELINE_STEP * run.size and -_JUMP * run.size < along - run.x1 < _JUMP * run.size


def _tight_box(raw: pdfium_c.FPDF_TEXTPAGE, index: int, box: pdfium_c.FS_RECTF) -> bool:
    left, right, bottom, top = ctypes.c_double(), ctypes.c_double(), ctypes.c_double(), ctypes.c_double()
    if not pdfium_c.FPDFText_GetCharBox(raw, index, left, right, bottom, top):
        return False
    box.left, box.right, box.bottom, box.top = left.value, right.value, bottom.value, top.value
    return True


def _turn_and_size(raw: pdfium_c.FPDF_TEXTPAGE, index: int) -> tuple[int, float]:
    """In which of four directions a letter is written, counted anticlockwise from rightwards, and its font's height."""
    matrix = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFText_GetMatrix(raw, index, matrix):
        return 0, 0.0
    turn = round(math.atan2(matrix.b, matrix.a) / (math.pi / 2)) % 4
    return turn, pdfium_c.FPDFText_GetFontSize(raw, index) * math.hypot(matrix.c, matrix.d)


def _is_bold(textpage: pdfium.PdfTextPage, index: int, known: dict[str, bool]) -> bool:
    name = ctypes.create_string_buffer(_FONT_NAME_BYTES)
    flags = ctypes.c_int()
    pdfium_c.FPDFText_GetFontInfo(textpage.raw, index, name, _FONT_NAME_BYTES, flags)
    font = name.value.decode("utf-8", "replace")
    if font not in known:
        known[font] = bool(_BOLD_NAME.search(font))
    return known[font] or (not font and pdfium_c.FPDFText_GetFontWeight(textpage.raw, index) >= _BOLD_WEIGHT)


def _is_seen(textpage: pdfium.PdfTextPage, run: _Run, frame: Box, drawing: _Drawing) -> bool:
    """Whether a person looking at the page sees the run.

    Unseen is what lies off the page, is tiny, white on white, or drawn without ink; the last is
    no secret above a picture, where it is how scanners write down what the picture says.
    """
    back = _TURNS[(4 - run.turn) % 4]
    x, y = _apply(back, (run.x0 + run.x1) / 2, run.y + run.size * 0.3)
    if not frame.holds(x, y) or 0 < run.size < _TINY:
        return False
    textobject = pdfium_c.FPDFText_GetTextObject(textpage.raw, run.index)
    if textobject and pdfium_c.FPDFTextObj_GetTextRenderMode(textobject) == pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE:
        return any(picture.holds(x, y) for picture in drawing.pictures)
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium_c.FPDFText_GetFillColor(textpage.raw, run.index, red, green, blue, alpha):
        return True
    pale = min(red.value, green.value, blue.value) >= _WHITE or alpha.value <= 255 - _WHITE
    if not pale or len(drawing.covers) > _MOST_COVERS:
        return True
    return any(box.holds(x, y) for box in (*drawing.covers, *drawing.pictures))


def _drawing(page: pdfium.PdfPage) -> _Drawing:
    drawing = _Drawing()
    count = pdfium_c.FPDFPage_CountObjects(page.raw)
    for index in range(min(count, _MOST_OBJECTS)):
        _draw(pdfium_c.FPDFPage_GetObject(page.raw, index), _PLAIN, drawing, 0)
    return drawing


def _draw(shape: pdfium_c.FPDF_PAGEOBJECT, outer: _Matrix, drawing: _Drawing, depth: int) -> None:
    """Adds a drawn object, and those inside it, to the drawing."""
    kind = pdfium_c.FPDFPageObj_GetType(shape)
    if kind == pdfium_c.FPDF_PAGEOBJ_TEXT or drawing.objects > _MOST_OBJECTS:
        return
    drawing.objects += 1
    if kind == pdfium_c.FPDF_PAGEOBJ_FORM:
        inner = _combined(_matrix(shape), outer)
        if depth < _DEEPEST_FORM:
            for index in range(pdfium_c.FPDFFormObj_CountObjects(shape)):
                _draw(pdfium_c.FPDFFormObj_GetObject(shape, index), inner, drawing, depth + 1)
    elif kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
        drawing.pictures.append(_bounds(shape, outer))
    elif kind == pdfium_c.FPDF_PAGEOBJ_SHADING:
        drawing.covers.append(_bounds(shape, outer))
    elif kind == pdfium_c.FPDF_PAGEOBJ_PATH:
        _draw_path(shape, outer, drawing)


def _draw_path(path: pdfium_c.FPDF_PAGEOBJECT, outer: _Matrix, drawing: _Drawing) -> None:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDFPath_GetDrawMode(path, fill, stroke)
    bounds = _bounds(path, outer)
    wide, high = bounds.x1 - bounds.x0, bounds.y1 - bounds.y0
    if fill.value and not _is_white(path):
        if _DOT[0] <= min(wide, high) and max(wide, high) <= _DOT[1] and abs(wide - high) < 1:
            drawing.dots.append(((bounds.x0 + bounds.x1) / 2, (bounds.y0 + bounds.y1) / 2))
        elif min(wide, high) > _THIN:
            drawing.covers.append(bounds)
        elif wide >= high and wide >= _LEAST_RULE:
            drawing.rules.append(Rule(True, (bounds.y0 + bounds.y1) / 2, bounds.x0, bounds.x1))
        elif high >= _LEAST_RULE:
            drawing.rules.append(Rule(False, (bounds.x0 + bounds.x1) / 2, bounds.y0, bounds.y1))
    if stroke.value:
        points = _points(path, _combined(_matrix(path), outer))
        for (x, y), (to_x, to_y) in points:
            if abs(y - to_y) < 1 and abs(x - to_x) >= _LEAST_RULE:
                drawing.rules.append(Rule(True, y, min(x, to_x), max(x, to_x)))
            elif abs(x - to_x) < 1 and abs(y - to_y) >= _LEAST_RULE:
                drawing.rules.append(Rule(False, x, min(y, to_y), max(y, to_y)))


def _points(path: pdfium_c.FPDF_PAGEOBJECT, matrix: _Matrix) -> Iterator[tuple[_Point, _Point]]:
    """The straight strokes of a path, from where to where on the page."""
    x, y = ctypes.c_float(), ctypes.c_float()
    start = here = (0.0, 0.0)
    for index in range(min(pdfium_c.FPDFPath_CountSegments(path), _MOST_OBJECTS)):
        segment = pdfium_c.FPDFPath_GetPathSegment(path, index)
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        there = _apply(matrix, x.value, y.value)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
            start = there
        elif kind == pdfium_c.FPDF_SEGMENT_LINETO:
            yield here, there
        here = there
        if pdfium_c.FPDFPathSegment_GetClose(segment):
            yield here, start
            here = start


def _is_white(shape: pdfium_c.FPDF_PAGEOBJECT) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium_c.FPDFPageObj_GetFillColor(shape, red, green, blue, alpha):
        return False
    return min(red.value, green.value, blue.value) >= _WHITE or alpha.value == 0


def _bounds(shape: pdfium_c.FPDF_PAGEOBJECT, outer: _Matrix) -> Box:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium_c.FPDFPageObj_GetBounds(shape, left, bottom, right, top):
        return Box(0, 0, 0, 0)
    return _turned_box(Box(left.value, bottom.value, right.value, top.value), outer)


def _matrix(shape: pdfium_c.FPDF_PAGEOBJECT) -> _Matrix:
    matrix = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFPageObj_GetMatrix(shape, matrix):
        return _PLAIN
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _apply(matrix: _Matrix, x: float, y: float) -> _Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _combined(inner: _Matrix, outer: _Matrix) -> _Matrix:
    """The matrix that does what ``inner`` does, then what ``outer`` does."""
    a, b = _apply(outer, inner[0], inner[1])
    c, d = _apply(outer, inner[2], inner[3])
    e, f = _apply(outer, inner[4], inner[5])
    return a - outer[4], b - outer[5], c - outer[4], d - outer[5], e, f


def _turned_box(box: Box, matrix: _Matrix) -> Box:
    corners = [_apply(matrix, x, y) for x in (box.x0, box.x1) for y in (box.y0, box.y1)]
    xs, ys = zip(*corners, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def _clipped(box: Box, frame: Box) -> Box:
    x0, y0 = max(box.x0, frame.x0), max(box.y0, frame.y0)
    return Box(x0, y0, max(x0, min(box.x1, frame.x1)), max(y0, min(box.y1, frame.y1)))


def _placed_rule(rule: Rule, turn: int, frame: Box) -> Rule:
    box = Box(rule.start, rule.at, rule.end, rule.at) if rule.level else Box(rule.at, rule.start, rule.at, rule.end)
    turned = _turned_box(box, _TURNS[turn])
    if rule.level == (turn % 2 == 0):
        return Rule(True, turned.y0 - frame.y0, turned.x0 - frame.x0, turned.x1 - frame.x0)
    return Rule(False, turned.x0 - frame.x0, turned.y0 - frame.y0, turned.y1 - frame.y0)
