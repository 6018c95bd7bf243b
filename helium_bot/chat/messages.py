"""Blocks of text set out as messages that Telegram accepts: escaped, within its limits, nothing visible lost."""

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from urllib.parse import urlsplit

MAX_UNITS = 4096
"""UTF-16 units of a message's text, once its entities are taken out."""
MAX_ENTITIES = 100
MAX_BYTES = 32_768
"""UTF-8 bytes of a message as it is sent, tags included."""

_GAP = "\n\n"
_LONGEST_LINK = 1024
_LEAST_ROOM = 200
_BORDERS = (re.compile(r"\n+"), re.compile(r"(?<=[.!?…;])\s+"), re.compile(r"\s+"))
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_BLANK = frozenset("\u2800\u3164\u115f\u1160\uffa0")


class Style(Enum):
    """How a run of text looks."""

    PLAIN = "plain"
    BOLD = "bold"
    ITALIC = "italic"
    QUOTE = "quote"
    FOLDED_QUOTE = "folded quote"


@dataclass(frozen=True, slots=True)
class Run:
    """A text in one style. ``link`` makes it an HTTP link where Telegram would take it as one."""

    text: str
    style: Style = Style.PLAIN
    link: str = ""

    @property
    def html(self) -> str:
        """The run in Telegram's HTML."""
        text = html.escape(self.text, quote=False)
        match self.style:
            case Style.BOLD:
                text = f"<b>{text}</b>"
            case Style.ITALIC:
                text = f"<i>{text}</i>"
            case Style.QUOTE:
                text = f"<blockquote>{text}</blockquote>"
            case Style.FOLDED_QUOTE:
                text = f"<blockquote expandable>{text}</blockquote>"
        return f'<a href="{html.escape(self.link)}">{text}</a>' if self.link else text

    @property
    def entities(self) -> int:
        """How many of Telegram's entities the run takes."""
        return (self.style is not Style.PLAIN) + bool(self.link)


Block = tuple[Run, ...]
"""Runs that belong together: they stay in one message where they fit."""


@dataclass(frozen=True, slots=True)
class Ready:
    """One message, with and without its looks."""

    html: str
    plain: str


def units(text: str) -> int:
    """The length of ``text`` as Telegram counts it: in UTF-16 units."""
    return len(text) + sum(character > "\uffff" for character in text)


def set_out(blocks: Iterable[Block]) -> list[Ready]:
    """``blocks`` as messages, each within Telegram's limits, split between blocks where possible."""
    messages: list[list[Run]] = [[]]
    for block in blocks:
        cleaned = [clean for run in block if (clean := _clean(run)).text]
        if not cleaned:
            continue
        widened = [*messages[-1], *([Run(_GAP)] if messages[-1] else []), *cleaned]
        if _fits(widened):
            messages[-1] = widened
        else:
            messages.extend(_pages(cleaned))
    return [_ready(message) for message in messages if _visible(message)]


def _clean(run: Run) -> Run:
    """``run`` without what cannot be sent: control characters, halves of surrogate pairs, odd links."""
    text = _UNPRINTABLE.sub(" ", run.text.replace("\r\n", "\n"))
    return replace(run, text=text, link=run.link if _linkable(run.link) else "")


def _linkable(address: str) -> bool:
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    printable = address.isascii() and address.isprintable() and " " not in address
    return parts.scheme in {"http", "https"} and "." in host and printable and len(address) <= _LONGEST_LINK


def _fits(runs: list[Run]) -> bool:
    return (
        sum(units(run.text) for run in runs) <= MAX_UNITS
        and sum(run.entities for run in runs) <= MAX_ENTITIES
        and sum(len(run.html.encode()) for run in runs) <= MAX_BYTES
    )


def _pages(block: list[Run]) -> Iterator[list[Run]]:
    """``block`` in as many messages as it takes, split between its runs where possible, else inside one."""
    page: list[Run] = []
    for run in block:
        rest = run
        while not _fits([*page, rest]):
            room = MAX_UNITS - sum(units(before.text) for before in page)
            if page and (units(rest.text) <= MAX_UNITS or room < _LEAST_ROOM):
                yield page
                page = []
                continue
            cut = _border(rest.text, room)
            yield [*page, replace(rest, text=rest.text[:cut])]
            page, rest = [], replace(rest, text=rest.text[cut:])
        page.append(rest)
    yield page


def _border(text: str, room: int) -> int:
    """Where to cut ``text`` so that the first part takes at most ``room`` units: at a line, sentence or word."""
    most, taken = 0, 0
    for character in text:
        taken += units(character)
        if taken > room:
            break
        most += 1
    for border in _BORDERS:
        ends = [found.end() for found in border.finditer(text, most // 2, most)]
        if ends:
            return ends[-1]
    return _between_letters(text, most)


def _between_letters(text: str, most: int) -> int:
    """The last place at or before ``most`` that does not tear an emoji or an accented letter apart."""
    for cut in range(most, max(most - 16, 1), -1):
        joined = text[cut - 1] == "\u200d" or text[cut : cut + 1] in {"\u200d", "\ufe0f"}
        if not joined and not unicodedata.category(text[cut : cut + 1] or " ").startswith("M"):
            return cut
    return max(most, 1)


def _visible(message: list[Run]) -> bool:
    return any(
        unicodedata.category(character)[0] not in "ZC" and character not in _BLANK
        for run in message
        for character in run.text
    )


def _ready(message: list[Run]) -> Ready:
    return Ready("".join(run.html for run in message), "".join(run.text for run in message))
