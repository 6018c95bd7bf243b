"""What the words of a field come to: quotes, sums of money, dates."""

from collections.abc import Iterator

from ingest.forms.amounts import currency_in, sums
from ingest.forms.entries import Entry
from ingest.forms.labels import Label
from ingest.forms.lines import Source, Span, items
from ingest.forms.timeframes import Moment, going_on, moment, stretch
from knowledge.plan import Amount, Money, Quote, Stated, Timeframe

_DECIMAL_COMMA = ("nl", "hu", "pt")


def language_of(entry: Entry[Label], source: Source) -> str:
    """The language (ISO 639-1) to read a field's numbers and dates in, or empty where the evidence is at odds.

    A Dutch, Hungarian or Portuguese field name tells more than the document's properties, which often are the word
    processor's own; an English one may stand in the template of a plan in another language.
    """
    if not entry.language or not source.language or entry.language in _DECIMAL_COMMA:
        return entry.language or source.language
    return entry.language if entry.language == source.language else ""


def listed(entry: Entry[Label], source: Source) -> tuple[Quote, ...]:
    """What a field lists: its lines, each cut at semicolons."""
    return tuple(source.quoted(item) for span in entry.spans() for item in items(span))


def money(entry: Entry[Label], source: Source) -> Money | None:
    """A field on money, with every sum in it."""
    text = entry.value(source)
    return Money(text, tuple(_amounts(entry, source))) if text else None


def timeframe(
    whole: Entry[Label] | None, start: Entry[Label] | None, end: Entry[Label] | None, source: Source
) -> Timeframe | None:
    """The field on time, or those on start and end where the form has them apart, with the dates they state."""
    found = _of_one_field(whole, source) if whole else None
    first = _moment(start, source) if start else None
    last = _moment(end, source) if end else None
    quotes = [quote for entry in (start, end) if entry and (quote := entry.value(source)) is not None]
    if found is None and not quotes:
        return None
    text = found.text if found else source.quote(min(q.start for q in quotes), max(q.end for q in quotes))
    ongoing = _ongoing(end, source) if end else None
    return Timeframe(
        text,
        first or (found.start if found else None),
        last or (found.end if found else None),
        ongoing or (found.ongoing if found else None),
    )


def _of_one_field(entry: Entry[Label], source: Source) -> Timeframe | None:
    text = entry.value(source)
    if text is None:
        return None
    found = stretch(text.text, language_of(entry, source))
    return Timeframe(
        text,
        _stated(found.start, text, source),
        _stated(found.end, text, source),
        source.quote(text.start + found.ongoing[0], text.start + found.ongoing[1]) if found.ongoing else None,
    )


def _moment(entry: Entry[Label], source: Source) -> Stated[str] | None:
    text = entry.value(source)
    return _stated(moment(text.text, language_of(entry, source)), text, source) if text else None


def _ongoing(entry: Entry[Label], source: Source) -> Quote | None:
    text = entry.value(source)
    place = going_on(text.text) if text else None
    return source.quote(text.start + place[0], text.start + place[1]) if text and place else None


def _stated(found: Moment | None, text: Quote, source: Source) -> Stated[str] | None:
    if found is None:
        return None
    return Stated(found.value, source.quote(text.start + found.start, text.start + found.end))


def _amounts(entry: Entry[Label], source: Source) -> Iterator[Amount]:
    """The sums in a field. A bare number is one where it is all the field says, or where its column or its label names the
    currency."""
    language = language_of(entry, source)
    named = currency_in(f"{entry.opening.words.text} {entry.opening.column}") if entry.opening else ""
    pieces = list(_pieces(entry))
    for piece, column in pieces:
        for found in sums(piece.text, language, currency_in(column) or named):
            if found.currency or len(pieces) == 1:
                quote = source.quote(piece.start + found.start, piece.start + found.end)
                yield Amount(found.value, found.currency, quote)


def _pieces(entry: Entry[Label]) -> Iterator[tuple[Span, str]]:
    """The value in pieces that a sum cannot reach beyond, cells of a table row with their column's header."""
    if entry.opening and entry.opening.value.text:
        value = entry.opening.value
        cells = [cell for cell in entry.line.cells if value.start <= cell.start < value.end] if entry.line else []
        for cell in cells if entry.line and entry.line.is_row else [value]:
            yield cell, ""
    for line in entry.body:
        headers = [*line.header, *("" for _ in line.cells)]
        for cell, header in zip(line.cells, headers, strict=False):
            if cell.text and not line.is_aside:
                yield cell, header
