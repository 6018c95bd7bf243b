"""What the words of a field come to: quotes, sums of money, dates."""

from collections.abc import Iterator

from ingest.forms.amounts import currency_in, sums
from ingest.forms.entries import Entry
from ingest.forms.labels import Label
from ingest.forms.lines import Source, Span, items
from ingest.forms.timeframes import Moment, going_on, moment, stretch
from ingest.reading.document import CELL_SEPARATOR
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
    """What a field lists: the rows of its table, or its lines, each cut at semicolons."""
    return tuple(
        source.quoted(item)
        for span in entry.spans()
        for item in ([span] if CELL_SEPARATOR in span.text else items(span))
    )


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
    """The sums in a field, cell by cell where it is a table."""
    language = language_of(entry, source)
    for cell, currency in _cells(entry):
        for found in sums(cell.text, language, currency):
            if found.currency or entry.is_one_cell:
                quote = source.quote(cell.start + found.start, cell.start + found.end)
                yield Amount(found.value, found.currency, quote)


def _cells(entry: Entry[Label]) -> Iterator[tuple[Span, str]]:
    """The value's lines and cells, each with the currency that a bare number in it is in.

    That is the one which the column's header names, else the one in the field's name ("Costs (EUR)"). The latter goes
    for a line by itself and for what stands last in a row of two, since other columns may count something else.
    """
    if entry.opening is None or entry.line is None:
        return
    named = currency_in(f"{entry.opening.words.text} {entry.opening.column}")
    value = entry.opening.value
    if value.text:
        beside = [cell for cell in entry.line.cells if entry.line.is_row and value.start <= cell.start < value.end]
        for cell in beside or [value]:
            yield cell, named if len(beside) < 2 else ""
    for line in entry.body:
        columns = [*line.header, *("" for _ in line.cells)]
        filled = [cell for cell in line.cells if cell.text and not line.is_aside]
        for cell, column in zip(line.cells, columns, strict=False):
            last_of_two = cell is line.cells[-1] and len(filled) <= 2
            if cell.text and not line.is_aside:
                yield cell, currency_in(column) or (named if last_of_two else "")
