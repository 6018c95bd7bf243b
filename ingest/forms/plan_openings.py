"""What a line of an action plan opens: one of the three parts, an action, or a field."""

import re
from collections.abc import Mapping
from dataclasses import replace

from ingest.forms.amounts import sums
from ingest.forms.dates import dates
from ingest.forms.entries import Extent, Opening, named_cells
from ingest.forms.labels import Name, PlanLabel, plan_vocabulary
from ingest.forms.letters import pattern, unaccented
from ingest.forms.lines import Line, Span

_PARTS = {"i": PlanLabel.PART_ONE, "ii": PlanLabel.PART_TWO, "iii": PlanLabel.PART_THREE}
_ROMAN = {"1": "i", "2": "ii", "3": "iii"}
_PART = pattern(
    r"\W*(?:(?:part|deel|parte)\s+(?P<after>i{1,3}|[123])|(?P<before>i{1,3}|[123])\.?\s*(?:rész|fejezet))(?![\w-])"
    r"(?P<rest>.*)",
)
_BORDER = re.compile(r"\s*(?:[:.–—|(-].*)?")
_WORD = r"(?:action|actie|maatregel|measure|intézkedés|akció|a[cç]{1,2}[aã]o|medida)"
_COUNT_WORD = r"(?:(?:no|nr|n)\.?\s?º?|number|nummer|número|#)?"
_ROMAN_NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_NUMERAL = rf"(?P<number>\d{{1,2}}|{'|'.join(_ROMAN_NUMERALS)})"
_NOT_SEVERAL = r"(?!\w|[.,]\d|\s?%|\s*(?:[-–—/&+]|to|and|tot|en|és|a|e)\s*\d)"
_CHAPTER = r"\W*(?:\d{1,2}(?:\.\d{1,2})*[.)]?\s+)?"
_NUMBERED = pattern(
    rf"{_CHAPTER}{_WORD}\s*{_COUNT_WORD}\s*A?{_NUMERAL}{_NOT_SEVERAL}(?:\s*/\s*{_WORD}\s*\d{{1,2}}(?!\w))?(?P<rest>.*)",
)
_ORDINAL = pattern(
    rf"\W*{_NUMERAL}(?:\.?\s*(?:sz\.|számú|st|nd|rd|th)|\.(?=\s*(?:intézkedés|akció)))\s*{_WORD}(?!\w)(?P<rest>.*)",
)
_CODE = re.compile(r"A(?P<number>\d{1,2})(?P<rest>\s*[:.–—|-]\s.*|)")
_TITLE = re.compile(r"\s*(?P<mark>[:.–—-]*)\s*(?P<title>.*)", re.DOTALL)
_LINE_OF_CONTENTS = re.compile(r"(?:\.{4,}|…{2,}|(?:\s\.){4,})\s*\d+$")
_LONGEST_TITLE = 300
_LONGEST_PART = 120

_EXTENTS: Mapping[PlanLabel, Extent] = {
    **dict.fromkeys(
        (
            PlanLabel.PLAN_TITLE,
            PlanLabel.TITLE,
            PlanLabel.PROJECT,
            PlanLabel.COUNTRY,
            PlanLabel.REGION,
            PlanLabel.NUTS2,
            PlanLabel.INSTRUMENT,
            PlanLabel.DATE,
            PlanLabel.SIGNED,
            PlanLabel.ACTION_TITLE,
            PlanLabel.ACTION_NUMBER,
            PlanLabel.START,
            PlanLabel.END,
        ),
        Extent.LINE,
    ),
    **dict.fromkeys(
        (
            PlanLabel.PART_ONE,
            PlanLabel.PART_THREE,
            PlanLabel.PARTNERS,
            PlanLabel.OTHER_PARTNERS,
            PlanLabel.INSTRUMENT_KIND,
            PlanLabel.STAKEHOLDERS,
            PlanLabel.TIMEFRAME,
            PlanLabel.COSTS,
            PlanLabel.FUNDING,
        ),
        Extent.LIST,
    ),
}


def opened_by(line: Line) -> list[Opening[PlanLabel]]:
    """The part, the action and the fields that a line of an action plan opens, in order; none for most lines.

    Lines of a table of contents open nothing.
    """
    if line.is_aside or _LINE_OF_CONTENTS.search(line.text[-_LONGEST_TITLE:]):
        return []
    part = _part(line)
    if part is not None:
        return [part]
    action = numbered_action(line.cells[0], firm=line.is_heading or line.is_row)
    if action is not None and not _under_action_column(line):
        return _with_field(line, action)
    return named_cells(line, plan_vocabulary(), _EXTENTS)


def numbered_action(span: Span, *, firm: bool) -> Opening[PlanLabel] | None:
    """An action's number and title in "Action 2: Title"; None for anything else.

    ``firm`` is for headings and cells, where no sign need stand between the number and the title. In running text
    "Action 1 costs EUR 5" is a sentence.
    """
    if len(span.text) > _LONGEST_TITLE + _LONGEST_PART:
        return None
    plain = unaccented(span.text)
    found = _NUMBERED.fullmatch(plain) or _ORDINAL.fullmatch(plain) or (_CODE.fullmatch(plain) if firm else None)
    if found is None:
        return None
    rest = _TITLE.fullmatch(found["rest"])
    title = span.part(found.start("rest") + (rest.start("title") if rest else 0))
    if title.text and not (rest and _may_be_title(title.text, rest["mark"], firm=firm)):
        return None
    name = Name((PlanLabel.NUMBERED_ACTION,), number=_number(found["number"]))
    return Opening(name, span.part(0, found.start("rest")), title, Extent.TEXT)


def _number(numeral: str) -> int:
    return int(numeral) if numeral.isdecimal() else _ROMAN_NUMERALS.index(numeral.upper()) + 1


def _may_be_title(title: str, mark: str, *, firm: bool) -> bool:
    if len(title) > _LONGEST_TITLE or not _says_something(title):
        return False
    return bool(firm or (mark and mark != "." and not re.search(r"[.!?]\s+\S", title)))


def _says_something(title: str) -> bool:
    """Whether words are left of a would-be title once sums and dates are taken out of it."""
    spans = [
        *((found.start, found.end) for found in sums(title, "")),
        *((found.start, found.end) for found in dates(title, "")),
    ]
    for start, end in spans:
        title = title[:start] + " " * (end - start) + title[end:]
    return re.search(r"[^\W\d_]{2}", title) is not None


def _part(line: Line) -> Opening[PlanLabel] | None:
    found = _PART.fullmatch(unaccented(line.text)) if len(line.text) <= _LONGEST_PART else None
    if found is None:
        return None
    if not line.is_heading and (not _BORDER.fullmatch(found["rest"]) or line.text.rstrip().endswith((".", ";"))):
        return None
    number = (found["after"] or found["before"]).lower()
    label = _PARTS[_ROMAN.get(number, number)]
    return Opening(Name((label,)), line.span, line.span.nothing, _EXTENTS.get(label, Extent.TEXT))


def _under_action_column(line: Line) -> bool:
    """Whether the row stands in a table with an action to a row, whose columns are fields."""
    known = {name.labels for column in line.header if (name := plan_vocabulary().find(column)) is not None}
    return len(known) > 1


def _with_field(line: Line, action: Opening[PlanLabel]) -> list[Opening[PlanLabel]]:
    """The action with its title from the next cell, or with the field in the title's place ("Action 1: Costs")."""
    if len(line.cells) > 1 and not action.value.text:
        title = line.cells[1]
        if title.text and (len(title.text) > _LONGEST_TITLE or not _says_something(title.text)):
            return []
        return [replace(action, value=title)]
    field = plan_vocabulary().find(action.value.text) if action.value.text else None
    if field is None:
        return [action]
    nothing = action.value.nothing
    extent = _EXTENTS.get(field.labels[0], Extent.TEXT)
    return [replace(action, value=nothing), Opening(field, action.value, nothing, extent)]
