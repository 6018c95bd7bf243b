"""Endorsements: who backed an action plan, and when, where a plan says so outside a field of its own."""

import re
from collections.abc import Iterable

from ingest.forms.dates import dates
from ingest.forms.instruments import sentences_of
from ingest.forms.lines import Line, Span

_BACKED = re.compile(
    r"\b(?:endorsed|approved|adopted|backed|supported|validated|acknowledged receipt|letter of (?:endorsement|support))\b|"
    r"\b(?:onderschreven|onderschreef|goedgekeurd|keurde|bekrachtigd|bekrachtigde|vastgesteld|stemde in)\b|"
    r"\b(?:támogatta|támogatták|jóváhagyta|jóváhagyták|elfogadta|elfogadták|tudomásul vette)\b|"
    r"\b(?:aprovou|aprovado|aprovaram|homologou|homologado|validou|validado|subscreveu|subscrito|apoiou)\b",
    re.IGNORECASE,
)
_PLAN = re.compile(
    r"\b(?:action plan|the plan|this plan|actieplan|cselekvési terv|akcióterv|plano de a(?:ção|cção)|o plano|het plan)",
    re.IGNORECASE,
)
_NOT_YET = re.compile(r"\b(?:will|shall|to be|zal|wordt|worden|fogja|fogják|será|irá|deverá)\b", re.IGNORECASE)


def endorsement_in(lines: Iterable[Line]) -> Span | None:
    """The first sentence that says that the plan was backed on a certain date."""
    return next(
        (sentence for line in lines for sentence in sentences_of(line.span) if _is_endorsement(sentence.text)), None
    )


def _is_endorsement(text: str) -> bool:
    return bool(_BACKED.search(text) and _PLAN.search(text) and not _NOT_YET.search(text) and dates(text, ""))
