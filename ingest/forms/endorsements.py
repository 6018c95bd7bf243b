"""Endorsements: who backed an action plan, and when, where a plan says so outside a field of its own."""

from ingest.forms.dates import dates
from ingest.forms.letters import pattern, unaccented

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


def is_endorsement(sentence: str) -> bool:
    """Whether a sentence says that the plan was backed on a certain date."""
    plain = unaccented(sentence)
    return bool(_BACKED.search(plain) and _PLAN.search(plain) and not _NOT_YET.search(plain) and dates(plain, ""))
