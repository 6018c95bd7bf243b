"""How an answer looks in Telegram: quotes as quotes, each with its number, document, section and page."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from helium_bot.answering.answer import Answer, Claim
from helium_bot.answering.wording import Source, Wording, markers, worded
from helium_bot.chat.messages import Block, Ready, Run, Style, set_out
from helium_bot.locale import Phrases

_NEXT_LINE = Run("\n")
_LONG_EVIDENCE = 200
_LONG_ANSWER = 600

Where = tuple[str, tuple[str, ...]]
"""A title, and the section, page and language as far as they say something."""


def rendered(answer: Answer, phrases: Phrases) -> list[Ready]:
    """``answer`` as one message, or as several where Telegram's limits ask for it."""
    return set_out(_blocks(worded(answer, phrases)))


def _blocks(wording: Wording) -> Iterator[Block]:
    if wording.notice:
        yield (Run(wording.notice, Style.ITALIC),)
    if wording.quoted:
        yield from _quoted(wording)
    else:
        said = " ".join(f"{claim.text} {markers(claim)}" for claim in wording.claims)
        yield (Run(said or wording.lead),)
    if wording.missing:
        yield (Run(wording.missing),)
    if not wording.quoted:
        yield from _listed(wording)
    if wording.advice:
        yield (Run(wording.advice),)


def _quoted(wording: Wording) -> Iterator[Block]:
    """The documents' own sentences, each over the line that says where it stands; neighbours share that line."""
    by_number = {source.n: source for source in wording.sources}

    def places(claim: Claim) -> set[Where]:
        return {_where(by_number[n]) for n in claim.citations if n in by_number}

    lead: Block = (Run(wording.lead), _NEXT_LINE)
    for _, neighbours in groupby(wording.claims, key=places):
        claims = list(neighbours)
        quotes = [run for claim in claims for run in (_quote(claim.text, _LONG_ANSWER), _NEXT_LINE)]
        cited = {n: by_number[n] for claim in claims for n in claim.citations if n in by_number}
        yield (*lead, *quotes, *_joined(_by_where(cited.values())))
        lead = ()


def _by_where(sources: Iterable[Source]) -> Iterator[Block]:
    """An entry for each place, under the numbers of all the sources that stand there."""
    shared: dict[Where, list[Source]] = {}
    for source in sources:
        shared.setdefault(_where(source), []).append(source)
    for here in shared.values():
        yield _entry(*here)


def _listed(wording: Wording) -> Iterator[Block]:
    """The sources under their heading, each with its quote unless the answer shows it already."""
    over: Block = (Run(wording.heading, Style.BOLD), _NEXT_LINE)
    for source in wording.sources:
        yield (*over, *_entry(source))
        over = ()


def _entry(*sources: Source) -> Block:
    """Numbers, title and place of ``sources``, which share them, then the quotes that the answer does not show."""
    numbers = "".join(f"[{source.n}]" for source in sources)
    title, place = _where(sources[0])
    quotes = [run for s in sources if s.quote for run in (_NEXT_LINE, _quote(s.quote, _LONG_EVIDENCE))]
    return (Run(f"{numbers} "), Run(title, Style.BOLD), Run("".join(f" · {part}" for part in place)), *quotes)


def _where(source: Source) -> Where:
    return source.title, source.place


def _quote(text: str, long: int) -> Run:
    """``text`` as a quote, folded up where it has more than ``long`` characters."""
    return Run(text, Style.FOLDED_QUOTE if len(text) > long else Style.QUOTE)


def _joined(lines: Iterable[Block]) -> Iterator[Run]:
    for index, line in enumerate(lines):
        if index:
            yield _NEXT_LINE
        yield from line
