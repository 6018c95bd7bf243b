"""Policy instruments: which kind an action plan ticks, and what it calls the instrument."""

import re
from collections.abc import Iterable, Iterator

from ingest.forms.labels import names_a_plan
from ingest.forms.letters import pattern, unaccented
from ingest.forms.lines import Line, Span
from knowledge.plan import InstrumentKind
from knowledge.sentences import sentences

_KINDS = {
    InstrumentKind.GROWTH_JOBS: pattern(
        r"growth\s+(?:and|&)\s+jobs|growth and employment|groei en (?:werkgelegenheid|banen)|"
        r"növekedés\w*\s+és\s+(?:a\s+)?(?:foglalkoztat|munkahely)\w*|crescimento e (?:d?[eo]\s+)?emprego",
    ),
    InstrumentKind.ETC: pattern(
        r"territorial co-?operation|\bETC\b|territoriale samenwerking|területi együttműköd\w*|cooperação territorial",
    ),
    InstrumentKind.OTHER: pattern(
        r"\b(?:an)?other (?:(?:regional|local|national|development) ){0,3}(?:policy )?(?:instrument|programme)|"
        r"\b(?:ander|overig)e? (?:\w+ ){0,2}(?:beleids)?instrument|"
        r"\b(?:egyéb|más|másik) (?:\w+ ){0,3}(?:eszköz|program)|\bn?outros? instrumentos?",
    ),
}
_TICKED = r"[☒☑✓✔✗✘🗹🗷🗸✅]|\[\s*[xX✓]\s*\]|\(\s*[xX✓]\s*\)"
_EMPTY = r"[☐□❏❑◻▢○🞎]|\[\s*\]|\(\s*\)"
_MARK = re.compile(rf"(?P<ticked>{_TICKED})|{_EMPTY}")
_CROSS = re.compile(r"(?:x|X|✓|✔|yes|ja|igen|sim)\.?")

_AIM = pattern(
    r"\baims? (?:to (?:impact|influence|improve|change)|at)|\b(?:wil|beoogt|heeft)\b.{0,20}\binvloed|\bricht zich op|"
    r"\bkíván|\bcélja|befolyásol|\b(?:pretende|visa)\b",
)
_NAMED = tuple(
    pattern(expression)
    for expression in (
        r"\bname of the policy instruments?\b[^.]*?\bis\s+(?:called\s+)?(?:the\s+)?(?P<name>\S.*)",
        r"\bpolicy instrument\b[^.]*?\bis called\s+(?:the\s+)?(?P<name>\S.*)",
        r"\bbeleidsinstrument\b[^.]*?\bheet\s+(?:het\s+|de\s+)?(?P<name>\S.*)",
        r"\bnaam van het beleidsinstrument\b[^.]*?\bis\s+(?:het\s+|de\s+)?(?P<name>\S.*)",
        r"\bszakpolitikai eszköz\w*\s+neve:?\s+(?:az?\s+)?(?P<name>\S.*)",
        r"\binstrumento (?:de política|político)\b[^.]*?\b(?:chama|denomina|designa)-se\s+(?:[oa]\s+)?(?P<name>\S.*)",
        r"\bnome do instrumento (?:de política|político)\b[^.]*?\bé\s+(?:[oa]\s+)?(?P<name>\S.*)",
    )
)
_NEXT_CLAUSE = pattern(r",? (?:which|that|and (?:is|it|its|was)|die|dat|en (?:is|wordt)|amely|és ez|que|e (?:é|foi))\b")
_LONGEST_NAME = 200


def ticked_kind(lines: Iterable[Line]) -> tuple[InstrumentKind, Span] | None:
    """The one kind of instrument that is ticked, and the words of that option; None if none or several are."""
    ticked = [option for line in lines for option in _ticked_options(line)]
    kinds = {kind: span for span in ticked for kind in kinds_in(span.text)}
    return kinds.popitem() if len(kinds) == 1 else None


def kinds_in(text: str) -> list[InstrumentKind]:
    """The kinds of instrument that a text names."""
    plain = unaccented(text)
    return [kind for kind, words in _KINDS.items() if words.search(plain)]


def is_option(line: Line) -> bool:
    """Whether a line is a kind of instrument with its box to tick."""
    return _MARK.search(line.text) is not None and bool(kinds_in(line.text))


def stated_kind(text: str) -> InstrumentKind | None:
    """The kind in a field's value or a sentence without boxes, if it names one only."""
    kinds = kinds_in(text)
    return kinds[0] if len(kinds) == 1 and not _MARK.search(text) else None


def aims(sentence: str) -> InstrumentKind | None:
    """The kind of instrument in a sentence such as "The action plan aims to impact a growth and jobs programme."."""
    return stated_kind(sentence) if names_a_plan(sentence) and _AIM.search(unaccented(sentence)) else None


def instrument_named(sentence: Span) -> Span | None:
    """The instrument's name in a sentence such as "The name of the policy instrument is Sample Fund."."""
    plain = unaccented(sentence.text)
    for named in _NAMED:
        found = named.search(plain)
        if found is not None:
            name = sentence.part(found.start("name"))
            clause = _NEXT_CLAUSE.search(unaccented(name.text))
            name = name.part(0, clause.start() if clause else len(name.text))
            name = name.part(0, len(name.text.rstrip(" .;")))
            return name if name.text and len(name.text) <= _LONGEST_NAME else None
    return None


def sentences_of(span: Span) -> Iterator[Span]:
    """The sentences of a line."""
    for start, end in sentences(span.text):
        yield span.part(start, end)


def _ticked_options(line: Line) -> Iterator[Span]:
    """The options ticked on a line, each with its mark: boxes stand before their options, or all behind them."""
    marks = list(_MARK.finditer(line.text))
    if not marks:
        if line.is_row and len(line.cells) == 2 and any(_CROSS.fullmatch(cell.text) for cell in line.cells):
            yield line.span
        return
    behind = bool(re.search(r"\w", line.text[: marks[0].start()])) and not re.search(
        r"\w", line.text[marks[-1].end() :]
    )
    for index, mark in enumerate(marks):
        if not mark["ticked"]:
            continue
        if behind:
            yield line.span.part(marks[index - 1].end() if index else 0, mark.end())
        else:
            after = marks[index + 1].start() if index + 1 < len(marks) else len(line.text)
            yield line.span.part(mark.start(), after)
