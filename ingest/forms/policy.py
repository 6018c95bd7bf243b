"""Part II of an action plan: the policy instrument, its kind and context, and who backed the plan."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from ingest.forms.endorsements import is_endorsement
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
    named_policy = [line for entry in form.fields.get(PlanLabel.POLICY, ()) for line in entry.value_lines()]
    lines = [*form.policy_lines, *named_policy, *form.other_lines]
    said = [sentence for line in lines for sentence in sentences_of(line.span)]
    names = [(sentence, name) for sentence in said if (name := instrument_named(sentence)) is not None]
    kinds = [(sentence, kind) for sentence in said if (kind := aims(sentence.text)) is not None]
    backed = next((sentence for sentence in said if is_endorsement(sentence.text)), None)
    taken = {sentence for sentence, _ in (*names, *kinds)} | ({backed} if backed else set())
    return Policy(
        instrument=form.value(PlanLabel.INSTRUMENT, source) or (source.quoted(names[0][1]) if names else None),
        kind=_kind_in_form(form, lines, source)
        or (Stated(kinds[0][1], source.quoted(kinds[0][0])) if kinds and not _asks_for_kind(form) else None),
        context=_context(named_policy, taken, source) or _context(form.policy_lines, taken, source),
        endorsement=form.value(PlanLabel.ENDORSEMENT, source) or (source.quoted(backed) if backed else None),
    )


def _asks_for_kind(form: Outline) -> bool:
    """Whether the form has a field for the kind of instrument, whatever is ticked there."""
    return form.is_filled_in(PlanLabel.INSTRUMENT_KIND)


def _kind_in_form(form: Outline, lines: Iterable[Line], source: Source) -> Stated[InstrumentKind] | None:
    ticked = ticked_kind([*form.field_lines(), *lines])
    if ticked is not None:
        return Stated(ticked[0], source.quoted(ticked[1]))
    value = form.value(PlanLabel.INSTRUMENT_KIND, source)
    kind = stated_kind(value.text) if value else None
    return Stated(kind, value) if value and kind else None


def _context(lines: Iterable[Line], taken: Collection[Span], source: Source) -> Quote | None:
    """The longest run of text that no other field is made of."""

    def is_taken(line: Line) -> bool:
        return is_option(line) or all(sentence in taken for sentence in sentences_of(line.span))

    longest = max(_runs(lines, is_taken), key=lambda run: run[-1].span.end - run[0].span.start, default=None)
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
