"""Plain text files: paragraphs between blank lines, their line breaks kept as they are."""

import re
from collections.abc import Iterator
from pathlib import Path

from ingest.reading.characters import one_line, plain
from ingest.reading.decoding import decoded
from ingest.reading.document import Block, BlockKind, ReadDocument
from ingest.reading.source import contents

_BETWEEN_PARAGRAPHS = re.compile(r"\n(?:[ \t\f\v]*\n)+|\f")
_UNDERLINED = re.compile(
    r"(?P<heading>[^\n]{1,120})\n[ \t]*(?P<line>={3,}|-{3,}|~{3,})[ \t]*(?:\n(?P<rest>.*))?", re.DOTALL
)
_LONGEST_HEADING = 80


def read(path: Path) -> ReadDocument:
    """A plain text file. Raises Refused when it cannot be opened, is empty or is not text."""
    return read_text(contents(path))


def read_text(data: bytes) -> ReadDocument:
    """Plain text given as bytes, in any encoding.

    A heading is taken only from an underlined line or a line by itself in capitals.
    """
    text = plain(decoded(data)).replace("\v", "\n")
    return ReadDocument(tuple(_blocks(text)))


def _blocks(text: str) -> Iterator[Block]:
    paragraphs = [paragraph.strip("\n").rstrip() for paragraph in _BETWEEN_PARAGRAPHS.split(text)]
    paragraphs = [paragraph for paragraph in paragraphs if paragraph.strip()]
    for index, paragraph in enumerate(paragraphs):
        underlined = _UNDERLINED.fullmatch(paragraph)
        if underlined and _has_letters(underlined["heading"]):
            level = 1 if underlined["line"].startswith("=") else 2
            yield Block(BlockKind.HEADING, one_line(underlined["heading"]), level=level)
            paragraph = (underlined["rest"] or "").rstrip()
        elif _is_shouted(paragraph) and index + 1 < len(paragraphs):
            yield Block(BlockKind.HEADING, one_line(paragraph), level=2)
            continue
        if paragraph.strip():
            yield Block(BlockKind.PARAGRAPH, paragraph.strip())


def _has_letters(line: str) -> bool:
    return sum(map(str.isalpha, line)) >= 2


def _is_shouted(paragraph: str) -> bool:
    letters = sum(map(str.isalpha, paragraph))
    return (
        len(paragraph) <= _LONGEST_HEADING
        and "\n" not in paragraph
        and " | " not in paragraph
        and letters >= 4
        and letters * 2 > len(paragraph)
        and paragraph == paragraph.upper()
        and paragraph[-1] not in ".!?,;:"
    )
