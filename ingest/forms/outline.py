"""The outline of an action plan: which entries belong to the plan and which to which action."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ingest.forms.entries import Entry, Opening
from ingest.forms.labels import PlanLabel, filled_in, without_number
from ingest.forms.lines import Line, Source, Span
from ingest.forms.plan_openings import numbered_action
from knowledge.plan import Quote

DETAILS = frozenset(
    (
        PlanLabel.BACKGROUND,
        PlanLabel.ACTIVITIES,
        PlanLabel.STAKEHOLDERS,
        PlanLabel.TIMEFRAME,
        PlanLabel.START,
        PlanLabel.END,
        PlanLabel.COSTS,
        PlanLabel.FUNDING,
    )
)
"""The fields of an action, its number and title apart."""

_PARTS = (PlanLabel.PART_ONE, PlanLabel.PART_TWO, PlanLabel.PART_THREE)
_CLOSING = (PlanLabel.ENDORSEMENT, PlanLabel.SIGNED, PlanLabel.DATE, PlanLabel.SIGNATURE)
_BARE_NUMBER = re.compile(r"A?(?P<number>\d{1,2})\.?")
_NUMBER_AND_TITLE = re.compile(r"(?:A(?P<code>\d{1,2})[.:)]?|(?P<number>\d{1,2})[.:)])\s+(?P<title>\D.*)")
_LONGEST_TITLE = 300
_LONGEST_TITLE_BELOW = 200


@dataclass(frozen=True, slots=True)
class Numeral:
    """An action's number and the words that state it."""

    value: int
    span: Span


@dataclass(slots=True)
class Draft:
    """An action while its entries are gathered. ``announced`` says whether the plan itself calls it an action."""

    level: int
    announced: bool
    number: Numeral | None = None
    title: Span | None = None
    details: dict[PlanLabel, Entry[PlanLabel]] = field(default_factory=dict)

    def add(self, entry: Entry[PlanLabel]) -> None:
        """Keeps a detail that is filled in; of two for the same field the first one."""
        for label in entry.labels:
            if label not in self.details and entry.spans():
                self.details[label] = entry

    def is_action(self, *, in_part_three: bool) -> bool:
        """Whether there is enough of it: an announced action needs a title or a field, another one several fields."""
        if self.announced:
            return bool(self.details) or (self.number is not None and self.title is not None)
        return len(self.details) > 1 and (in_part_three or PlanLabel.ACTIVITIES in self.details)


@dataclass(slots=True)
class Outline:
    """An action plan's entries in their places.

    ``fields`` are those of the plan itself by label, ``policy_lines`` the lines without a name in Part II,
    ``other_lines`` those elsewhere outside the actions. ``parts`` are the headings of Parts I to III that were found.
    """

    fields: dict[PlanLabel, list[Entry[PlanLabel]]] = field(default_factory=dict)
    policy_lines: list[Line] = field(default_factory=list)
    other_lines: list[Line] = field(default_factory=list)
    actions: list[Draft] = field(default_factory=list)
    parts: set[PlanLabel] = field(default_factory=set)

    def value(self, label: PlanLabel, source: Source) -> Quote | None:
        """The words of a field of the plan; where it stands several times, of the first that is filled in."""
        values = (entry.value(source) for entry in self.fields.get(label, ()))
        return next((value for value in values if value is not None), None)

    def is_filled_in(self, label: PlanLabel) -> bool:
        """Whether a field of the plan has a value."""
        return any(entry.spans() for entry in self.fields.get(label, ()))

    def field_lines(self) -> list[Line]:
        """The lines of the plan's own fields, that with the name included."""
        found = (entry for entries in self.fields.values() for entry in entries)
        return [line for entry in found for line in (entry.line, *entry.body) if line is not None]


def outline(found: Iterable[Entry[PlanLabel]]) -> Outline:
    """The entries of a document sorted into those of the plan and those of its actions."""
    sorter = _Sorter()
    for entry in found:
        sorter.add(entry)
    return sorter.finished()


class _Sorter:
    """Goes through the entries once and remembers where in the plan it is."""

    def __init__(self) -> None:
        self._outline = Outline()
        self._part: PlanLabel | None = None
        self._policy_level: int | None = None
        self._action: Draft | None = None
        self._heading: Line | None = None
        self._before: Entry[PlanLabel] | None = None

    def add(self, entry: Entry[PlanLabel]) -> None:
        """Takes in the next entry."""
        if entry.line is None or entry.opening is None:
            self._add_unnamed(entry)
        else:
            self._add_named(entry, entry.line, entry.opening)
        self._before = entry

    def finished(self) -> Outline:
        """The outline of all entries taken in."""
        in_part_three = PlanLabel.PART_THREE in self._outline.parts
        announced = any(action.announced for action in self._outline.actions)
        self._outline.actions = [
            action
            for action in self._outline.actions
            if action.is_action(in_part_three=in_part_three) and (action.announced or not announced)
        ]
        return self._outline

    def _add_unnamed(self, entry: Entry[PlanLabel]) -> None:
        action = self._action
        if entry.line is not None:
            if self._policy_level is not None and entry.level <= self._policy_level:
                self._part = self._policy_level = None
            if action and not action.title and not action.details and entry.level >= action.level:
                action.title = entry.line.span  # "ACTION 1", and its title as a heading of its own.
                return
            if action and entry.level <= action.level:
                self._action = None
            if self._action is None:
                self._heading = entry.line
        if self._action is None:
            self._keep_lines(entry)

    def _add_named(self, entry: Entry[PlanLabel], line: Line, opening: Opening[PlanLabel]) -> None:
        label = opening.name.labels[0]
        if label in _PARTS:
            self._begin_part(label, entry)
        elif label is PlanLabel.NUMBERED_ACTION:
            self._add_numbered_action(entry, line, opening)
        elif label in (PlanLabel.ACTION, PlanLabel.ACTION_TITLE, PlanLabel.ACTION_NUMBER, PlanLabel.TITLE):
            self._add_named_action(label, entry)
        elif label in DETAILS:
            self._add_detail(entry)
        else:
            self._add_field(label, entry)

    def _begin_part(self, part: PlanLabel, entry: Entry[PlanLabel]) -> None:
        if (
            part is PlanLabel.PART_THREE
            and self._lacks_activities()
            and self._action
            and entry.level > self._action.level
        ):
            self._add_as_activities(entry)  # "Actions" is also what some plans call the activities of an action.
            return
        self._part, self._policy_level = part, None
        self._outline.parts.add(part)
        self._action = self._heading = None
        self._keep_lines(entry)

    def _keep_lines(self, entry: Entry[PlanLabel]) -> None:
        lines = self._outline.policy_lines if self._part is PlanLabel.PART_TWO else self._outline.other_lines
        lines.extend(entry.body)

    def _add_numbered_action(self, entry: Entry[PlanLabel], line: Line, opening: Opening[PlanLabel]) -> None:
        number = opening.name.number or 0
        if self._is_second_field(number):
            self._add_as_activities(entry)
            return
        known = next((draft for draft in self._outline.actions if draft.number and draft.number.value == number), None)
        if known and known.details and not line.is_heading and self._before is not None:
            self._before.body += [line, *entry.body]  # An action named in the list of another field.
            return
        self._action = known or self._opened(entry.level)
        self._action.level = entry.level
        self._action.number = self._action.number or Numeral(number, opening.words)
        if not self._action.details:
            self._action.title = _title(opening.value) or _title_below(entry) or self._action.title

    def _is_second_field(self, number: int) -> bool:
        """Whether "2. Intézkedés" is the second field of an action whose first was "1. Háttér", not its second action."""
        before = self._before.opening if self._before else None
        return bool(
            self._lacks_activities()
            and before
            and before.name.labels[0] is PlanLabel.BACKGROUND
            and before.name.number == number - 1
        )

    def _add_named_action(self, label: PlanLabel, entry: Entry[PlanLabel]) -> None:
        """A title, a number, or the bare word "Action", which heads a title as well as what the action consists of."""
        spans = entry.spans()
        if label is PlanLabel.TITLE and self._action is None and self._part is not PlanLabel.PART_THREE:
            self._outline.fields.setdefault(PlanLabel.PLAN_TITLE, []).append(entry)
        elif label is PlanLabel.ACTION and self._lacks_activities():
            self._add_as_activities(entry)
        elif spans and label is PlanLabel.ACTION_NUMBER:
            if found := _BARE_NUMBER.fullmatch(spans[0].text):
                self._action = self._opened(entry.level)
                self._action.number = Numeral(int(found["number"]), spans[0])
        elif spans and len(spans[0].text) <= _LONGEST_TITLE:
            if self._action is None or self._action.details:
                self._action = self._opened(entry.level)
            _set_title(self._action, spans[0])

    def _lacks_activities(self) -> bool:
        action = self._action
        return bool(action and PlanLabel.ACTIVITIES not in action.details and (action.details or action.title))

    def _add_as_activities(self, entry: Entry[PlanLabel]) -> None:
        if self._action is not None and entry.spans():
            self._action.details[PlanLabel.ACTIVITIES] = entry

    def _add_detail(self, entry: Entry[PlanLabel]) -> None:
        if self._action is None or self._begins_anew(entry):
            if self._part in (PlanLabel.PART_ONE, PlanLabel.PART_TWO):
                return
            self._action = self._opened(entry.level - 1, announced=False)
            if self._heading and self._heading.level < entry.level:
                self._action.level = self._heading.level
                number, self._action.title = without_number(self._heading.span)
                place = self._heading.span.part(0, self._action.title.start - self._heading.span.start)
                self._action.number = Numeral(number, place) if number else None
            self._heading = None
        self._action.add(entry)

    def _begins_anew(self, entry: Entry[PlanLabel]) -> bool:
        """Whether a second background begins the next of the actions that the plan does not call so."""
        return bool(
            self._action
            and not self._action.announced
            and PlanLabel.BACKGROUND in entry.labels
            and PlanLabel.BACKGROUND in self._action.details
        )

    def _add_field(self, label: PlanLabel, entry: Entry[PlanLabel]) -> None:
        if label in _CLOSING and label is not PlanLabel.DATE:
            self._action = None
        if label is PlanLabel.POLICY and self._action is None and self._part is not PlanLabel.PART_TWO:
            self._part, self._policy_level = PlanLabel.PART_TWO, entry.level
        if self._action is None or label in _CLOSING:
            self._outline.fields.setdefault(label, []).append(entry)

    def _opened(self, level: int, *, announced: bool = True) -> Draft:
        draft = Draft(level, announced)
        self._outline.actions.append(draft)
        return draft


def _set_title(action: Draft, span: Span) -> None:
    """The title of an action, which may bring the number with it: "Action 1: Title", "A1 Title", "1. Title"."""
    opening = numbered_action(span, firm=True)
    if opening is not None and opening.name.number is not None:
        action.number = action.number or Numeral(opening.name.number, opening.words)
        action.title = _title(opening.value) or action.title
    elif found := _NUMBER_AND_TITLE.fullmatch(span.text):
        place = span.part(0, found.start("title"))
        action.number = action.number or Numeral(int(found["code"] or found["number"]), place)
        action.title = span.part(found.start("title"))
    else:
        action.title = span


def _title(span: Span) -> Span | None:
    return span if filled_in(span).text else None


def _title_below(entry: Entry[PlanLabel]) -> Span | None:
    """The title on the line below "ACTION 1"."""
    first = entry.body[0].span if entry.body and not entry.body[0].is_aside else None
    if first is None or len(first.text) > _LONGEST_TITLE_BELOW or first.text.endswith((".", ":", ";")):
        return None
    return _title(first)
