"""Word documents: headings, paragraphs, lists, tables, text boxes and footnotes in the order of the page."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.package import Package

from ingest.reading.characters import one_line
from ingest.reading.document import Block, BlockKind, ReadDocument, Refused
from ingest.reading.rows import heads_numbers, table_blocks
from ingest.reading.source import contents
from ingest.reading.word_styles import PLAIN, WordStyle, WordStyles, is_on, number_is_shown, outline_level
from ingest.reading.zipped import DAMAGE, OfficeFormat, checked

WORD = OfficeFormat("a Word document", "word/document.xml", ".docx")

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_DELETED = frozenset((f"{_W}del", f"{_W}moveFrom"))
_UNSEEN = frozenset(
    f"{_W}{name}"
    for name in [
        "pPr",
        "rPr",
        "sdtPr",
        "sdtEndPr",
        "tblPr",
        "tblGrid",
        "trPr",
        "tcPr",
        "instrText",
        "delText",
        "delInstrText",
        "rt",
        "sectPr",
        "softHyphen",
    ]
)
_SPACES = {f"{_W}tab": " ", f"{_W}ptab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_NOTE_MARKS = {f"{_W}footnoteReference": "footnotes", f"{_W}endnoteReference": "endnotes"}
_SYMBOLS = {
    "a8": "☐",
    "6f": "☐",
    "71": "☐",
    "fe": "☒",
    "78": "☒",
    "fd": "☒",
    "52": "☑",
    "fc": "✓",
    "fb": "✗",
    "e0": "→",
}
_LONGEST_BOLD_HEADING = 120
_TINY_HALF_POINTS = 4


def read(path: Path) -> ReadDocument:
    """A ``.docx`` file. Raises Refused when it is protected, damaged, unsafe to unpack or no Word document.

    Hidden text, deleted changes, reviewers' comments and the table of contents are left out with a remark; page headers
    and footers without one.
    """
    file = checked(contents(path), WORD)
    try:
        # python-docx would add a made-up title to a document without properties, so that part is asked for by name.
        package = Package.open(file)
        document = _Document(package)
        blocks = tuple(document.blocks())
        title, metadata = _properties(package)
    except RecursionError:
        raise Refused("is damaged: its parts are nested too deeply") from None
    except (*DAMAGE, OpcError):
        raise Refused("is damaged; it cannot be read as a Word document") from None
    if not blocks:
        raise Refused("holds no text")
    return ReadDocument(blocks, title=title or document.title, metadata=metadata, remarks=document.remarks())


@dataclass(slots=True)
class _Seen:
    """What was left out on the way: words of hidden text, deleted changes, the table of contents, embedded parts."""

    hidden_words: int = 0
    deletions: bool = False
    contents: bool = False
    embedded: bool = False


@dataclass(slots=True)
class _Text:
    """The words of one paragraph, whether all are bold, and what hangs on it: notes and text boxes."""

    parts: list[str] = field(default_factory=list)
    bold: bool = True
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[BaseOxmlElement] = field(default_factory=list)

    @property
    def lines(self) -> str:
        lines = (one_line(line) for line in "".join(self.parts).split("\n"))
        return "\n".join(line for line in lines if line)


class _Document:
    """One document being read, from its first paragraph to its last."""

    def __init__(self, package: Package) -> None:
        part = package.main_document_part
        self._body = _root(part.blob).find(f"{_W}body")
        if self._body is None:
            raise Refused("is not really a Word document")
        self._styles = WordStyles(_related(part, RELATIONSHIP_TYPE.STYLES))
        self._notes = {
            "footnotes": _numbered(_related(part, RELATIONSHIP_TYPE.FOOTNOTES)),
            "endnotes": _numbered(_related(part, RELATIONSHIP_TYPE.ENDNOTES)),
        }
        comments = _related(part, RELATIONSHIP_TYPE.COMMENTS)
        self._has_comments = comments is not None and len(comments) > 0
        self._seen = _Seen()
        self._pending: list[tuple[str, str]] = []
        self._depth = 0
        self.title = ""

    def blocks(self) -> Iterator[Block]:
        """Everything a reader of the pages sees, the notes of a section at its end."""
        for block in self._inside(self._body):
            if block.kind is BlockKind.HEADING:
                yield from self._footnotes()
            yield block
        yield from self._footnotes()

    def remarks(self) -> tuple[str, ...]:
        """What was left out, for a coordinator."""
        seen = self._seen
        found = {
            f"hidden text was left out ({seen.hidden_words} words)": seen.hidden_words > 0,
            "text deleted with tracked changes was left out": seen.deletions,
            "reviewers' comments were left out": self._has_comments,
            "the table of contents was left out": seen.contents,
            "a part embedded in another format was left out": seen.embedded,
        }
        return tuple(remark for remark, applies in found.items() if applies)

    def _inside(self, element: BaseOxmlElement) -> Iterator[Block]:
        for child in element:
            if child.tag == f"{_W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{_W}tbl":
                yield from self._table(child)
            elif child.tag in _DELETED:
                self._seen.deletions = True
            elif child.tag == _ALTERNATIVES:
                yield from self._inside(_chosen(child))
            elif child.tag == f"{_W}altChunk":
                self._seen.embedded = True
            elif child.tag not in _UNSEEN and isinstance(child.tag, str):
                yield from self._inside(child)

    def _paragraph(self, paragraph: BaseOxmlElement) -> Iterator[Block]:
        style = self._style(paragraph)
        if style.contents:
            self._seen.contents = True
            return
        text = self._text(paragraph, style)
        words = text.lines
        if words:
            kind, level = self._kind(paragraph, style, text, words)
            if kind is BlockKind.HEADING:
                words = one_line(words)
            if style.title or (kind is BlockKind.HEADING and level == 1 and style.level):
                self.title = self.title or words
            yield Block(kind, words, level=level)
        self._pending.extend(text.notes)
        for box in text.boxes:
            yield from self._inside(box)

    def _kind(self, paragraph: BaseOxmlElement, style: WordStyle, text: _Text, words: str) -> tuple[BlockKind, int]:
        own = outline_level(paragraph)
        level = style.level if own is None else own
        if style.title:
            level = 1
        if level:
            self._depth = level
            return BlockKind.HEADING, level
        number = paragraph.find(f"{_W}pPr/{_W}numPr")
        if style.listed if number is None else number_is_shown(number):
            return BlockKind.LIST_ITEM, 0
        if text.bold and len(words) <= _LONGEST_BOLD_HEADING and words[-1] not in ".,;!" and _stands_alone(paragraph):
            return BlockKind.HEADING, self._depth + 1
        return BlockKind.PARAGRAPH, 0

    def _style(self, paragraph: BaseOxmlElement) -> WordStyle:
        return self._styles.of(_value(paragraph, f"{_W}pPr/{_W}pStyle"))

    def _text(self, paragraph: BaseOxmlElement, style: WordStyle) -> _Text:
        text = _Text()
        self._collect(paragraph, style, text)
        return text

    def _collect(self, element: BaseOxmlElement, style: WordStyle, text: _Text) -> None:
        """Adds the words of ``element`` and of what it holds to ``text``."""
        for child in element:
            tag = child.tag
            if tag == f"{_W}r":
                self._collect_run(child, style, text)
            elif tag in _DELETED:
                self._seen.deletions = True
            elif tag == _ALTERNATIVES:
                self._collect(_chosen(child), style, text)
            elif tag == f"{_W}txbxContent":
                text.boxes.append(child)
            elif tag in _NOTE_MARKS:
                text.notes.append((_NOTE_MARKS[tag], child.get(f"{_W}id", "")))
            elif tag == f"{_W}altChunk":
                self._seen.embedded = True
            elif tag not in _UNSEEN and isinstance(tag, str):
                text.parts.append(_sign(child))
                self._collect(child, style, text)

    def _collect_run(self, run: BaseOxmlElement, style: WordStyle, text: _Text) -> None:
        properties = run.find(f"{_W}rPr")
        run_style = self._run_style(properties)
        words = _Text()
        self._collect(run, style, words)
        if _is_hidden(run, properties, style.hidden or run_style.hidden):
            self._seen.hidden_words += len("".join(words.parts).split())
            return
        if "".join(words.parts).strip():
            bold = None if properties is None else is_on(properties.find(f"{_W}b"))
            text.bold = text.bold and (bold if bold is not None else style.bold or run_style.bold)
        text.parts.extend(words.parts)
        text.notes.extend(words.notes)
        text.boxes.extend(words.boxes)

    def _run_style(self, properties: BaseOxmlElement | None) -> WordStyle:
        style_id = None if properties is None else _value(properties, f"{_W}rStyle")
        return self._styles.of(style_id) if style_id else PLAIN

    def _table(self, table: BaseOxmlElement) -> Iterator[Block]:
        rows: list[list[str]] = []
        header: list[str] = []
        first: list[str] | None = None
        for row in self._kept(table, f"{_W}tr"):
            if is_on(row.find(f"{_W}trPr/{_W}del")) is not None:
                self._seen.deletions = True
                continue
            cells = self._kept(row, f"{_W}tc")
            if len(cells) == 1:
                yield from table_blocks(rows, header)
                rows = []
                yield from self._inside(cells[0])
                continue
            texts = [self._cell(cell) for cell in cells]
            if first is None and any(texts):
                first = texts
                if self._is_header(table, row, cells):
                    header = texts
                    continue
            rows.append(texts)
        if not header and heads_numbers(rows) and rows[0] is first:
            header = rows.pop(0)
        yield from table_blocks(rows, header)

    def _kept(self, element: BaseOxmlElement, tag: str) -> list[BaseOxmlElement]:
        """Rows of a table or cells of a row, also those wrapped in content controls or inserted by a tracked change."""
        found: list[BaseOxmlElement] = []
        for child in element:
            if child.tag == tag:
                found.append(child)
            elif child.tag in _DELETED:
                self._seen.deletions = True
            elif child.tag == _ALTERNATIVES:
                found.extend(self._kept(_chosen(child), tag))
            elif child.tag not in _UNSEEN and isinstance(child.tag, str):
                found.extend(self._kept(child, tag))
        return found

    def _cell(self, cell: BaseOxmlElement) -> str:
        """A cell's words on one line; a cell merged with the one above has none of its own."""
        merged = cell.find(f"{_W}tcPr/{_W}vMerge")
        if merged is not None and merged.get(f"{_W}val", "continue") == "continue":
            return ""
        return one_line(" ".join(block.text for block in self._inside(cell)))

    def _is_header(self, table: BaseOxmlElement, row: BaseOxmlElement, cells: list[BaseOxmlElement]) -> bool:
        if is_on(row.find(f"{_W}trPr/{_W}tblHeader")):
            return True
        look = table.find(f"{_W}tblPr/{_W}tblLook")
        shown = look is not None and look.get(f"{_W}firstRow", "1") in ("1", "true")
        if shown and self._styles.first_row_is_bold(_value(table, f"{_W}tblPr/{_W}tblStyle")):
            return True
        return self._is_bold(cells) and not any(
            self._is_bold(self._kept(other, f"{_W}tc")[1:])
            for other in self._kept(table, f"{_W}tr")
            if other is not row
        )

    def _is_bold(self, cells: list[BaseOxmlElement]) -> bool:
        paragraphs = [paragraph for cell in cells for paragraph in cell.iterfind(f"{_W}p")]
        texts = [_peek(paragraph) for paragraph in paragraphs]
        return bool(texts) and any(texts) and all(self._runs_are_bold(paragraph) for paragraph in paragraphs)

    def _runs_are_bold(self, paragraph: BaseOxmlElement) -> bool:
        style = self._style(paragraph)
        for run in paragraph.iter(f"{_W}r"):
            if not _peek(run):
                continue
            properties = run.find(f"{_W}rPr")
            bold = None if properties is None else is_on(properties.find(f"{_W}b"))
            if not (bold if bold is not None else style.bold or self._run_style(properties).bold):
                return False
        return True

    def _footnotes(self) -> Iterator[Block]:
        pending, self._pending = self._pending, []
        for kind, number in pending:
            note = self._notes[kind].get(number)
            if note is not None:
                words = one_line(" ".join(block.text for block in self._inside(note)))
                if words:
                    yield Block(BlockKind.FOOTNOTE, words)


def _root(blob: bytes) -> BaseOxmlElement:
    element: BaseOxmlElement = parse_xml(blob)
    return element


def _related(part: object, relation: str) -> BaseOxmlElement | None:
    """The XML of the part that a document relates to, None without one."""
    try:
        return _root(part.part_related_by(relation).blob)  # type: ignore[attr-defined]
    except KeyError:
        return None


def _numbered(notes: BaseOxmlElement | None) -> Mapping[str, BaseOxmlElement]:
    """Notes by their ids, without the drawn lines that Word keeps among them."""
    if notes is None:
        return {}
    return {note.get(f"{_W}id", ""): note for note in notes if note.get(f"{_W}type", "normal") == "normal"}


def _chosen(alternatives: BaseOxmlElement) -> BaseOxmlElement:
    """Of the same content written twice, the first way: for new programs, else for old ones."""
    return alternatives[0] if len(alternatives) else alternatives


def _value(element: BaseOxmlElement, path: str) -> str | None:
    found = element.find(path)
    return None if found is None else found.get(f"{_W}val")


def _sign(element: BaseOxmlElement) -> str:
    """What an element of a run shows by itself."""
    if element.tag in (f"{_W}t", _MATH_TEXT):
        return element.text or ""
    if element.tag == f"{_W}sym":
        return _SYMBOLS.get(element.get(f"{_W}char", "").lower()[-2:], "")
    if element.tag == f"{_W}checkBox":
        checked_box = element.find(f"{_W}checked")
        ticked = is_on(checked_box if checked_box is not None else element.find(f"{_W}default"))
        return "☒ " if ticked else "☐ "
    return _SPACES.get(element.tag, "")


def _is_hidden(run: BaseOxmlElement, properties: BaseOxmlElement | None, by_style: bool) -> bool:
    """Hidden by Word's own switch, too small to see, or white on the white page."""
    if properties is None:
        return by_style
    switch = is_on(properties.find(f"{_W}vanish"))
    if switch if switch is not None else by_style:
        return True
    size = _value(properties, f"{_W}sz") or ""
    if size.isdecimal() and int(size) <= _TINY_HALF_POINTS:
        return True
    return (_value(properties, f"{_W}color") or "").upper() == "FFFFFF" and not _is_shaded(run)


def _is_shaded(run: BaseOxmlElement) -> bool:
    """Whether something dark may lie behind a run: shading, a table's style, a drawn shape."""
    if run.find(f"{_W}rPr/{_W}highlight") is not None or run.find(f"{_W}rPr/{_W}shd") is not None:
        return True
    for ancestor in run.iterancestors():
        if ancestor.tag in (f"{_W}tbl", f"{_W}txbxContent") or ancestor.find(f"{_W}pPr/{_W}shd") is not None:
            return True
    return False


def _peek(element: BaseOxmlElement) -> str:
    return "".join(text.text or "" for text in element.iter(f"{_W}t")).strip()


def _stands_alone(paragraph: BaseOxmlElement) -> bool:
    """Whether a bold line heads what follows it on the page, and is not itself in a table or the last line."""
    parent = paragraph.getparent()
    if parent is None or parent.tag in (f"{_W}tc", f"{_W}txbxContent"):
        return False
    return paragraph.getnext() is not None and paragraph.getnext().tag != f"{_W}sectPr"


def _properties(package: Package) -> tuple[str, dict[str, str]]:
    """The title and facts among the document's properties."""
    try:
        package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES)
    except KeyError:
        return "", {}
    core = package.core_properties
    facts = {
        "title": one_line(core.title),
        "language": re.split(r"[-_]", core.language.strip().lower())[0],
        "kind": re.sub(r"[\s-]+", "_", core.category.strip().lower()),
        "synthetic": "true" if "synthetic" in core.keywords.lower() else "",
    }
    return facts["title"], {name: value for name, value in facts.items() if value}
