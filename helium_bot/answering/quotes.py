"""Quotes: where a quote stands in a passage, so that what is cited is always the passage's own words."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from knowledge.sentences import sentences
from knowledge.terms import words

MAX_QUOTE = 1000
"""Characters of the longest quote that is cited."""

MIN_WORDS = 3
"""Words of the shortest quote that can support anything, unless it is most of its passage."""

MAX_JOINED = 500
"""Characters between the first and last word of a quote that leaves words out, for it to be cited as one run."""

_SURE_LETTERS = 20
"""Letters that make a quote unmistakable even where it begins or ends inside a word."""

_ELLIPSIS = re.compile(r"\s*(?:[\[(]\s*(?:\.{3,}|…)\s*[\])]|\.{3,}|…)\s*")
_WRITTEN_WITHOUT_SPACES = r"\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
_WORD = re.compile(rf"[{_WRITTEN_WITHOUT_SPACES}]|[^\W_{_WRITTEN_WITHOUT_SPACES}]+(?:['’][^\W_]+)*")
_PLAIN_SYMBOLS = str.maketrans(
    {**dict.fromkeys("“”„‟«»‹›‘’‚‛`´", '"'), "'": '"', **dict.fromkeys("‐‑‒–—―−", "-"), "<": '"', ">": '"'}
)


@dataclass(frozen=True, slots=True)
class Span:
    """A run of a text: characters ``start`` up to and without ``end``."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The words of ``text`` that the span covers."""
        return text[self.start : self.end]


def locate(quote: str, text: str) -> Span | None:
    """Where ``quote`` stands in ``text``, in whole words; None where it does not.

    Only letters and digits must agree, in their order: spacing, line breaks and hyphenation, letter case, accents and
    the shapes of quotation marks and dashes are forgiven. Where a quote leaves words out (``...``), all its parts must
    stand there in order; it is then the whole run when that is short, else the longest part.
    """
    quote = quote.strip()
    return _exact(quote, text) or _alike(quote, text, 0) or _in_parts(quote, text)


def enough(quote: str, text: str) -> bool:
    """Whether a quote is long enough to support a claim: some words, or most of the passage's ``text``."""
    return count_words(quote) >= MIN_WORDS or 2 * len(_folded(quote).letters) > len(_folded(text).letters) > 0


def count_words(text: str) -> int:
    """The words of a text; a sign counts as one where a script sets no spaces."""
    return len(_WORD.findall(text))


def condensed(span: Span, text: str, claim: str, limit: int = MAX_QUOTE) -> Span:
    """``span``, or where it is longer than ``limit`` characters, the run of its sentences closest to ``claim``."""
    if len(span) <= limit:
        return span
    parts = [Span(span.start + start, span.start + end) for start, end in sentences(span.of(text))]
    wanted = set(words(claim))
    shared = [len(wanted & set(words(part.of(text)))) for part in parts]
    first = last = shared.index(max(shared))
    while last + 1 < len(parts) and shared[last + 1] and parts[last + 1].end - parts[first].start <= limit:
        last += 1
    while first > 0 and shared[first - 1] and parts[last].end - parts[first - 1].start <= limit:
        first -= 1
    return _shortened(Span(parts[first].start, parts[last].end), text, limit)


@dataclass(frozen=True, slots=True)
class _Folded:
    """The letters and digits of a text alone, without case and accents, and the place in the text each came from."""

    letters: str
    origins: tuple[int, ...]


@lru_cache(maxsize=256)
def _folded(text: str) -> _Folded:
    letters: list[str] = []
    origins: list[int] = []
    for at, character in enumerate(text):
        for letter in unicodedata.normalize("NFKD", character).casefold():
            if letter.isalnum():
                letters.append(letter)
                origins.append(at)
    return _Folded("".join(letters), tuple(origins))


def _exact(quote: str, text: str) -> Span | None:
    at = text.find(quote) if _folded(quote).letters else -1
    while at >= 0:
        span = Span(at, at + len(quote))
        if _in_whole_words(span, text):
            return span
        at = text.find(quote, at + 1)
    return None


def _alike(quote: str, text: str, after: int) -> Span | None:
    """Where the letters of ``quote`` stand in ``text``, not before ``after``: first in whole words, else at all."""
    wanted, given = _folded(quote).letters, _folded(text)
    if not wanted:
        return None
    inside_words = None
    at = given.letters.find(wanted)
    while at >= 0:
        span = Span(given.origins[at], given.origins[at + len(wanted) - 1] + 1)
        if span.start >= after:
            if _in_whole_words(span, text):
                return _with_symbols(quote, text, _widened(span, text))
            inside_words = inside_words or span
        at = given.letters.find(wanted, at + 1)
    return _widened(inside_words, text) if inside_words and len(wanted) >= _SURE_LETTERS else None


def _in_parts(quote: str, text: str) -> Span | None:
    parts = [part for part in _ELLIPSIS.split(quote) if _folded(part).letters]
    if len(parts) < 2:
        return None
    spans: list[Span] = []
    for part in parts:
        span = _alike(part, text, spans[-1].end if spans else 0)
        if span is None:
            return None
        spans.append(span)
    whole = Span(spans[0].start, spans[-1].end)
    return whole if len(whole) <= MAX_JOINED else max(spans, key=len)


def _with_symbols(quote: str, text: str, span: Span) -> Span:
    """``span`` with the signs before the first and after the last letter of the quote, where the text has them too."""
    signs = [character for character in quote if not character.isspace()]
    lettered = [at for at, sign in enumerate(signs) if sign.isalnum()]
    start, end = span.start, span.end
    for sign in reversed(signs[: lettered[0]]):
        at = start - 1
        while at >= 0 and text[at].isspace():
            at -= 1
        if at < 0 or not _same_sign(sign, text[at]):
            break
        start = at
    for sign in signs[lettered[-1] + 1 :]:
        at = end
        while at < len(text) and text[at].isspace():
            at += 1
        if at == len(text) or not _same_sign(sign, text[at]):
            break
        end = at + 1
    return Span(start, end)


def _same_sign(one: str, other: str) -> bool:
    return one.translate(_PLAIN_SYMBOLS) == other.translate(_PLAIN_SYMBOLS)


def _in_whole_words(span: Span, text: str) -> bool:
    return not _inside_word(span.start, text) and not _inside_word(span.end, text)


def _widened(span: Span, text: str) -> Span:
    """``span`` grown to whole words."""
    start, end = span.start, span.end
    while _inside_word(start, text):
        start -= 1
    while _inside_word(end, text) or (end < len(text) and unicodedata.combining(text[end])):
        end += 1
    return Span(start, end)


def _inside_word(at: int, text: str) -> bool:
    """Whether the place between two characters is inside a word, of a script that sets words apart."""
    if not 0 < at < len(text):
        return False
    pair = text[at - 1 : at + 1]
    return pair.isalnum() and not re.search(f"[{_WRITTEN_WITHOUT_SPACES}]", pair)


def _shortened(span: Span, text: str, limit: int) -> Span:
    """The beginning of a span that is longer than ``limit``, up to the end of a word."""
    if len(span) <= limit:
        return span
    kept = text[span.start : span.start + limit]
    at_word = kept.rsplit(maxsplit=1)[0] if any(character.isspace() for character in kept.strip()) else kept
    return Span(span.start, span.start + len(at_word.rstrip()))
