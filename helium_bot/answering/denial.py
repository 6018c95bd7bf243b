"""Denial: whether one sentence denies what another states, in one of the four languages."""

import re

from helium_bot.answering.vocabulary import content_words, shared_words

_DENIALS = {
    "en": r"\w+n['’]t|cannot|not|no|never|none|nor|neither|nobody|nothing|nowhere",
    "nl": r"niet|geen|nooit|noch|niets|niemand|nergens|geenszins",
    "hu": r"nem|ne|sem|se|nincs|nincsen|nincsenek|soha|sosem|semmi\w*|senki\w*|sehol",
    "pt": r"não|nem|nunca|nenhum|nenhuma|nenhuns|nenhumas|jamais|ninguém|nada",
}
_NOT_DENIALS = {
    "en": r"not\s+(?:only|just|least)|no\.?\s*\d+|no\s+(?:later|less|fewer|more)\s+than|nothing\s+but",
    "nl": r"niet\s+(?:alleen|enkel|slechts|in\s+het\s+minst)|niet\s+(?:later|minder|meer)\s+dan",
    "hu": r"nem\s*(?:csak|csupán|kevesebb|több|kormányzati)",
    "pt": r"não\s+(?:só|apenas|somente)|nada\s+menos",
}
_CONTRASTS = {
    "en": "but|although|though|while|whereas",
    "nl": "maar|hoewel|terwijl",
    "hu": "de|hanem|bár|míg",
    "pt": "mas|embora|enquanto",
}
_CLAUSE_BORDER = r"[,;:.!?()\n–—]+\s"


def contradicts(claim: str, quote: str, language: str) -> bool:
    """Whether one of two sentences in ``language`` (ISO 639-1) denies and the other does not.

    A quote may deny one thing and state another: only its clauses closest to the claim count then. False for a language
    whose denials are not known.
    """
    if _denies(claim, language):
        return not _denies(quote, language)
    return all(_denies(clause, language) for clause in _closest_clauses(claim, quote, language))


def _denies(text: str, language: str) -> bool:
    denials = _DENIALS.get(language)
    if denials is None:
        return False
    remaining = re.sub(rf"\b(?:{_NOT_DENIALS[language]})\b", " ", text, flags=re.IGNORECASE)
    return re.search(rf"(?<!\w)(?:{denials})(?!\w)", remaining, re.IGNORECASE) is not None


def _closest_clauses(claim: str, quote: str, language: str) -> list[str]:
    """The clauses of the quote that share most words with the claim."""
    contrasts = _CONTRASTS.get(language)
    border = rf"{_CLAUSE_BORDER}|\s(?:{contrasts})\s" if contrasts else _CLAUSE_BORDER
    clauses = re.split(border, quote)
    wanted = content_words(claim)
    shared = [shared_words(wanted, content_words(clause)) for clause in clauses]
    return [clause for clause, count in zip(clauses, shared, strict=True) if count == max(shared)]
