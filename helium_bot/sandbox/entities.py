"""Formatted text: Telegram's HTML read into text and entities, or refused as Telegram refuses it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

MAX_ENTITIES = 100
"""Telegram keeps this many entities of a message and silently drops the others."""

TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
STYLES = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler"})
QUOTES = frozenset({"blockquote", "expandable_blockquote"})
CODE = frozenset({"code", "pre"})
FOUND = frozenset({"bot_command", "url", "email", "mention", "hashtag", "cashtag", "phone_number"})
KNOWN = STYLES | QUOTES | CODE | FOUND | {"text_link", "text_mention", "custom_emoji", "date_time"}

_NAMED_CHARACTERS = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_CHARACTER = re.compile(r"&(?:#x([0-9a-fA-F]{1,8})|#([0-9]{1,9})|([a-zA-Z]+));?")
_TAG_NAME = re.compile(r"</?([^\s>]*)")
_ATTRIBUTE_NAME = re.compile(r"[^\s=>]*")
_NAME_TOKEN = re.compile(r"[A-Za-z0-9.\-]*")
_TIME_FORMAT = re.compile(r"r|w?[dD]?[tT]?")
_SPACES = re.compile(r"\s*")
_FOUND_IN_TEXT = re.compile(
    r"(?P<url>\bhttps?://[^\s<>\"]*[^\s<>\".,;:!?)\]}'»”])"
    r"|(?P<email>\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b)"
    r"|(?<![\w/])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?)(?![\w/])"
    r"|(?<![\w@])(?P<mention>@[A-Za-z]\w{3,31})\b"
    r"|(?<![\w#])(?P<hashtag>#\w*[^\W\d_]\w*)"
)


class BrokenMarkup(Exception):
    """The HTML is not Telegram's; ``str()`` is what Telegram writes after "can't parse entities: "."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A marked run of a text; ``offset`` and ``length`` count UTF-16 units. ``more`` holds url, language and such."""

    type: str
    offset: int
    length: int
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def end(self) -> int:
        """The offset just after the run, in UTF-16 units."""
        return self.offset + self.length

    def as_json(self) -> dict[str, Any]:
        """A MessageEntity object."""
        return {"type": self.type, "offset": self.offset, "length": self.length, **self.more}


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text with its entities, and ``warnings``: what Telegram would have dropped without a word."""

    text: str
    entities: tuple[Entity, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def units(self) -> int:
        """The length in UTF-16 units, as Telegram's limits are counted here."""
        return utf16_length(self.text)


def utf16_length(text: str) -> int:
    """How many UTF-16 units ``text`` takes."""
    return len(text) + sum(character > "\uffff" for character in text)


def slice_utf16(text: str, offset: int, length: int) -> str:
    """The run of ``text`` that starts at ``offset`` and is ``length`` long, both in UTF-16 units."""
    encoded = text.encode("utf-16-le", "surrogatepass")
    return encoded[2 * offset : 2 * (offset + length)].decode("utf-16-le", "replace")


def parse_html(html: str) -> Formatted:
    """``html`` in Telegram's HTML style as text and entities. Raises BrokenMarkup with Telegram's words."""
    reader = _HtmlReader(html)
    reader.read()
    return _settled("".join(reader.text), reader.entities, reader.warnings)


def plain(text: str) -> Formatted:
    """``text`` as it stands, with the links, commands and addresses that Telegram finds by itself."""
    return _settled(text, [], [])


def marked(text: str, entities: Iterable[Entity]) -> Formatted:
    """``text`` with the entities that a caller gave."""
    return _settled(text, list(entities), [])


@dataclass(slots=True)
class _OpenTag:
    name: str
    attributes: Mapping[str, str]
    units: int
    characters: int


class _HtmlReader:
    """Reads Telegram's HTML character by character; what it refuses, and how, follows TDLib's own reader."""

    def __init__(self, html: str) -> None:
        self.html = html
        self.at = 0
        self.units = 0
        self.text: list[str] = []
        self.open: list[_OpenTag] = []
        self.entities: list[Entity] = []
        self.warnings: list[str] = []

    def read(self) -> None:
        while self.at < len(self.html):
            here = self.html[self.at]
            if here == "<":
                if self.html.startswith("</", self.at):
                    self._close_tag()
                else:
                    self._open_tag()
            else:
                self._put(self._character())
        if self.open:
            raise BrokenMarkup(f'Can\'t find end tag corresponding to start tag "{self.open[-1].name}"')

    def _put(self, character: str) -> None:
        self.text.append(character)
        self.units += utf16_length(character)

    def _character(self) -> str:
        """The character here, decoded if it is one of the few references that Telegram knows."""
        here = self.html[self.at]
        match = _CHARACTER.match(self.html, self.at) if here == "&" else None
        decoded = _decoded(match) if match else ""
        if match and decoded:
            self.at = match.end()
            return decoded
        self.at += 1
        return here

    def _byte(self, at: int) -> int:
        return len(self.html[:at].encode("utf-8", "surrogatepass"))

    def _skip_spaces(self) -> None:
        match = _SPACES.match(self.html, self.at)
        self.at = match.end() if match else self.at

    def _open_tag(self) -> None:
        begin = self.at
        name = self._tag_name()
        if self.at >= len(self.html):
            raise BrokenMarkup(f"Unclosed start tag at byte offset {self._byte(begin)}")
        if name not in TAGS:
            raise BrokenMarkup(f'Unsupported start tag "{name}" at byte offset {self._byte(begin)}')
        attributes = self._attributes(name, begin)
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise BrokenMarkup(f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(begin)}')
        if name == "blockquote" and any(tag.name == "blockquote" for tag in self.open):
            # Telegram's documentation forbids this; its server drops the inner quote without a word.
            raise BrokenMarkup(f"Blockquote entities can't be nested at byte offset {self._byte(begin)}")
        self.open.append(_OpenTag(name, attributes, self.units, len(self.text)))

    def _tag_name(self) -> str:
        match = _TAG_NAME.match(self.html, self.at)
        self.at = match.end() if match else self.at
        return match.group(1).lower() if match else ""

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        attributes: dict[str, str] = {}
        while True:
            self._skip_spaces()
            if self.at >= len(self.html):
                raise BrokenMarkup(f"Unclosed start tag at byte offset {self._byte(begin)}")
            if self.html[self.at] == ">":
                self.at += 1
                return attributes
            name, value = self._attribute(tag, begin)
            attributes[name] = value

    def _attribute(self, tag: str, begin: int) -> tuple[str, str]:
        match = _ATTRIBUTE_NAME.match(self.html, self.at)
        name = match.group(0).lower() if match else ""
        if not name:
            raise BrokenMarkup(f'Empty attribute name in the tag "{tag}" at byte offset {self._byte(begin)}')
        self.at += len(name)
        self._skip_spaces()
        if not self.html.startswith("=", self.at):
            return name, ""
        self.at += 1
        self._skip_spaces()
        if self.at >= len(self.html):
            raise BrokenMarkup(f'Unclosed start tag "{tag}" at byte offset {self._byte(begin)}')
        return name, self._attribute_value(begin)

    def _attribute_value(self, begin: int) -> str:
        quote = self.html[self.at]
        if quote not in "'\"":
            return self._name_token()
        self.at += 1
        value: list[str] = []
        while self.at < len(self.html) and self.html[self.at] != quote:
            value.append(self._character())
        if self.at >= len(self.html):
            raise BrokenMarkup(f"Unclosed start tag at byte offset {self._byte(begin)}")
        self.at += 1
        return "".join(value)

    def _name_token(self) -> str:
        begin = self.at
        match = _NAME_TOKEN.match(self.html, self.at)
        token = match.group(0) if match else ""
        self.at += len(token)
        if self.at < len(self.html) and not self.html[self.at].isspace() and self.html[self.at] != ">":
            raise BrokenMarkup(f"Unexpected end of name token at byte offset {self._byte(begin)}")
        return token.lower()

    def _close_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise BrokenMarkup(f"Unexpected end tag at byte offset {self._byte(begin)}")
        name = self._tag_name()
        self._skip_spaces()
        if not self.html.startswith(">", self.at):
            raise BrokenMarkup(f"Unclosed end tag at byte offset {self._byte(begin)}")
        self.at += 1
        tag = self.open.pop()
        if name and name != tag.name:
            raise BrokenMarkup(
                f'Unmatched end tag at byte offset {self._byte(begin)}, expected "</{tag.name}>", found "</{name}>"'
            )
        if self.units > tag.units:
            self._keep(tag)

    def _keep(self, tag: _OpenTag) -> None:
        """Turn a closed tag into its entity."""
        entity = Entity(TAGS[tag.name], tag.units, self.units - tag.units)
        if tag.name == "a":
            self._keep_link(entity, tag)
        elif tag.name in CODE:
            self._keep_code(entity, tag)
        elif tag.name == "tg-emoji":
            self._keep_emoji(entity, tag)
        elif tag.name == "tg-time":
            self._keep_time(entity, tag)
        elif tag.name == "blockquote" and "expandable" in tag.attributes:
            self.entities.append(replace(entity, type="expandable_blockquote"))
        else:
            self.entities.append(entity)

    def _keep_link(self, entity: Entity, tag: _OpenTag) -> None:
        address = tag.attributes.get("href") or "".join(self.text[tag.characters :])
        link = checked_link(address)
        if link:
            self.entities.append(replace(entity, more={"url": link}))
        else:
            self.warnings.append(f"a link to {address!r} is no address for Telegram: it is shown as plain text")

    def _keep_code(self, entity: Entity, tag: _OpenTag) -> None:
        """Keep ``<pre>`` and ``<code>``; the two around the same text make one block with its language."""
        language = tag.attributes.get("class", "")
        language = language.removeprefix("language-") if language.startswith("language-") else ""
        last = self.entities[-1] if self.entities else None
        around = last and last.type in CODE and last.type != tag.name
        if last and around and (last.offset, last.end) == (entity.offset, entity.end):
            self.entities[-1] = replace(last, type="pre", more={**last.more, **_named("language", language)})
        else:
            self.entities.append(replace(entity, more=_named("language", language)))

    def _keep_emoji(self, entity: Entity, tag: _OpenTag) -> None:
        number = tag.attributes.get("emoji-id", "")
        if not number.isdecimal() or not 0 < int(number) < 2**63:
            raise BrokenMarkup("Invalid custom emoji identifier specified")
        self.entities.append(replace(entity, more={"custom_emoji_id": number}))

    def _keep_time(self, entity: Entity, tag: _OpenTag) -> None:
        unix, form = tag.attributes.get("unix", ""), tag.attributes.get("format", "")
        if not re.fullmatch(r"-?\d{1,12}", unix):
            raise BrokenMarkup("Invalid Unix time specified")
        if not _TIME_FORMAT.fullmatch(form):
            raise BrokenMarkup("Invalid date-time format specified")
        self.entities.append(replace(entity, more={"unix_time": int(unix), **_named("date_time_format", form)}))


def _named(name: str, value: str) -> dict[str, str]:
    return {name: value} if value else {}


def _decoded(match: re.Match[str]) -> str:
    hexadecimal, decimal, name = match.groups()
    if name:
        return _NAMED_CHARACTERS.get(name, "")
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return chr(code) if 0 < code < 0x10FFFF and not 0xD800 <= code <= 0xDFFF else ""


def checked_link(address: str) -> str:
    """``address`` as Telegram would link it, or "" when it would not."""
    if re.match(r"(tg|ton|tonsite|mailto|tel):", address, re.IGNORECASE):
        return address
    return "" if wrong_link(address) else address if "://" in address else f"http://{address}/"


def wrong_link(address: str) -> str:
    """Why Telegram takes ``address`` for no web address, in its own words; "" when it takes it."""
    parts = _parts(address if "://" in address else f"http://{address}")
    if parts is None:
        return "Wrong HTTP URL"
    scheme, host = parts
    if scheme not in {"http", "https", "tg", "ton", "tonsite"}:
        return "Unsupported URL protocol"
    if not host:
        return "URL host is empty"
    return "" if scheme == "tg" or ("." in host and not re.search(r"[\s_]", host)) else "Wrong HTTP URL"


def _parts(address: str) -> tuple[str, str] | None:
    try:
        split = urlsplit(address)
        return split.scheme.lower(), split.hostname or ""
    except ValueError:
        return None


def _settled(text: str, entities: Sequence[Entity], warnings: Sequence[str]) -> Formatted:
    """Trim, settle overlaps, and add what Telegram finds by itself, as its server does before it keeps a text."""
    stripped = text.lstrip()
    cut = utf16_length(text) - utf16_length(stripped)
    stripped = stripped.rstrip()
    kept = list(_within(entities, cut, utf16_length(stripped)))
    said = list(warnings)
    kept = _without_nested(kept, said)
    kept += [found for found in _found(stripped) if not any(_overlap(found, other) for other in _solid(kept))]
    kept.sort(key=lambda entity: (entity.offset, -entity.length))
    if len(kept) > MAX_ENTITIES:
        said.append(f"{len(kept)} entities: Telegram keeps {MAX_ENTITIES} and drops the others without a word")
    return Formatted(stripped, tuple(kept[:MAX_ENTITIES]), tuple(said))


def _within(entities: Iterable[Entity], cut: int, length: int) -> Iterator[Entity]:
    for entity in entities:
        start, end = max(entity.offset - cut, 0), min(entity.end - cut, length)
        if end > start:
            yield replace(entity, offset=start, length=end - start)


def _solid(entities: Iterable[Entity]) -> list[Entity]:
    """Entities that can hold no other but styles."""
    return [entity for entity in entities if entity.type not in STYLES | QUOTES]


def _overlap(one: Entity, other: Entity) -> bool:
    return one.offset < other.end and other.offset < one.end


def _without_nested(entities: Sequence[Entity], warnings: list[str]) -> list[Entity]:
    """Drop what Telegram cannot nest: styles inside or around code, a link inside a link, the same style twice."""
    kept: list[Entity] = []
    waiting = sorted(entities, key=lambda each: (each.type not in CODE, each.offset, -each.length))
    while waiting:
        entity = waiting.pop(0)
        clash = next((other for other in kept if _overlap(entity, other) and _exclude_each_other(entity, other)), None)
        if clash is None:
            kept.append(entity)
            continue
        warnings.append(f"{entity.type} and {clash.type} on the same text: Telegram drops {entity.type} there")
        waiting = _around(entity, clash) + waiting
    return kept


def _exclude_each_other(one: Entity, other: Entity) -> bool:
    if one.type in QUOTES or other.type in QUOTES:
        return one.type in QUOTES and other.type in QUOTES
    if one.type in STYLES and other.type in STYLES:
        return one.type == other.type
    return one.type in CODE or other.type in CODE or (one.type not in STYLES and other.type not in STYLES)


def _around(entity: Entity, hole: Entity) -> list[Entity]:
    """What is left of a style on both sides of a run of code; nothing of anything else."""
    if entity.type not in STYLES or hole.type not in CODE:
        return []
    sides = ((entity.offset, hole.offset), (hole.end, entity.end))
    return [replace(entity, offset=start, length=end - start) for start, end in sides if end > start]


def _found(text: str) -> Iterator[Entity]:
    for match in _FOUND_IN_TEXT.finditer(text):
        kind = match.lastgroup or ""
        yield Entity(kind, utf16_length(text[: match.start(kind)]), utf16_length(match.group(kind)))
