"""From an Answer to the words a person reads: the parts the chat sets out, and the whole as plain text."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from helium_bot.answering.answer import Answer, Citation, Claim, Notice, Objection, Outcome
from helium_bot.locale import Phrases, marked
from knowledge.passage import SECTION_SEPARATOR

MAX_CHARACTERS = 3000
"""Code points of the longest plain answer."""

EXAMPLES = (
    marked("Which regions wrote an action plan?"),
    marked("What is CrossCare?"),
    marked("When did the monitoring phase start?"),
)
"""Questions that the shipped documents answer."""

_NOTICES = {
    Notice.MODEL_DOWN: marked("The language model did not answer, so this reply uses only the documents' own words."),
    Notice.MODEL_SLOW: marked("The language model took too long, so this reply uses only the documents' own words."),
    Notice.MODEL_BUSY: marked(
        "The language model is busy right now, so this reply uses only the documents' own words."
    ),
    Notice.MODEL_NONSENSE: marked(
        "What the language model wrote could not be verified, so this reply uses only the documents' own words."
    ),
}

_OBJECTIONS = {
    Objection.EMPTY: marked("There was no question to read. Please type one, for example: {example}"),
    Objection.NO_WORDS: marked("I found no words in that. Please ask your question in words, for example: {example}"),
    Objection.TOO_LONG: marked(
        "That is too long for me to search well. Please ask it again in one or two sentences, for example: {example}"
    ),
    Objection.SMALL_TALK: marked(
        "I answer questions about HELIUM from its documents. Please ask one, for example: {example}"
    ),
    Objection.NO_DOCUMENTS: marked(
        "I have no documents to answer from yet. Please try again later; "
        "whoever runs this bot can add documents with “helium-bot ingest”."
    ),
}

_CUTS = ((1000, 1000, 300), (500, 1000, 200), (240, 1000, 160), (120, 600, 120), (0, 300, 100), (0, 120, 60))
"""Longest quote under the sources, claim, and other piece, from generous to tight."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a number points. ``place`` holds section, page and language, as far as they say something.

    ``quote`` is "" where a sentence of the answer already shows it.
    """

    n: int
    title: str
    place: tuple[str, ...]
    quote: str


@dataclass(frozen=True, slots=True)
class Wording:
    """An answer in words, part by part, in reading order; a part without anything to say is empty.

    ``quoted`` says that the claims are the documents' own words. ``heading`` stands above ``sources``.
    """

    notice: str = ""
    lead: str = ""
    claims: tuple[Claim, ...] = ()
    quoted: bool = False
    missing: str = ""
    heading: str = ""
    sources: tuple[Source, ...] = ()
    advice: str = ""


def worded(answer: Answer, phrases: Phrases) -> Wording:
    """The parts of ``answer`` in the language of ``phrases``. Quotes, titles and sections keep their own."""
    if answer.objection:
        example = in_quotes(phrases.say(EXAMPLES[0]), phrases)
        return Wording(lead=phrases.say(_OBJECTIONS[answer.objection], example=example))
    notice = phrases.say(_NOTICES[answer.notice]) if answer.notice else ""
    if answer.outcome is Outcome.NOT_IN_DOCUMENTS:
        return _not_found(answer, phrases, notice)
    missing = "; ".join(answer.missing)
    return Wording(
        notice=notice,
        lead=phrases.say("The documents say:") if answer.quoted else "",
        claims=answer.claims,
        quoted=answer.quoted,
        missing=phrases.say("Not found in the documents: {things}", things=missing) if missing else "",
        heading=phrases.say("Sources"),
        sources=tuple(_source(citation, answer, phrases) for citation in answer.citations),
    )


def plain(answer: Answer, phrases: Phrases) -> str:
    """``answer`` as plain text of at most MAX_CHARACTERS; the longest pieces are shortened where it would be more."""
    wording = worded(answer, phrases)
    text = ""
    for quote, claim, piece in _CUTS:
        text = "\n\n".join(_paragraphs(wording, phrases, quote, claim, piece))
        if len(text) <= MAX_CHARACTERS:
            return text
    return shortened(text, MAX_CHARACTERS)


def markers(claim: Claim) -> str:
    """The numbers a sentence rests on, as they are printed behind it: ``[1][2]``."""
    return "".join(f"[{n}]" for n in claim.citations)


def in_quotes(text: str, phrases: Phrases) -> str:
    """``text`` between the quotation marks of the reader's language."""
    return phrases.say("“{quote}”", quote=text)


def shortened(text: str, limit: int) -> str:
    """``text`` in at most ``limit`` code points, cut at a word where possible, the cut shown by ``…``."""
    if len(text) <= limit:
        return text
    cut = text[: max(limit - 1, 0)]
    at_word = cut.rsplit(maxsplit=1)[0] if " " in cut[limit // 2 :] else cut
    return f"{at_word}…"


def _not_found(answer: Answer, phrases: Phrases, notice: str) -> Wording:
    if not _in_latin_script(answer.question):
        advice = phrases.say("You can ask me in English, Dutch, Hungarian or Portuguese.")
    elif not answer.nearest:
        advice = phrases.say("Perhaps other words help, or a name that the documents use.")
    else:
        advice = ""
    return Wording(
        notice=notice,
        lead=phrases.say("This is not in the documents."),
        heading=phrases.say("The closest passages, which may be about something else:") if answer.nearest else "",
        sources=tuple(_source(citation, answer, phrases) for citation in answer.nearest),
        advice=advice,
    )


def _source(citation: Citation, answer: Answer, phrases: Phrases) -> Source:
    sections = [part for part in citation.section.split(SECTION_SEPARATOR) if part and part != citation.title]
    place = [
        SECTION_SEPARATOR.join(sections),
        phrases.say("page {page}", page=phrases.number(citation.page)) if citation.page is not None else "",
        phrases.name_of(citation.language) if citation.language != answer.language else "",
    ]
    shown = any(citation.n in claim.citations and _within(citation.quote, claim.text) for claim in answer.claims)
    return Source(
        n=citation.n,
        title=citation.title or citation.document,
        place=tuple(part for part in place if part),
        quote="" if shown else citation.quote,
    )


def _within(quote: str, text: str) -> bool:
    return " ".join(quote.split()) in " ".join(text.split())


def _in_latin_script(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    latin = sum(unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
    return 2 * latin >= len(letters)


def _paragraphs(wording: Wording, phrases: Phrases, quote: int, claim: int, piece: int) -> Iterator[str]:
    """The parts that say something; the numbers are the longest quote, claim and other piece to print."""
    if wording.notice:
        yield wording.notice
    yield _body(wording, phrases, claim)
    if wording.missing:
        yield shortened(wording.missing, 2 * piece)
    if wording.sources:
        numbered = bool(wording.claims)  # what is only near is not cited, so it bears no number
        lines = (_line(source, phrases, quote, piece, numbered=numbered) for source in wording.sources)
        yield "\n".join([wording.heading, *lines])
    if wording.advice:
        yield wording.advice


def _body(wording: Wording, phrases: Phrases, limit: int) -> str:
    texts = [(shortened(claim.text, limit), markers(claim)) for claim in wording.claims]
    if wording.quoted:
        return "\n".join([wording.lead, *(f"{in_quotes(text, phrases)} {numbers}" for text, numbers in texts)])
    return " ".join(f"{text} {numbers}" for text, numbers in texts) or wording.lead


def _line(source: Source, phrases: Phrases, quote: int, piece: int, *, numbered: bool) -> str:
    where = ", ".join(shortened(part, piece) for part in (source.title, *source.place))
    mark = f"[{source.n}]" if numbered else "–"
    if not source.quote or not quote:
        return f"{mark} {where}"
    return f"{mark} {where}: {in_quotes(shortened(source.quote, quote), phrases)}"
