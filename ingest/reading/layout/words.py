"""Words with their places on a page, gathered into lines."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

_HYPHENS = "-\u00ad\u2010"
_SAME_LINE = 0.3
_RAISED = 0.5
_SMALLER = 0.85
_TOUCHING = 0.15
_BULLET = re.compile(r"[•●○◦▪▫■□◆◇►▶▸‣⁃∙·➢➤✓✔❖\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf02d–—*-]|o(?=$)")
_NUMBERED = re.compile(r"(?:\(?\d{1,3}(?:\.\d{1,3}){0,3}[.)]|\d{1,3}(?:\.\d{1,3}){1,3}|\(?[a-zA-Z][.)]|\(?[ivxIVX]{1,5}[.)])")


@dataclass(frozen=True, slots=True)
class Word:
    """Letters that belong together and where they stand.

    Lengths are points; x grows to the right, y upwards. ``y`` is the baseline, ``size`` the height of the font.
    ``spaced`` says that white space stands before the word.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool = False
    spaced: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """Words beside each other, without a wide gap between them, from left to right."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    first_word: float
    """Width of the first word in points."""

    @property
    def top(self) -> float:
        return self.y + self.size * 0.8

    @property
    def bottom(self) -> float:
        return self.y - self.size * 0.25

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


def rows_of_words(words: Iterable[Word]) -> list[list[Word]]:
    """Words on one baseline together, from the top of the page to its bottom, each row from left to right.

    A raised or lowered smaller word (a footnote mark, the 2 of CO2) belongs to the baseline it stands at.
    """
    rows: list[list[Word]] = []
    anchors: list[Word] = []
    for word in sorted(words, key=lambda word: (-word.y, word.x0)):
        if rows and _on_line(anchors[-1], word):
            rows[-1].append(word)
            if word.size > anchors[-1].size / _SMALLER:
                anchors[-1] = word
        else:
            rows.append([word])
            anchors.append(word)
    return [sorted(row, key=lambda word: word.x0) for row in rows]


def _on_line(anchor: Word, word: Word) -> bool:
    larger = max(anchor.size, word.size)
    smaller = min(anchor.size, word.size)
    return abs(anchor.y - word.y) <= larger * (_RAISED if smaller < larger * _SMALLER else _SAME_LINE)


def cut_at_gaps(row: Sequence[Word], gap: float) -> Iterator[list[Word]]:
    """A row of words cut where there is more white than ``gap`` times the font's size.

    A bullet or number that opens a list item stays with its item.
    """
    piece: list[Word] = []
    for word in row:
        if piece and word.x0 - max(before.x1 for before in piece) > _allowed(piece, word, gap):
            yield piece
            piece = []
        piece.append(word)
    if piece:
        yield piece


def _allowed(piece: Sequence[Word], word: Word, gap: float) -> float:
    size = max(piece[-1].size, word.size)
    marker = "".join(part.text for part in piece)
    return size * (4.0 if is_marker(marker) else gap)


def is_marker(text: str) -> bool:
    """Whether ``text`` is what stands before a list item: a bullet, a number or a letter."""
    return _BULLET.fullmatch(text) is not None or _NUMBERED.fullmatch(text) is not None


def is_bullet(text: str) -> bool:
    """Whether ``text`` is a sign that stands before a list item and says nothing itself."""
    return _BULLET.fullmatch(text) is not None


def line_of(words: Sequence[Word]) -> Line:
    """Words of one row as a line; they are apart where the page shows white between them."""
    ordered = sorted(words, key=lambda word: word.x0)
    parts: list[str] = []
    before: Word | None = None
    for word in ordered:
        if before is not None and (word.spaced or word.x0 - before.x1 > _TOUCHING * word.size):
            parts.append(" ")
        parts.append(word.text)
        before = word
    size = _usual_size(ordered)
    lettered = [word for word in ordered if any(map(str.isalnum, word.text))]
    return Line(
        text="".join(parts),
        x0=ordered[0].x0,
        x1=max(word.x1 for word in ordered),
        y=next(word.y for word in ordered if word.size == size),
        size=size,
        bold=bool(lettered) and all(word.bold for word in lettered),
        first_word=ordered[0].x1 - ordered[0].x0,
    )


def _usual_size(words: Sequence[Word]) -> float:
    """The font size of most letters."""
    letters: Counter[float] = Counter()
    for word in words:
        letters[word.size] += len(word.text)
    return letters.most_common(1)[0][0]


def lines_of(words: Iterable[Word], gap: float) -> list[Line]:
    """The lines of a page or a part of it, top to bottom, cut where the white between words is wider than ``gap`` sizes."""
    return [line_of(piece) for row in rows_of_words(words) for piece in cut_at_gaps(row, gap)]


def joined_lines(texts: Iterable[str]) -> str:
    """Lines of one paragraph as running text: a word divided at a line's end is whole again.

    A hyphen goes when letters stand on both sides of it and the next line goes on in lower case; a soft one always.
    """
    whole = ""
    for text in texts:
        whole = _continued(whole, text.strip()) if whole else text.strip()
    return whole.replace("\u00ad", "")


def is_divided(before: str, after: str) -> bool:
    """Whether ``before`` ends in half a word that ``after`` completes."""
    if before[-1:] == "\u00ad":
        return bool(after)
    last = before.rsplit(maxsplit=1)[-1] if before.strip() else ""
    return (
        last[-1:] in _HYPHENS
        and len(last) > 2
        and last[-2].isalpha()
        and not any(character in _HYPHENS for character in last[:-1])
        and after[:1].islower()
        and not _is_list_of_halves(after)
    )


def _is_list_of_halves(after: str) -> bool:
    """In ``long- and short-term`` the hyphen stands for a word left out, also at a line's end."""
    return after.split(maxsplit=1)[0] in _CONJUNCTIONS


_CONJUNCTIONS = frozenset("and or to en of und oder és vagy e ou et y o".split())


def _continued(whole: str, text: str) -> str:
    if is_divided(whole, text):
        return whole[:-1] + text
    if whole[-1:] in _HYPHENS and len(whole) > 1 and not whole[-2].isspace() and text[:1].isalnum():
        conjunction = text.split(maxsplit=1)[0] in _CONJUNCTIONS
        return whole + (" " if conjunction else "") + text
    return f"{whole} {text}"
