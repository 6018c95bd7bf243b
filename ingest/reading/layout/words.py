"""Words with their places on a page, gathered into lines."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

_HYPHENS = "-\u00ad\u2010"
_SAME_LINE = 0.3
_RAISED = 0.5
_SMALLER = 0.85
_BULLET_DISTANCE = 2.5
_TOUCHING = 0.15
_TOUCHING_THOUGH_SPACED = 0.04
_COMPOUND = re.compile(r"[^\W\d_]+-[^\W\d_]+")
_BULLET = re.compile(r"[•●○◦▪▫■□◆◇►▶▸‣⁃∙·➢➤✓✔❖\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf02d–—*-]|o(?=$)")
_NUMBERED = re.compile(
    r"(?:\(?\d{1,3}(?:\.\d{1,3}){0,3}[.)]|\d{1,3}(?:\.\d{1,3}){1,3}|\(?[a-zA-Z][.)]|\(?[ivxIVX]{1,5}[.)])"
)


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
        if before is not None and _is_apart(before, word):
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


def _is_apart(before: Word, word: Word) -> bool:
    """Whether white shows between two words; a raised figure touches its word whatever the file says."""
    gap = word.x0 - before.x1
    return gap > (_TOUCHING_THOUGH_SPACED if word.spaced else _TOUCHING) * word.size


def _usual_size(words: Sequence[Word]) -> float:
    """The font size of most letters."""
    letters: Counter[float] = Counter()
    for word in words:
        letters[word.size] += len(word.text)
    return letters.most_common(1)[0][0]


def lines_of(words: Iterable[Word], gap: float) -> list[Line]:
    """The lines of a page or a part of it, top to bottom, cut at white wider than ``gap`` font sizes."""
    return [line_of(piece) for row in rows_of_words(words) for piece in cut_at_gaps(row, gap)]


def with_bullets(words: Sequence[Word], dots: Sequence[tuple[float, float]]) -> list[Word]:
    """The words, with a bullet for each drawn dot (x and y of its middle) just before the first word of a row."""
    bullets: list[Word] = []
    for x, y in dots:
        row = [word for word in words if word.y - 0.1 * word.size <= y <= word.y + 0.75 * word.size]
        after = [word for word in row if 0 < word.x0 - x <= _BULLET_DISTANCE * word.size]
        before = [word for word in row if -_BULLET_DISTANCE * word.size < word.x1 - x <= 0]
        if after and not before:
            first = min(after, key=lambda word: word.x0)
            bullets.append(Word("•", x - 1, x + 1, first.y, first.size))
    return [*words, *bullets]


def joined_lines(texts: Iterable[str], compounds: frozenset[str] = frozenset()) -> str:
    """Lines of one paragraph as running text: a word divided at a line's end is whole again.

    A hyphen goes when letters stand on both sides of it and the next line goes on in lower case; a soft one always.
    It stays in ``compounds``, words that are known to be written with it.
    """
    whole = ""
    for text in texts:
        whole = _continued(whole, text.strip(), compounds) if whole else text.strip()
    return whole.replace("\u00ad", "")


def compounds_in(texts: Iterable[str]) -> frozenset[str]:
    """The words in lower case that the texts write with a hyphen elsewhere than at their ends."""
    return frozenset(found.casefold() for text in texts for found in _COMPOUND.findall(text))


def is_divided(before: str, after: str, compounds: frozenset[str] = frozenset()) -> bool:
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
        and not _keeps_hyphen(last, after.split(maxsplit=1)[0], compounds)
    )


def _keeps_hyphen(half: str, other: str, compounds: frozenset[str]) -> bool:
    """As in ``state-of-the-art``, in known compounds, and in ``long- and short-term``, where a word is left out."""
    if other in _CONJUNCTIONS or any(hyphen in other for hyphen in _HYPHENS):
        return True
    found = _COMPOUND.match(f"{half}{other}".lstrip("(\"'“„«"))
    return found is not None and found[0].casefold() in compounds


_CONJUNCTIONS = frozenset(["and", "or", "to", "en", "of", "und", "oder", "és", "vagy", "e", "ou", "et", "y", "o"])


def _continued(whole: str, text: str, compounds: frozenset[str]) -> str:
    if is_divided(whole, text, compounds):
        return whole[:-1] + text
    if whole[-1:] in _HYPHENS and len(whole) > 1 and not whole[-2].isspace() and text[:1].isalnum():
        conjunction = text.split(maxsplit=1)[0] in _CONJUNCTIONS
        return whole + (" " if conjunction else "") + text
    return f"{whole} {text}"
