"""Drafts: the actions of a plan while their fields are gathered."""

import re
from dataclasses import dataclass, field

from ingest.forms.entries import Entry
from ingest.forms.labels import PlanLabel, filled_in, without_number
from ingest.forms.lines import Line, Span
from ingest.forms.plan_openings import numbered_action

_NUMBER_AND_TITLE = re.compile(r"(?:A(?P<code>\d{1,2})[.:)]?|(?P<number>\d{1,2})[.:)])\s+(?P<title>\D.*)")
_LONGEST_TITLE_BELOW = 200


@dataclass(frozen=True, slots=True)
class Numeral:
    """An action's number and the words that state it."""

    value: int
    span: Span


@dataclass(slots=True)
class Draft:
    """An action while its entries are gathered.

    ``announced`` says whether the plan itself calls it an action, ``headed`` whether it does so in a heading.
    """

    level: int
    announced: bool
    headed: bool = False
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

    def set_title(self, span: Span) -> None:
        """Takes a title, which may bring the number with it: "Action 1: Title", "A1 Title", "1. Title"."""
        opening = numbered_action(span, firm=True)
        if opening is not None and opening.name.number is not None:
            self.number = self.number or Numeral(opening.name.number, opening.words)
            self.title = stated_title(opening.value) or self.title
        elif found := _NUMBER_AND_TITLE.fullmatch(span.text):
            place = span.part(0, found.start("title"))
            self.number = self.number or Numeral(int(found["code"] or found["number"]), place)
            self.title = span.part(found.start("title"))
        else:
            self.title = span

    def set_heading(self, heading: Line) -> None:
        """Takes a heading that does not say "action" for the title, a number in front of it for the action's."""
        number, self.title = without_number(heading.span)
        self.number = Numeral(number, heading.span.part(0, self.title.start - heading.span.start)) if number else None
        self.level = heading.level


def stated_title(span: Span) -> Span | None:
    """A title, None if it is not filled in."""
    return span if filled_in(span).text else None


def title_below(entry: Entry[PlanLabel]) -> Span | None:
    """The title on the line below "ACTION 1"."""
    first = entry.body[0].span if entry.body and not entry.body[0].is_aside else None
    if first is None or len(first.text) > _LONGEST_TITLE_BELOW or first.text.endswith((".", ":", ";")):
        return None
    return stated_title(first)
