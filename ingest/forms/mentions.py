"""Mentions: actions that are only named, in an overview or in the list of another field, not described."""

from collections.abc import Sequence

from ingest.forms.entries import Entry
from ingest.forms.labels import DETAILS, PlanLabel


def without_mentions(found: Sequence[Entry[PlanLabel]]) -> list[Entry[PlanLabel]]:
    """The entries, where "Action 2: Title" is part of the text it stands in if the action is described elsewhere.

    That is so if another line like it is a heading, or had its fields behind it already.
    """
    headed = {number for entry in found if _is_heading(entry) and (number := action_number(entry)) is not None}
    described: set[int] = set()
    current: int | None = None
    kept: list[Entry[PlanLabel]] = []
    for entry in found:
        number = action_number(entry)
        if number is not None and kept and is_second_field(kept[-1], number):
            number = None
        elif number is not None and kept and not _is_heading(entry) and number in headed | described:
            _absorb(kept[-1], entry)
            continue
        if number is not None:
            current = number
        elif current is not None and DETAILS.intersection(entry.labels):
            described.add(current)
        kept.append(entry)
    return kept


def action_number(entry: Entry[PlanLabel]) -> int | None:
    """The number of the action that an entry opens or names; None for other entries."""
    return entry.opening.name.number if entry.opening and PlanLabel.NUMBERED_ACTION in entry.labels else None


def is_second_field(before: Entry[PlanLabel], number: int) -> bool:
    """Whether "2. Intézkedés" behind "1. Háttér" is the second field of an action, and not the second action."""
    opening = before.opening
    return bool(opening and PlanLabel.BACKGROUND in opening.name.labels and opening.name.number == number - 1)


def _is_heading(entry: Entry[PlanLabel]) -> bool:
    return entry.line is not None and entry.line.is_heading


def _absorb(entry: Entry[PlanLabel], mention: Entry[PlanLabel]) -> None:
    for line in (mention.line, *mention.body):
        if line is not None and (line is mention.line or entry.takes(line)):
            entry.body.append(line)
