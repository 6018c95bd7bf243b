"""Part II of an action plan: the policy instrument, its kind and context, and who backed the plan."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ingest.forms.endorsements import endorsement_in
from ingest.forms.instruments import (
    aims,
    instrument_named,
    is_option,
    sentences_of,
    stated_kind,
    ticked_kind,
)
from ingest.forms.labels import PlanLabel
from ingest.forms.lines import Line, Source, Span
from ingest.forms.outline import Outline
from knowledge.plan import InstrumentKind, Quote, Stated


@dataclass(frozen=True, slots=True)
class Policy:
    """What a plan says on the policy it wants to change."""

    instrument: Quote | None
    kind: Stated[InstrumentKind] | None
    context: Quote | None
    endorsement: Quote | None


def policy(form: Outline, source: Source) -> Policy:
    """The policy instrument with its kind, the context and the endorsement, from fields or else from sentences."""
    policy_lines = (line for entry in form.fields.get(PlanLabel.POLICY, ()) for line in entry.value_lines())
    lines = [*form.policy_lines, *policy_lines, *form.other_lines]
    name = form.value(PlanLabel.INSTRUMENT, source)
    named = next(
        (found for line in lines for text in sentences_of(line.span) if (found := instrument_named(text))), None
    )
    endorsement = form.value(PlanLabel.ENDORSEMENT, source)
    backed = None if endorsement else endorsement_in(lines)
    return Policy(
        instrument=name or (source.quoted(named) if named else None),
        kind=_kind(form, lines, source),
        context=_context(form, backed, source),
        endorsement=endorsement or (source.quoted(backed) if backed else None),
    )


def _kind(form: Outline, lines: Iterable[Line], source: Source) -> Stated[InstrumentKind] | None:
    ticked = ticked_kind([*form.field_lines(), *lines])
    if ticked is not None:
        return Stated(ticked[0], source.quoted(ticked[1]))
    value = form.value(PlanLabel.INSTRUMENT_KIND, source)
    if value is not None:
        kind = stated_kind(value.text)
        return Stated(kind, value) if kind else None
    for line in lines:
        for sentence in sentences_of(line.span):
            if kind := aims(sentence.text):
                return Stated(kind, source.quoted(sentence))
    return None


def _context(form: Outline, backed: Span | None, source: Source) -> Quote | None:
    """The longest run of text under "Policy context", or in Part II, that no other field is made of."""

    def is_taken(line: Line) -> bool:
        return is_option(line) or all(
            sentence == backed or aims(sentence.text) or instrument_named(sentence)
            for sentence in sentences_of(line.span)
        )

    named = [run for entry in form.fields.get(PlanLabel.POLICY, ()) for run in _runs(entry.value_lines(), is_taken)]
    runs = named or list(_runs(form.policy_lines, is_taken))
    longest = max(runs, key=lambda run: run[-1].span.end - run[0].span.start, default=None)
    return source.quote(longest[0].span.start, longest[-1].span.end) if longest else None


def _runs(lines: Iterable[Line], is_taken: Callable[[Line], bool]) -> Iterator[list[Line]]:
    """Runs of neighbouring lines that are not taken, headings at their ends left off."""
    run: list[Line] = []
    for line in [*lines, None]:
        if line is not None and not is_taken(line) and not (run and line.number != run[-1].number + 1):
            if run or not line.is_heading:
                run.append(line)
            continue
        while run and (run[-1].is_heading or run[-1].is_aside):
            run.pop()
        if run:
            yield run
        run = [line] if line is not None and not is_taken(line) and not line.is_heading else []
