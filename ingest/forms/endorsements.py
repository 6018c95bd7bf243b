"""Endorsements: who backed an action plan, and when, where a plan says so outside a field of its own."""

from collections.abc import Iterable

from ingest.forms.dates import dates
from ingest.forms.instruments import sentences_of
from ingest.forms.letters import pattern, unaccented
from ingest.forms.lines import Line, Span

_BACKED = pattern(
    r"\b(?:endorsed|approved|adopted|backed|supported|validated|acknowledged receipt)\b|"
    r"\bletter of (?:endorsement|support)\b|"
    r"\b(?:onderschreven|onderschreef|goedgekeurd|keurde|bekrachtigd|bekrachtigde|vastgesteld|stemde in)\b|"
    r"\b(?:támogatta|támogatták|jóváhagyta|jóváhagyták|elfogadta|elfogadták|tudomásul vette)\b|"
    r"\b(?:aprovou|aprovado|aprovaram|homologou|homologado|validou|validado|subscreveu|subscrito|apoiou)\b",
)
_PLAN = pattern(
    r"\b(?:action plan|the plan|this plan|actieplan|cselekvési terv|akcióterv|plano de a(?:ção|cção)|o plano|het plan)",
)
_NOT_YET = pattern(r"\b(?:will|shall|to be|zal|wordt|worden|fogja|fogják|será|irá|deverá)\b")


def endorsement_in(lines: Iterable[Line]) -> Span | None:
    """The first sentence that says that the plan was backed on a certain date."""
    return next(
        (sentence for line in lines for sentence in sentences_of(line.span) if _is_endorsement(sentence.text)), None
    )


def _is_endorsement(text: str) -> bool:
    plain = unaccented(text)
    return bool(_BACKED.search(plain) and _PLAN.search(plain) and not _NOT_YET.search(plain) and dates(plain, ""))
