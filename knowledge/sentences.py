"""Sentence borders in any of the languages the documents are written in."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from knowledge.function_words import languages_of

# A stop, the quotes, brackets and note marks that close with it (some sources write '' apart), then white space.
_STOP = re.compile(r"""(?<![.!?…;])(?P<mark>[.!?…;]++)(?:['"’”»)\]]|\[\d{1,3}\]|\ ''(?=\s))*+(?=\s)""")
_LINE_BREAK = re.compile(r"(?<![ \t])[ \t]*+\n[ \t]*+(?P<blank>\n\s*+)?")
_OPENING = " \t\n\"'`“”„«‘’([¿¡*_–—-"
_BULLET = re.compile(r"(?:[-–—•*·▪◦]|\(?(?:\d{1,3}|[a-zA-Z])[.)])\s")
_ENUMERATOR = re.compile(r"(?:^|\n)[ \t]*\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})(?:\.\d{1,3})*$")
_LAST_WORD = re.compile(r"\S+$")
_TRAIN = re.compile(r"(?:\w\.){1,4}\w")

# Written before a word that belongs to them, so they never end a sentence.
_LEADING = """
    al ass bijv bijz blz bl bv bzw ca cca cf d.h d.w.z dhr dl dna doc dr dra drs e.g ed eds egr eng ex exmo exma fr gen
    gl gov hr i.e i.v.m ill ing inkl int ir kb lic m.a.w m.b.t m.i.v m.n maj mej mevr mgr mr mrs ms mt mw nl o.a o.b.v
    o.l.v p.ej p.ex p.es pf pl pr prof prov resp sen sig sign sr sra sres sta ste sto str t.a.v t.g.v t.o.v u.a v.d.a
    vgl viz vs z.b z.t π.χ δηλ κ.ά αρ βλ σελ
"""
# Likewise, but only before a number: "no. 5" is one, "The answer is no." is not.
_BEFORE_NUMBER = """
    abs abb afb alin app apr arr art artt aug bd bek c cap cl dec déc ed eq feb fev févr fig figs hfst jan jul jun kap
    lid ln mar n nº no nos nov nr nrs núm num oct okt old op p pag pág pp pt par para rev s sec sect sep sept set st sz
    szept tab tel v ver vol zb έτ χιλ
"""
# These stand before a name as well as at the end of a sentence; the next word tells.
_BEFORE_NAME_OR_END = "st inc ltd co corp jr plc zrt kft nyrt bt rt bros dept univ est approx"
_ORDINAL_FOLLOWS = "am der die das dem den des im vom zum zur ab bis seit jeder jede artikel"
_MONTHS = """
    january february march april may june july august september october november december jan feb mar apr jun jul aug
    sep sept oct nov dec januar februar märz mai juni juli oktober dezember mär okt dez januari februari maart mei
    augustus január február március április május június július augusztus szeptember október
"""


def sentences(text: str) -> list[tuple[int, int]]:
    """Where each sentence of ``text`` starts and ends: half-open spans in order, without the white space around them.

    Abbreviations ("e.g.", "bijv.", "pl.", "S.A."), initials, decimals, dates and ordinals do not end a sentence. A
    blank line always ends one; a single line break does unless the line was plainly wrapped in mid-sentence.
    """
    spans = []
    start = 0
    for border in sorted({*_stops(text), *_line_ends(text), len(text)}):
        piece = text[start:border]
        trimmed = piece.strip()
        if trimmed:
            begin = start + len(piece) - len(piece.lstrip())
            spans.append((begin, begin + len(trimmed)))
        start = border
    return spans


def _stops(text: str) -> Iterator[int]:
    for found in _STOP.finditer(text):
        before = text[max(0, found.start() - 80) : found.start()]
        after = text[found.end() : found.end() + 80]
        if _ends_sentence(before, found["mark"], after):
            yield found.end()


def _ends_sentence(before: str, mark: str, after: str) -> bool:
    following = after.lstrip(_OPENING)
    next_word = following.split(maxsplit=1)[0] if following.strip() else ""
    if not next_word:
        return "\n" not in after and bool(mark.strip(";"))
    if not _may_start(next_word):
        return False
    if mark == ";":
        return _is_greek(before[-12:])
    return mark != "." or not _stop_belongs_to_word(before, next_word)


def _stop_belongs_to_word(before: str, next_word: str) -> bool:
    found = _LAST_WORD.search(before)
    if found is None:
        return False
    if _ENUMERATOR.search(before):
        return True
    word = found.group().lstrip("\"'“„«‘([¿¡")
    folded = word.lower()
    if word.isdigit():
        return _number_goes_on(word, before[: found.start()], next_word)
    if folded in _words(_LEADING):
        return True
    if next_word[0].isdigit() and folded in _words(_BEFORE_NUMBER):
        return True
    if len(word) == 1 and word.isalpha():
        return len(next_word) == 1 or not _opens_clause(next_word)
    if folded in _words(_BEFORE_NAME_OR_END) or _TRAIN.fullmatch(word):
        return not _opens_clause(next_word)
    return False


def _number_goes_on(number: str, before: str, next_word: str) -> bool:
    """Whether "26." goes on: a date ("26. September", "2018. 09. 26.") or an ordinal ("der 5. Sitzung")."""
    if next_word[0].isdigit():
        return True
    if next_word.rstrip(".,;").lower() in _words(_MONTHS):
        return True
    previous = before.split()[-1:]
    return len(number) <= 2 and bool(previous) and previous[0].lower() in _words(_ORDINAL_FOLLOWS)


@cache
def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


def _may_start(word: str) -> bool:
    """A sentence starts with a capital, a digit, a caseless letter or a name like "eHealth"; not with punctuation."""
    first = word[0]
    return first.isdigit() or (first.isalpha() and (not first.islower() or any(map(str.isupper, word))))


def _opens_clause(word: str) -> bool:
    """Whether the word is one that little but a new clause would begin with: "The", "Het", "Az"."""
    return bool(languages_of(word.lower().rstrip(",;:'’")))


def _is_greek(text: str) -> bool:
    return any("Ͱ" <= character <= "Ͽ" or "ἀ" <= character <= "῿" for character in text)


def _line_ends(text: str) -> Iterator[int]:
    """Line breaks that end a sentence, paragraph by paragraph."""
    paragraph: list[tuple[int, int]] = []
    start = 0
    for found in _LINE_BREAK.finditer(text):
        paragraph.append((start, found.start()))
        start = found.end()
        if found["blank"]:
            yield from _hard_breaks(text, paragraph)
            yield found.end()
            paragraph = []
    paragraph.append((start, len(text)))
    yield from _hard_breaks(text, paragraph)


def _hard_breaks(text: str, lines: list[tuple[int, int]]) -> Iterator[int]:
    if len(lines) < 2:
        return
    width = max(end - start for start, end in lines)
    wrapped = [_would_not_fit(text, line, after, width) for line, after in pairwise(lines)]
    whole_is_wrapped = len(lines) > 2 and width <= 120 and all(wrapped)
    for fits_wrapping, (line, after) in zip(wrapped, pairwise(lines), strict=True):
        if not _runs_on(text[slice(*line)], text[slice(*after)], fits_wrapping, whole_is_wrapped):
            yield after[0]


def _would_not_fit(text: str, line: tuple[int, int], after: tuple[int, int], width: int) -> bool:
    """Whether the line was broken because the next line's first word had no room on it."""
    first_word = text[slice(*after)].split(" ", 1)[0]
    return width >= 30 and line[1] - line[0] + 1 + len(first_word) > width


def _runs_on(line: str, after: str, fits_wrapping: bool, whole_is_wrapped: bool) -> bool:
    if not line or not after or " | " in line or " | " in after or _BULLET.match(after):
        return False
    if line.endswith((".", "!", "?", ":", ";", "…")):
        # The stop itself was judged before; here only "dr.\nJansen" in wrapped text runs on.
        return whole_is_wrapped and not line.endswith((":", ";"))
    if line.endswith((",", "-")) or (len(line) >= 30 and _opens_clause(line.rsplit(" ", 1)[-1])):
        return True
    return (fits_wrapping and after[0].islower()) or whole_is_wrapped
