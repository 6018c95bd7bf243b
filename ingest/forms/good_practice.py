"""The good practice: the form of the Policy Learning Platform, in whatever shape a region wrote it."""

import re
from collections.abc import Iterable, Mapping

from ingest.forms.action_plan import read_action_plan
from ingest.forms.entries import Entry, Extent, Opening, entries, named_cells, with_headers
from ingest.forms.labels import PracticeLabel, practice_vocabulary
from ingest.forms.lines import Line, Source, Span
from ingest.forms.values import money, timeframe
from ingest.reading.document import ReadDocument
from knowledge.plan import GoodPractice, Quote, Stated

_EXTENTS: Mapping[PracticeLabel, Extent] = {
    **dict.fromkeys(
        (
            PracticeLabel.TITLE,
            PracticeLabel.LINKED,
            PracticeLabel.PROJECT,
            PracticeLabel.COUNTRY,
            PracticeLabel.REGION,
            PracticeLabel.CITY,
            PracticeLabel.TOPIC,
            PracticeLabel.START,
            PracticeLabel.END,
        ),
        Extent.LINE,
    ),
    **dict.fromkeys(
        (
            PracticeLabel.FORM,
            PracticeLabel.INSTITUTION,
            PracticeLabel.LOCATION,
            PracticeLabel.TIMESCALE,
            PracticeLabel.KEYWORDS,
            PracticeLabel.FURTHER_INFORMATION,
        ),
        Extent.LIST,
    ),
}
_OF_NO_OTHER_FORM = frozenset(
    (PracticeLabel.EVIDENCE, PracticeLabel.CHALLENGES, PracticeLabel.TRANSFER, PracticeLabel.RESOURCES)
)
_OF_THE_FORM = _OF_NO_OTHER_FORM | frozenset(
    (
        PracticeLabel.INSTITUTION,
        PracticeLabel.LOCATION,
        PracticeLabel.TOPIC,
        PracticeLabel.SUMMARY,
        PracticeLabel.DETAIL,
        PracticeLabel.TIMESCALE,
        PracticeLabel.KEYWORDS,
    )
)
_OPENING_A_PRACTICE = (PracticeLabel.TITLE, PracticeLabel.INSTITUTION)
_FEWEST_FIELDS = 4
_FEWEST_OF_NO_OTHER_FORM = 2
_YES = re.compile(r"(?:yes|ja|igen|sim)\b(?!\s*\w)", re.IGNORECASE)
_NO = re.compile(r"(?:no|nee|nem|não)\b(?!\s*\w)", re.IGNORECASE)
_TICKED_ANSWER = re.compile(r"(?:[☒☑✓✔]|\[[xX]\])\s*(?P<answer>\w+)")
_BETWEEN_KEYWORDS = re.compile(r"\s*[;,|•]\s*")
_MONTH = len("YYYY-MM")
_LONGEST_TITLE = 200


def read_good_practice(document: ReadDocument, path: str = "") -> GoodPractice | None:
    """The fields of a good practice, of the first one if there are several, or None if the document is not one.

    ``document`` is the one that passages are made of, contact data left out, and ``path`` what quotes call it: their
    places are those in ``extracted(document)``. Field names may be English, Dutch, Hungarian or Portuguese, stand in
    tables, in headings or in front of a colon, and come in any order. What is not stated is None or empty; the author
    and other contact persons are passed over. An action plan that describes practices is no practice.
    """
    source = Source(document, path)
    fields = _fields(entries(with_headers(source.lines, practice_vocabulary()), _opened_by))
    if len(_OF_THE_FORM & fields.keys()) < _FEWEST_FIELDS:
        return None
    if len(_OF_NO_OTHER_FORM & fields.keys()) < _FEWEST_OF_NO_OTHER_FORM or read_action_plan(document) is not None:
        return None

    def value(label: PracticeLabel) -> Quote | None:
        return fields[label].value(source) if label in fields else None

    resources = fields.get(PracticeLabel.RESOURCES)
    time = timeframe(
        fields.get(PracticeLabel.TIMESCALE), fields.get(PracticeLabel.START), fields.get(PracticeLabel.END), source
    )
    return GoodPractice(
        title=value(PracticeLabel.TITLE) or _heading(source),
        institution=value(PracticeLabel.INSTITUTION),
        location=value(PracticeLabel.LOCATION),
        country=value(PracticeLabel.COUNTRY),
        region=value(PracticeLabel.REGION),
        city=value(PracticeLabel.CITY),
        topic=value(PracticeLabel.TOPIC),
        summary=value(PracticeLabel.SUMMARY),
        detail=value(PracticeLabel.DETAIL),
        resources=money(resources, source) if resources else None,
        timescale=time.text if time else None,
        start=_month(time.start) if time else None,
        end=_month(time.end) if time else None,
        ongoing=time.ongoing if time else None,
        evidence=value(PracticeLabel.EVIDENCE),
        challenges=value(PracticeLabel.CHALLENGES),
        transfer=value(PracticeLabel.TRANSFER),
        further_information=value(PracticeLabel.FURTHER_INFORMATION),
        keywords=_keywords(fields.get(PracticeLabel.KEYWORDS), source),
        linked=_linked(value(PracticeLabel.LINKED)),
        project=value(PracticeLabel.PROJECT),
    )


def _opened_by(line: Line) -> list[Opening[PracticeLabel]]:
    return [] if line.is_aside else named_cells(line, practice_vocabulary(), _EXTENTS)


def _fields(found: Iterable[Entry[PracticeLabel]]) -> dict[PracticeLabel, Entry[PracticeLabel]]:
    """The fields that are filled in, of two for the same thing the first, up to where another practice begins."""
    fields: dict[PracticeLabel, Entry[PracticeLabel]] = {}
    for entry in found:
        if _OF_NO_OTHER_FORM & fields.keys() and _begins_another(entry, fields):
            break
        for label in entry.labels:
            if label not in fields and entry.spans():
                fields[label] = entry
    return fields


def _begins_another(entry: Entry[PracticeLabel], fields: Mapping[PracticeLabel, Entry[PracticeLabel]]) -> bool:
    """Whether a heading above those of the fields, or a second title or institution, begins the next practice."""
    if not entry.labels:
        return entry.line is not None and all(entry.level < known.level for known in fields.values())
    return bool(entry.spans()) and entry.labels[0] in fields and entry.labels[0] in _OPENING_A_PRACTICE


def _heading(source: Source) -> Quote | None:
    """The document's own title as a heading at its front, where that is not the name of the form."""
    for line in source.lines:
        if line.is_heading and len(line.text) <= _LONGEST_TITLE:
            openings = _opened_by(line)
            if not openings:
                return source.quoted(line.span) if line.level == 1 or line.text == source.title else None
            if openings[0].name.labels[0] not in (PracticeLabel.FORM, PracticeLabel.TITLE):
                return None
    return None


def _month(stated: Stated[str] | None) -> Stated[str] | None:
    return Stated(stated.value[:_MONTH], stated.quote) if stated else None


def _keywords(entry: Entry[PracticeLabel] | None, source: Source) -> tuple[Quote, ...]:
    spans: list[Span] = entry.spans() if entry else []
    return tuple(source.quoted(piece) for span in spans for piece in span.pieces(_BETWEEN_KEYWORDS))


def _linked(answer: Quote | None) -> Stated[bool] | None:
    if answer is None:
        return None
    ticked = _TICKED_ANSWER.search(answer.text)
    said = ticked["answer"] if ticked else answer.text
    if _YES.match(said):
        return Stated(True, answer)
    return Stated(False, answer) if _NO.match(said) else None
