"""Slide decks: each slide is a page; its title, texts, tables, charts and the speaker's notes."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from pptx import Presentation
from pptx.chart.chart import Chart
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PythonPptxError
from pptx.oxml import parse_xml
from pptx.presentation import Presentation as Deck
from pptx.shapes.base import BaseShape
from pptx.shapes.graphfrm import GraphicFrame
from pptx.shapes.group import GroupShape
from pptx.slide import Slide
from pptx.table import Table
from pptx.text.text import TextFrame

from ingest.reading.characters import one_line
from ingest.reading.document import Block, BlockKind, ReadDocument, Refused
from ingest.reading.rows import table_blocks
from ingest.reading.source import contents
from ingest.reading.zipped import DAMAGE, OfficeFormat, checked

SLIDES = OfficeFormat("a PowerPoint presentation", "ppt/presentation.xml", ".pptx")

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_DIAGRAM_DATA = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}dm"
_TITLES = frozenset((PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE, PP_PLACEHOLDER.VERTICAL_TITLE))
_FURNITURE = frozenset((PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER, PP_PLACEHOLDER.HEADER))
_LISTS = frozenset((PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.VERTICAL_BODY))
_SAME_HEIGHT_EMU = 300_000


def read(path: Path) -> ReadDocument:
    """A ``.pptx`` file, the slide's number (1-based) as page. Raises Refused when it is protected, damaged or no deck.

    Hidden slides and shapes, dates, footers and slide numbers are left out; the hidden ones with a remark.
    """
    file = checked(contents(path), SLIDES)
    try:
        deck = Presentation(file)
        reading = _Reading()
        blocks = tuple(block for number, slide in enumerate(deck.slides, 1) for block in reading.slide(slide, number))
        title, metadata = _properties(deck)
    except RecursionError:
        raise Refused("is damaged: its parts are nested too deeply") from None
    except (*DAMAGE, PythonPptxError):
        raise Refused("is damaged; it cannot be read as a PowerPoint presentation") from None
    if not blocks:
        raise Refused("; ".join(("holds no text", *reading.remarks)))
    heading = next((block.text for block in blocks if block.kind is BlockKind.HEADING), "")
    return ReadDocument(blocks, title or heading, metadata, len(deck.slides), tuple(reading.remarks))


class _Reading:
    """A deck being read slide by slide, and what was noticed on the way."""

    def __init__(self) -> None:
        self.remarks: list[str] = []

    def slide(self, slide: Slide, number: int) -> Iterator[Block]:
        """The blocks of one slide: title, shapes from top to bottom, notes."""
        if slide._element.get("show") in ("0", "false"):
            self.remarks.append(f"slide {number} is hidden and was left out")
            return
        _unwrap_alternatives(slide)
        shapes = list(_flat(_seen(slide.shapes)))
        if len(shapes) < sum(1 for _ in _flat(slide.shapes)):
            self.remarks.append(f"slide {number}: a hidden shape was left out")
        found = [block for shape in _ordered(shapes) for block in _shape(shape, number)]
        if not found and any(hasattr(shape, "image") for shape in shapes if not shape.is_placeholder):
            self.remarks.append(f"slide {number} shows only a picture, which was not read")
        yield from found
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
            for text, _ in _paragraphs(slide.notes_slide.notes_text_frame):
                yield Block(BlockKind.NOTE, text, number)


def _unwrap_alternatives(slide: Slide) -> None:
    """Of shapes that are written in a new and an old way, keeps the new one, where a reader of shapes finds it."""
    for alternatives in list(slide._element.iter(_ALTERNATIVES)):
        parent = alternatives.getparent()
        place = parent.index(alternatives)
        chosen = list(alternatives[0]) if len(alternatives) else []
        parent.remove(alternatives)
        for offset, element in enumerate(chosen):
            parent.insert(place + offset, element)


def _seen(shapes: Iterable[BaseShape]) -> list[BaseShape]:
    return [shape for shape in shapes if shape._element._nvXxPr.cNvPr.get("hidden") not in ("1", "true")]


def _flat(shapes: Iterable[BaseShape]) -> Iterator[BaseShape]:
    """The shapes in reading order, those of a group in place of the group."""
    for shape in _ordered(shapes):
        if isinstance(shape, GroupShape):
            yield from _flat(shape.shapes)
        else:
            yield shape


def _ordered(shapes: Iterable[BaseShape]) -> list[BaseShape]:
    """Titles first, then from top to bottom, what stands at about one height from left to right."""
    placed = sorted(shapes, key=lambda shape: (shape.top or 0, shape.left or 0))
    rows: list[list[BaseShape]] = []
    for shape in placed:
        if rows and (shape.top or 0) - (rows[-1][0].top or 0) <= _SAME_HEIGHT_EMU:
            rows[-1].append(shape)
        else:
            rows.append([shape])
    ordered = [shape for row in rows for shape in sorted(row, key=lambda shape: shape.left or 0)]
    return sorted(ordered, key=lambda shape: _placeholder(shape) not in _TITLES)


def _placeholder(shape: BaseShape) -> PP_PLACEHOLDER | None:
    return shape.placeholder_format.type if shape.is_placeholder else None


def _shape(shape: BaseShape, number: int) -> Iterator[Block]:
    place = _placeholder(shape)
    if place in _FURNITURE:
        return
    if isinstance(shape, GraphicFrame):
        yield from _graphic(shape, number)
    elif shape.has_text_frame:
        frame: TextFrame = shape.text_frame  # type: ignore[attr-defined]
        if place in _TITLES:
            text = one_line(frame.text.replace("\v", " "))
            if text:
                yield Block(BlockKind.HEADING, text, number, 1 if place is PP_PLACEHOLDER.CENTER_TITLE else 2)
        else:
            for text, listed in _paragraphs(frame, listed=place in _LISTS):
                yield Block(BlockKind.LIST_ITEM if listed else BlockKind.PARAGRAPH, text, number)


def _paragraphs(frame: TextFrame, *, listed: bool = False) -> Iterator[tuple[str, bool]]:
    """Each paragraph with words, and whether a bullet or number stands before it."""
    for paragraph in frame.paragraphs:
        lines = (one_line(line) for line in paragraph.text.split("\v"))
        text = "\n".join(line for line in lines if line)
        if text:
            yield text, _is_listed(paragraph._p.find(f"{_A}pPr"), by_place=listed)


def _is_listed(properties: object, *, by_place: bool) -> bool:
    if properties is None:
        return by_place
    tags = {child.tag for child in properties}  # type: ignore[attr-defined]
    if f"{_A}buNone" in tags:
        return False
    return by_place or bool(tags & {f"{_A}buChar", f"{_A}buAutoNum", f"{_A}buBlip"})


def _graphic(frame: GraphicFrame, number: int) -> Iterator[Block]:
    if frame.has_table:
        yield from _table(frame.table, number)
    elif frame.has_chart:
        yield from _chart(frame.chart, number)
    else:
        yield from _diagram(frame, number)


def _table(table: Table, number: int) -> Iterator[Block]:
    rows = [
        [one_line(cell.text_frame.text.replace("\v", " ")) for cell in row.cells if not _continues(cell)]
        for row in table.rows
    ]
    header = rows.pop(0) if table.first_row and len(rows) > 1 else []
    yield from table_blocks(rows, header, number)


def _continues(cell: object) -> bool:
    """Whether a cell is only the further part of a merged one to its left."""
    return cell._tc.hMerge  # type: ignore[attr-defined,no-any-return]


def _chart(chart: Chart, number: int) -> Iterator[Block]:
    if chart.has_title and chart.chart_title.has_text_frame:
        text = one_line(chart.chart_title.text_frame.text)
        if text:
            yield Block(BlockKind.PARAGRAPH, text, number)
    for plot in chart.plots:
        series = list(plot.series)
        names = ["", *(one_line(each.name or "") for each in series)]
        values = [list(each.values) for each in series]
        rows = [
            [one_line(str(category)), *(_number(column[index]) if index < len(column) else "" for column in values)]
            for index, category in enumerate(plot.categories)
        ]
        yield from table_blocks(rows, names if any(names) else (), number)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.12g}"


def _diagram(frame: GraphicFrame, number: int) -> Iterator[Block]:
    """The texts of a SmartArt diagram, in the order in which they were written."""
    for reference in frame._element.iter(f"{_DIAGRAM}relIds"):
        data = parse_xml(frame.part.related_part(reference.get(_DIAGRAM_DATA)).blob)
        for point in data.iter(f"{_DIAGRAM}pt"):
            for paragraph in point.iter(f"{_A}p"):
                text = one_line("".join(run.text or "" for run in paragraph.iter(f"{_A}t")))
                if text:
                    yield Block(BlockKind.LIST_ITEM, text, number)


def _properties(deck: Deck) -> tuple[str, dict[str, str]]:
    core = deck.core_properties
    title = one_line(core.title)
    # What programs write that were given no title.
    title = "" if title.lower() in ("powerpoint presentation", "presentation") else title
    facts = {
        "title": title,
        "language": core.language.strip().lower().replace("_", "-").split("-")[0],
        "kind": "_".join(core.category.lower().replace("-", " ").split()),
        "synthetic": "true" if "synthetic" in core.keywords.lower() else "",
    }
    return title, {name: value for name, value in facts.items() if value}
