"""The action plan: Parts I, II and III of the programme's form, in whatever shape a region wrote them."""

import re

from ingest.forms.drafts import Draft
from ingest.forms.entries import entries, with_headers
from ingest.forms.labels import PlanLabel, names_a_plan, plan_vocabulary
from ingest.forms.lines import Line, Source
from ingest.forms.outline import Outline, outline
from ingest.forms.plan_openings import opened_by
from ingest.forms.policy import policy
from ingest.forms.timeframes import moment
from ingest.forms.values import language_of, listed, money, timeframe
from ingest.reading.document import ReadDocument
from knowledge.plan import Action, ActionPlan, Quote, Stated

_NUTS2_CODE = re.compile(r"\b[A-Z]{2}(?:\d[A-Z0-9]|[A-Z]\d)\b")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_LONGEST_TITLE = 200
_FRONT_LINES = 15
_SIGNING_LINES = 4
_PARTNERSHIP = (PlanLabel.PARTNERS, PlanLabel.OTHER_PARTNERS, PlanLabel.INSTRUMENT, PlanLabel.INSTRUMENT_KIND)
_PLACE = (PlanLabel.PROJECT, PlanLabel.COUNTRY, PlanLabel.NUTS2)


def read_action_plan(document: ReadDocument, path: str = "") -> ActionPlan | None:
    """The fields of an action plan, or None if the document is not one.

    ``document`` is the one that passages are made of, contact data left out, and ``path`` what quotes call it: their
    places are those in ``extracted(document)``. Field names may be English, Dutch, Hungarian or Portuguese, stand in
    tables, in headings or in front of a colon, and come in any order. What is not stated is None or empty; contact
    persons and signatures are passed over.
    """
    source = Source(document, path)
    form = outline(entries(with_headers(source.lines, plan_vocabulary()), opened_by))
    title = _title(form, source)
    if not _is_plan(form, title):
        return None
    part_two = policy(form, source)
    nuts2 = form.value(PlanLabel.NUTS2, source)
    return ActionPlan(
        title=title,
        project=form.value(PlanLabel.PROJECT, source),
        partners=_listed(form, PlanLabel.PARTNERS, source),
        other_partners=_listed(form, PlanLabel.OTHER_PARTNERS, source),
        region=form.value(PlanLabel.REGION, source),
        country=form.value(PlanLabel.COUNTRY, source),
        nuts2=nuts2,
        nuts2_code=_nuts2_code(nuts2, source) if nuts2 else None,
        instrument=part_two.instrument,
        instrument_kind=part_two.kind,
        policy_context=part_two.context,
        endorsement=part_two.endorsement,
        signed_on=_signed_on(form, source),
        actions=tuple(_action(draft, source) for draft in form.actions),
    )


def _is_plan(form: Outline, title: Quote | None) -> bool:
    """Whether there are fields to read, and two signs at least that the document is an action plan."""
    partnership = [label for label in _PARTNERSHIP if form.is_filled_in(label)]
    place = [label for label in _PLACE if form.is_filled_in(label)]
    called_a_plan = title is not None and names_a_plan(title.text)
    headed = any(draft.headed for draft in form.actions)
    if not any(draft.details for draft in form.actions) and not (called_a_plan and headed):
        return bool(form.parts and partnership and place) or (len(partnership) > 1 and len(place) > 1)
    signs = (
        called_a_plan,
        headed,
        bool(form.parts),
        len(partnership) + len(place) > 1,
        PlanLabel.INSTRUMENT in partnership,
        any(len(draft.details) > 2 for draft in form.actions),
    )
    return sum(signs) > 1


def _title(form: Outline, source: Source) -> Quote | None:
    """The field for it; else a line at the front that says "action plan", a heading rather; else the top heading."""
    stated = form.value(PlanLabel.PLAN_TITLE, source)
    if stated is not None:
        return stated
    front = [line for line in _front(source) if len(line.text) <= _LONGEST_TITLE]
    called = [line for line in front if names_a_plan(line.text) and (line.is_heading or line.text[-1] not in ".:;")]
    headed = [line for line in front if line.is_heading and (line.level == 1 or line.text == source.title)]
    chosen = next((lines for lines in ([line for line in called if line.is_heading], called, headed) if lines), None)
    return source.quoted(chosen[0].span) if chosen else None


def _front(source: Source) -> list[Line]:
    """The lines before the form's first field, and a few in any case, that are no fields themselves."""
    front: list[Line] = []
    opened = False
    for line in source.lines:
        openings = opened_by(line)
        opened = opened or bool(openings)
        if opened and line.number >= _FRONT_LINES:
            break
        if not openings and not line.is_row:
            front.append(line)
    return front


def _listed(form: Outline, label: PlanLabel, source: Source) -> tuple[Quote, ...]:
    """All that a field lists, wherever it stands; what a form in two languages lists twice is there once."""
    quotes = [quote for entry in form.fields.get(label, ()) for quote in listed(entry, source)]
    return tuple({quote.text.casefold(): quote for quote in reversed(quotes)}.values())[::-1]


def _nuts2_code(nuts2: Quote, source: Source) -> Quote | None:
    found = _NUTS2_CODE.findall(nuts2.text)
    if len(set(found)) != 1:
        return None
    start = nuts2.start + nuts2.text.index(found[0])
    return source.quote(start, start + len(found[0]))


def _signed_on(form: Outline, source: Source) -> Stated[str] | None:
    """The day beside the signature. A date that stands elsewhere may be that of anything."""
    signatures = [entry.line.number for entry in form.fields.get(PlanLabel.SIGNATURE, ()) if entry.line]
    dated = [
        entry
        for entry in form.fields.get(PlanLabel.DATE, ())
        if entry.line and any(abs(entry.line.number - number) <= _SIGNING_LINES for number in signatures)
    ]
    for entry in [*form.fields.get(PlanLabel.SIGNED, ()), *dated]:
        text = entry.value(source)
        day = moment(text.text, language_of(entry, source)) if text else None
        if text and day and _DAY.fullmatch(day.value):
            return Stated(day.value, source.quote(text.start + day.start, text.start + day.end))
    return None


def _action(draft: Draft, source: Source) -> Action:
    details = draft.details
    background, activities = details.get(PlanLabel.BACKGROUND), details.get(PlanLabel.ACTIVITIES)
    stakeholders = details.get(PlanLabel.STAKEHOLDERS)
    costs, funding = details.get(PlanLabel.COSTS), details.get(PlanLabel.FUNDING)
    return Action(
        number=Stated(draft.number.value, source.quoted(draft.number.span)) if draft.number else None,
        title=source.quoted(draft.title) if draft.title else None,
        background=background.value(source) if background else None,
        activities=activities.value(source) if activities else None,
        stakeholders=listed(stakeholders, source) if stakeholders else (),
        timeframe=timeframe(
            details.get(PlanLabel.TIMEFRAME), details.get(PlanLabel.START), details.get(PlanLabel.END), source
        ),
        costs=money(costs, source) if costs else None,
        funding=money(funding, source) if funding else None,
    )
