"""OpenDocument texts: headings, paragraphs, lists, tables, text boxes and notes in the order of the page."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError, fromstring

from ingest.reading.characters import one_line
from ingest.reading.document import Block, BlockKind, ReadDocument, Refused
from ingest.reading.rows import heads_numbers, table_blocks
from ingest.reading.source import contents
from ingest.reading.zipped import DAMAGE, OfficeFormat, checked

TEXT = OfficeFormat("an OpenDocument text", "content.xml", ".odt")

_NAMES = "{urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TEXT, _TABLE = f"{_NAMES}office:1.0}}", f"{_NAMES}text:1.0}}", f"{_NAMES}table:1.0}}"
_STYLE, _DRAW, _META = f"{_NAMES}style:1.0}}", f"{_NAMES}drawing:1.0}}", f"{_NAMES}meta:1.0}}"
_SVG = f"{_NAMES}svg-compatible:1.0}}"
_DC = "{http://purl.org/dc/elements/1.1/}"

_MANIFEST = "META-INF/manifest.xml"
_CELLS = frozenset((f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"))
_CONTENTS = frozenset(
    f"{_TEXT}{kind}"
    for kind in (
        "table-of-content",
        "alphabetical-index",
        "illustration-index",
        "object-index",
        "table-index",
        "user-index",
    )
)
_UNSEEN = frozenset(
    (
        f"{_TEXT}note-citation",
        f"{_TEXT}ruby-text",
        f"{_TEXT}sequence-decls",
        f"{_TEXT}variable-decls",
        f"{_TEXT}user-field-decls",
        f"{_OFFICE}forms",
        f"{_OFFICE}binary-data",
        f"{_SVG}title",
        f"{_SVG}desc",
    )
)
_HIDDEN = frozenset((f"{_TEXT}hidden-text", f"{_TEXT}hidden-paragraph"))
_LONGEST_CHAIN = 20
_MOST_REPEATED = 100
_MOST_SPACES = 100


def read(path: Path) -> ReadDocument:
    """An ``.odt`` file. Raises Refused when it is protected, damaged, unsafe to unpack or no OpenDocument text.

    Hidden text, deleted changes, comments and the table of contents are left out with a remark. The XML is read
    directly: odfpy goes on with half a document where the XML is broken, and prints it.
    """
    file = checked(contents(path), TEXT)
    try:
        with zipfile.ZipFile(file) as archive:
            reading = _Reading(archive)
            blocks = tuple(reading.blocks())
            title, metadata = _properties(archive)
    except RecursionError:
        raise Refused("is damaged: its parts are nested too deeply") from None
    except (*DAMAGE, ParseError):
        raise Refused("is damaged; it cannot be read as an OpenDocument text") from None
    if not blocks:
        raise Refused("holds no text")
    return ReadDocument(blocks, title or reading.title, metadata, None, reading.remarks())


@dataclass(frozen=True, slots=True)
class _Style:
    """What a style says of its paragraphs or letters; ``level`` 0 is no heading."""

    hidden: bool = False
    title: bool = False
    level: int = 0


@dataclass(slots=True)
class _Seen:
    """What was left out on the way."""

    hidden_words: int = 0
    deletions: bool = False
    comments: bool = False
    contents: bool = False


@dataclass(slots=True)
class _Text:
    """The words of a paragraph, and what hangs on it: notes and text boxes."""

    parts: list[str] = field(default_factory=list)
    notes: list[Element] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)

    @property
    def lines(self) -> str:
        lines = (one_line(line) for line in "".join(self.parts).split("\n"))
        return "\n".join(line for line in lines if line)


class _Reading:
    """One document being read, from its first paragraph to its last."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        if _MANIFEST in archive.namelist() and b"encryption-data" in archive.read(_MANIFEST):
            raise Refused("is protected with a password; save it without one")
        content = _xml(archive, "content.xml")
        body = None if content is None else content.find(f"{_OFFICE}body/{_OFFICE}text")
        if content is None or body is None:
            raise Refused("is not really an OpenDocument text")
        self._body = body
        self._styles = _styles(_xml(archive, "styles.xml"), content)
        self._known: dict[str, _Style] = {}
        self._seen = _Seen()
        self._pending: list[Element] = []
        self.title = ""

    def blocks(self) -> Iterator[Block]:
        """Everything a reader of the pages sees, the notes of a section at its end."""
        for block in self._inside(self._body, BlockKind.PARAGRAPH):
            if block.kind is BlockKind.HEADING:
                yield from self._notes()
            yield block
        yield from self._notes()

    def remarks(self) -> tuple[str, ...]:
        """What was left out, for a coordinator."""
        seen = self._seen
        found = {
            f"hidden text was left out ({seen.hidden_words} words)": seen.hidden_words > 0,
            "text deleted with tracked changes was left out": seen.deletions,
            "reviewers' comments were left out": seen.comments,
            "the table of contents was left out": seen.contents,
        }
        return tuple(remark for remark, applies in found.items() if applies)

    def _inside(self, element: Element, kind: BlockKind) -> Iterator[Block]:
        for child in element:
            if child.tag in (f"{_TEXT}h", f"{_TEXT}p"):
                yield from self._paragraph(child, kind)
            elif child.tag == f"{_TABLE}table":
                yield from self._table(child)
            elif child.tag == f"{_TEXT}list":
                yield from self._inside(child, BlockKind.LIST_ITEM)
            elif not self._is_left_out(child):
                yield from self._inside(child, kind)

    def _is_left_out(self, element: Element) -> bool:
        if element.tag in _CONTENTS:
            self._seen.contents = True
        elif element.tag == f"{_TEXT}tracked-changes":
            self._seen.deletions = self._seen.deletions or element.find(f".//{_TEXT}deletion") is not None
        elif element.tag == f"{_OFFICE}annotation":
            self._seen.comments = True
        elif element.tag in _HIDDEN or _is_hidden_section(element):
            self._seen.hidden_words += len(" ".join(element.itertext()).split())
        else:
            return element.tag in _UNSEEN
        return True

    def _paragraph(self, paragraph: Element, kind: BlockKind) -> Iterator[Block]:
        style = self._style(paragraph.get(f"{_TEXT}style-name", ""))
        text = _Text()
        self._collect(paragraph, text, hidden=style.hidden)
        words = text.lines
        if words:
            level = _level(paragraph, style)
            if level:
                words = one_line(words)
                self.title = self.title or (words if level == 1 else "")
            yield Block(BlockKind.HEADING if level else kind, words, level=level)
        self._pending.extend(text.notes)
        for box in text.boxes:
            yield from self._inside(box, BlockKind.PARAGRAPH)

    def _collect(self, element: Element, text: _Text, *, hidden: bool) -> None:
        """Adds the words of ``element`` and of what it holds to ``text``."""
        self._add(element.text, text, hidden=hidden)
        for child in element:
            if child.tag == f"{_TEXT}note":
                text.notes.append(child)
            elif child.tag == f"{_DRAW}text-box":
                text.boxes.append(child)
            elif child.tag == f"{_TEXT}line-break":
                text.parts.append("" if hidden else "\n")
            elif child.tag in (f"{_TEXT}s", f"{_TEXT}tab"):
                text.parts.append("" if hidden else " " * _spaces(child))
            elif not self._is_left_out(child):
                style = self._style(child.get(f"{_TEXT}style-name", ""))
                self._collect(child, text, hidden=hidden or style.hidden)
            self._add(child.tail, text, hidden=hidden)

    def _add(self, words: str | None, text: _Text, *, hidden: bool) -> None:
        if words and hidden:
            self._seen.hidden_words += len(words.split())
        elif words:
            # A line end in the XML is a space; only text:line-break ends a line.
            text.parts.append(words.replace("\n", " "))

    def _table(self, table: Element) -> Iterator[Block]:
        header_rows = table.find(f"{_TABLE}table-header-rows")
        rows = list(_rows(table))
        if all(len(_cells(row)) <= 1 for row in rows):
            # A table of one column only frames text.
            for row in rows:
                yield from self._inside(row, BlockKind.PARAGRAPH)
            return
        texts = [self._row(row) for row in rows]
        is_headed = header_rows is not None and len(rows) > 1
        header = texts.pop(0) if is_headed or heads_numbers(texts) else []
        yield from table_blocks(texts, header)

    def _row(self, row: Element) -> list[str]:
        """The words of each cell; a place that a cell above covers is empty, one covered from its left is none."""
        texts: list[str] = []
        covered = 0
        for cell in _cells(row):
            times = _count(cell, f"{_TABLE}number-columns-repeated", _MOST_REPEATED)
            if cell.tag == f"{_TABLE}covered-table-cell":
                texts.extend([""] * max(0, times - covered))
                covered = max(0, covered - times)
            else:
                text = one_line(" ".join(block.text for block in self._inside(cell, BlockKind.PARAGRAPH)))
                texts.extend([text] * times)
                covered = _count(cell, f"{_TABLE}number-columns-spanned", _MOST_REPEATED) - 1
        return texts

    def _notes(self) -> Iterator[Block]:
        pending, self._pending = self._pending, []
        for note in pending:
            words = one_line(" ".join(block.text for block in self._inside(note, BlockKind.FOOTNOTE)))
            if words:
                yield Block(BlockKind.FOOTNOTE, words)

    def _style(self, name: str) -> _Style:
        if name not in self._known:
            self._known[name] = self._resolved(name)
        return self._known[name]

    def _resolved(self, name: str) -> _Style:
        hidden: bool | None = None
        title, level = False, 0
        for _ in range(_LONGEST_CHAIN):
            style = self._styles.get(name)
            if style is None:
                break
            title = title or name == "Title"
            level = level or _count(style, f"{_STYLE}default-outline-level", 9, without=0)
            properties = style.find(f"{_STYLE}text-properties")
            display = None if properties is None else properties.get(f"{_TEXT}display")
            hidden = hidden if hidden is not None or not display else display == "none"
            name = style.get(f"{_STYLE}parent-style-name", "")
        return _Style(hidden is True, title, level)


def _xml(archive: zipfile.ZipFile, name: str) -> Element | None:
    if name not in archive.namelist():
        return None
    return fromstring(archive.read(name))  # noqa: S314 - files that define entities were refused before


def _styles(named: Element | None, content: Element) -> dict[str, Element]:
    """Styles of paragraphs and letters by name; those made for one place win over the named ones."""
    styles: dict[str, Element] = {}
    for part in (named, content):
        for style in () if part is None else part.iter(f"{_STYLE}style"):
            styles[style.get(f"{_STYLE}name", "")] = style
    return styles


def _level(paragraph: Element, style: _Style) -> int:
    if style.title:
        return 1
    if paragraph.tag != f"{_TEXT}h":
        return style.level
    return _count(paragraph, f"{_TEXT}outline-level", 9, without=style.level or 1)


def _is_hidden_section(element: Element) -> bool:
    return element.tag == f"{_TEXT}section" and element.get(f"{_TEXT}display") == "none"


def _rows(table: Element) -> Iterator[Element]:
    """The rows of a table, those of its groups too, but none of tables in its cells."""
    for child in table:
        if child.tag == f"{_TABLE}table-row":
            yield child
        elif child.tag not in _CELLS:
            yield from _rows(child)


def _cells(row: Element) -> list[Element]:
    return [cell for cell in row if cell.tag in _CELLS]


def _spaces(element: Element) -> int:
    return _count(element, f"{_TEXT}c", _MOST_SPACES)


def _count(element: Element, attribute: str, most: int, without: int = 1) -> int:
    stated = element.get(attribute, "")
    return min(int(stated), most) if stated.isdecimal() else without


def _properties(archive: zipfile.ZipFile) -> tuple[str, dict[str, str]]:
    """The title and facts among the document's properties."""
    meta = _xml(archive, "meta.xml")
    if meta is None:
        return "", {}
    keywords = " ".join(keyword.text or "" for keyword in meta.iter(f"{_META}keyword"))
    facts = {
        "title": one_line(meta.findtext(f".//{_DC}title", "")),
        "language": meta.findtext(f".//{_DC}language", "").strip().lower().replace("_", "-").split("-")[0],
        "synthetic": "true" if "synthetic" in keywords.lower() else "",
    }
    return facts["title"], {name: value for name, value in facts.items() if value}
