"""Styles of a Word document: which paragraphs are headings, list items or hidden, in whatever language Word ran."""

import re
from dataclasses import dataclass

from docx.oxml.xmlchemy import BaseOxmlElement

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(
    r"(?:heading|kop|c[ií]?msor|t[ií]?tulo|[üu]?berschrift|titre|nagłówek|rubrik)\s*([1-9])", re.IGNORECASE
)
_CONTENTS = re.compile(r"(?:toc|inhopg|tj|ndice|índice|sumário)\s*[1-9]", re.IGNORECASE)
_TITLE = frozenset(("title", "titel", "cím", "cm", "título", "ttulo"))
_LONGEST_CHAIN = 20
_BODY_LEVEL = 9


@dataclass(frozen=True, slots=True)
class WordStyle:
    """What a style says: heading ``level`` (0 = none), and if it makes a title, a list item, bold or hidden text."""

    level: int = 0
    title: bool = False
    contents: bool = False
    listed: bool = False
    bold: bool = False
    hidden: bool = False


PLAIN = WordStyle()


def is_on(switch: BaseOxmlElement | None) -> bool | None:
    """Whether an on-off element such as ``w:b`` is on; None when it is not there."""
    if switch is None:
        return None
    return switch.get(f"{_W}val", "true").lower() not in ("0", "false", "off", "none")


class WordStyles:
    """The styles of one document by their ids; ``of`` follows what a style is based on."""

    def __init__(self, styles: BaseOxmlElement | None) -> None:
        found = [] if styles is None else styles.findall(f"{_W}style")
        self._elements = {style.get(f"{_W}styleId", ""): style for style in found}
        self._known: dict[str, WordStyle] = {}
        self._default = next(
            (
                style.get(f"{_W}styleId", "")
                for style in found
                if style.get(f"{_W}type") == "paragraph" and style.get(f"{_W}default") in ("1", "true")
            ),
            "",
        )

    def of(self, style_id: str | None) -> WordStyle:
        """The style of that id; the default paragraph style without one."""
        wanted = style_id or self._default
        if wanted not in self._known:
            self._known[wanted] = self._resolved(wanted)
        return self._known[wanted]

    def first_row_is_bold(self, style_id: str | None) -> bool:
        """Whether a table style sets its first row apart in bold."""
        for style in self._chain(style_id or ""):
            for part in style.findall(f"{_W}tblStylePr"):
                if part.get(f"{_W}type") == "firstRow":
                    return is_on(part.find(f"{_W}rPr/{_W}b")) is True
        return False

    def _chain(self, style_id: str) -> list[BaseOxmlElement]:
        chain: list[BaseOxmlElement] = []
        while style_id in self._elements and len(chain) < _LONGEST_CHAIN:
            style = self._elements[style_id]
            chain.append(style)
            base = style.find(f"{_W}basedOn")
            style_id = "" if base is None else base.get(f"{_W}val", "")
        return chain

    def _resolved(self, style_id: str) -> WordStyle:
        chain = self._chain(style_id)
        names = [style_id, *(_name(style) for style in chain), *(style.get(f"{_W}styleId", "") for style in chain)]
        return WordStyle(
            level=_level(chain, names),
            title=any(name.strip().lower() in _TITLE for name in names),
            contents=any(_CONTENTS.fullmatch(name.strip()) for name in names),
            listed=_is_listed(chain),
            bold=_first(chain, "rPr", "b"),
            hidden=_first(chain, "rPr", "vanish"),
        )


def _name(style: BaseOxmlElement) -> str:
    name = style.find(f"{_W}name")
    return "" if name is None else name.get(f"{_W}val", "")


def _first(chain: list[BaseOxmlElement], group: str, switch: str) -> bool:
    """The switch as set by the first style of the chain that sets it."""
    settings = (is_on(style.find(f"{_W}{group}/{_W}{switch}")) for style in chain)
    return next((setting for setting in settings if setting is not None), False)


def _level(chain: list[BaseOxmlElement], names: list[str]) -> int:
    for style in chain:
        level = outline_level(style)
        if level is not None:
            return level
    named = next((match for match in map(_HEADING.fullmatch, map(str.strip, names)) if match), None)
    return int(named[1]) if named else 0


def outline_level(element: BaseOxmlElement) -> int | None:
    """The heading level that a paragraph or style sets itself (0 = body text), None when it sets none."""
    outline = element.find(f"{_W}pPr/{_W}outlineLvl")
    value = "" if outline is None else outline.get(f"{_W}val", "")
    if not value.isdecimal():
        return None
    return int(value) + 1 if int(value) < _BODY_LEVEL else 0


def _is_listed(chain: list[BaseOxmlElement]) -> bool:
    for style in chain:
        number = style.find(f"{_W}pPr/{_W}numPr")
        if number is not None:
            return number_is_shown(number)
    return False


def number_is_shown(number: BaseOxmlElement) -> bool:
    """Whether a ``w:numPr`` gives its paragraph a bullet or number: list 0 takes it away."""
    listed = number.find(f"{_W}numId")
    return listed is None or listed.get(f"{_W}val") != "0"
