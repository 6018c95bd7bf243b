"""The outline of an action plan: which entries belong to the plan and which to which action."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.forms.drafts import Draft, Numeral, stated_title, title_below
from ingest.forms.entries import Entry, Opening
from ingest.forms.instruments import kinds_in
from ingest.forms.labels import DETAILS, PlanLabel
from ingest.forms.lines import Line, Source
from ingest.forms.mentions import is_second_field, without_mentions
from ingest.forms.plan_openings import numbered_action
from knowledge.plan import Quote

_PARTS = (PlanLabel.PART_ONE, PlanLabel.PART_TWO, PlanLabel.PART_THREE)
_CLOSING = (PlanLabel.ENDORSEMENT, PlanLabel.SIGNED, PlanLabel.DATE, PlanLabel.SIGNATURE)
_BARE_NUMBER = re.compile(r"A?(?P<number>\d{1,2})\.?")
_LONGEST_TITLE = 300
_LONGEST_OPTION = 150


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


def outline(found: Sequence[Entry[PlanLabel]]) -> Outline:
    """The entries of a document sorted into those of the plan and those of its actions."""
    sorter = _Sorter()
    for entry in without_mentions(found):
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
            self._add_named(entry, entry.opening)
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

    def _add_named(self, entry: Entry[PlanLabel], opening: Opening[PlanLabel]) -> None:
        label = opening.name.labels[0]
        if label in _PARTS:
            self._begin_part(label, entry)
        elif label is PlanLabel.NUMBERED_ACTION:
            self._add_numbered_action(entry, opening)
        elif label in (PlanLabel.ACTION, PlanLabel.ACTION_TITLE, PlanLabel.ACTION_NUMBER, PlanLabel.TITLE):
            self._add_named_action(label, entry, opening)
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
        self._loose_lines().extend(entry.body)

    def _loose_lines(self) -> list[Line]:
        return self._outline.policy_lines if self._part is PlanLabel.PART_TWO else self._outline.other_lines

    def _add_numbered_action(self, entry: Entry[PlanLabel], opening: Opening[PlanLabel]) -> None:
        number = opening.name.number or 0
        if self._before and self._lacks_activities() and is_second_field(self._before, number):
            self._add_as_activities(entry)
            return
        known = self._announced(number)
        self._action = known or self._opened(entry.level)
        if entry.line is not None and entry.line.is_heading:
            self._action.level, self._action.headed = entry.level, True
        self._action.number = self._action.number or Numeral(number, opening.words)
        if not self._action.details:
            self._action.title = stated_title(opening.value) or title_below(entry) or self._action.title

    def _add_named_action(self, label: PlanLabel, entry: Entry[PlanLabel], opening: Opening[PlanLabel]) -> None:
        """A title, a number, or the bare word "Action", which heads a title as well as what the action consists of."""
        spans = entry.spans()
        if label is PlanLabel.TITLE and self._action is None and self._part is not PlanLabel.PART_THREE:
            self._outline.fields.setdefault(PlanLabel.PLAN_TITLE, []).append(entry)
        elif label is PlanLabel.ACTION and spans and (numbered := numbered_action(spans[0], firm=True)):
            self._add_numbered_action(entry, numbered)
        elif label is PlanLabel.ACTION and not opening.column and self._lacks_activities():
            self._add_as_activities(entry)
        elif spans and label is PlanLabel.ACTION_NUMBER:
            if found := _BARE_NUMBER.fullmatch(spans[0].text):
                self._action = self._opened(entry.level)
                self._action.number = Numeral(int(found["number"]), spans[0])
        elif spans and len(spans[0].text) <= _LONGEST_TITLE:
            if self._action is None or self._action.details:
                self._action = self._opened(entry.level)
            self._action.set_title(spans[0])

    def _lacks_activities(self) -> bool:
        action = self._action
        return bool(action and PlanLabel.ACTIVITIES not in action.details and (action.details or action.title))

    def _add_as_activities(self, entry: Entry[PlanLabel]) -> None:
        if self._action is not None and entry.spans():
            self._action.details[PlanLabel.ACTIVITIES] = entry

    def _add_detail(self, entry: Entry[PlanLabel]) -> None:
        if self._action is None or self._begins_anew(entry):
            if not self._may_open_with(entry):
                return
            self._action = self._opened(entry.level - 1, announced=False)
            if self._heading and self._heading.level < entry.level:
                self._action.set_heading(self._heading)
            self._heading = None
        self._action.add(entry)

    def _may_open_with(self, entry: Entry[PlanLabel]) -> bool:
        """Whether a detail may open an action that is not announced: any in Part III, the first ones elsewhere."""
        if self._part is None:
            return PlanLabel.BACKGROUND in entry.labels or PlanLabel.ACTIVITIES in entry.labels
        return self._part is PlanLabel.PART_THREE

    def _announced(self, number: int) -> Draft | None:
        drafts = (draft for draft in self._outline.actions if draft.announced and draft.number)
        return next((draft for draft in drafts if draft.number and draft.number.value == number), None)

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
        if self._action and not self._action.announced and label not in _CLOSING:
            self._action = None  # A chapter called "Background" that was no action's.
        if label is PlanLabel.POLICY and self._action is None and self._part is not PlanLabel.PART_TWO:
            self._part, self._policy_level = PlanLabel.PART_TWO, entry.level
        if self._action is None or label in _CLOSING:
            self._outline.fields.setdefault(label, []).append(entry)
            if label is PlanLabel.INSTRUMENT_KIND:
                self._keep_to_options(entry)

    def _keep_to_options(self, entry: Entry[PlanLabel]) -> None:
        """Text below the kinds of instruments to tick is no part of that field."""
        options = [line for line in entry.body if len(line.text) <= _LONGEST_OPTION and kinds_in(line.text)]
        self._loose_lines().extend(line for line in entry.body if line not in options)
        entry.body = options

    def _opened(self, level: int, *, announced: bool = True) -> Draft:
        draft = Draft(level, announced)
        self._outline.actions.append(draft)
        return draft
