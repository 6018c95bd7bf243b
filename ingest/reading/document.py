"""ReadDocument: what a reader gets out of a file, before it is split into passages."""

from dataclasses import dataclass, field
from enum import StrEnum

CELL_SEPARATOR = " | "
"""What stands between the cells of a table row."""


class BlockKind(StrEnum):
    """What a run of text is on the page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"
    FOOTNOTE = "footnote"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, list item or table row, in reading order.

    ``text`` is the source's own words; a table row's cells are joined by `` | ``. ``page`` is 1-based or None.
    ``level`` is the heading's depth (1 = top) and 0 for everything else. ``header`` is the header row of the table
    that a TABLE_ROW belongs to (cells joined by `` | ``): it gives context and is never part of a quote.
    """

    kind: BlockKind
    text: str
    page: int | None = None
    level: int = 0
    header: str = ""


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A file's text in reading order.

    ``title`` is the document's own title or "". ``metadata`` holds what the file states about itself (front matter,
    document properties) with lower-case keys. ``pages`` is the page count or None. ``remarks`` are things the reader
    left out or noticed, worded for a coordinator.
    """

    blocks: tuple[Block, ...]
    title: str = ""
    metadata: dict[str, str] = field(default_factory=dict)
    pages: int | None = None
    remarks: tuple[str, ...] = ()


class Refused(Exception):
    """The file cannot be read. ``str()`` is the reason, in words a coordinator understands, in English."""
