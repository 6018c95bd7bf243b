"""Markdown: headings, paragraphs, lists and tables, their markup rendered to plain words."""

from collections.abc import Iterator
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from ingest.reading.characters import one_line, plain
from ingest.reading.decoding import decoded
from ingest.reading.document import Block, BlockKind, ReadDocument
from ingest.reading.front_matter import front_matter
from ingest.reading.html import html_blocks
from ingest.reading.rows import table_blocks
from ingest.reading.source import contents


def read(path: Path) -> ReadDocument:
    """A Markdown file. Raises Refused when it cannot be opened, is empty or is not text."""
    return read_markdown(contents(path))


def read_markdown(data: bytes) -> ReadDocument:
    """Markdown given as bytes: CommonMark with tables and strike-through.

    Front matter becomes the metadata. A line break inside a paragraph is a space unless it is a hard one. Comments are
    left out; HTML is read as HTML.
    """
    metadata, body, remarks = front_matter(plain(decoded(data)))
    tree = SyntaxTreeNode(MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(body))
    blocks = tuple(block for block in _blocks(tree) if block.text)
    title = next((block.text for block in blocks if block.kind is BlockKind.HEADING and block.level == 1), "")
    return ReadDocument(blocks, title=title, metadata=metadata, remarks=remarks)


def _blocks(node: SyntaxTreeNode, kind: BlockKind = BlockKind.PARAGRAPH) -> Iterator[Block]:
    for child in node.children:
        if child.type == "heading":
            yield Block(BlockKind.HEADING, one_line(_words(child)), level=int(child.tag[1:]))
        elif child.type == "paragraph":
            yield Block(kind, _words(child))
        elif child.type in ("fence", "code_block"):
            yield Block(kind, plain(child.content).strip("\n").rstrip())
        elif child.type == "html_block":
            yield from html_blocks(child.content)
        elif child.type == "table":
            yield from _table(child)
        else:
            yield from _blocks(child, BlockKind.LIST_ITEM if child.type == "list_item" else kind)


def _table(table: SyntaxTreeNode) -> Iterator[Block]:
    header, *rows = [[_words(cell) for cell in row.children] for part in table.children for row in part.children]
    yield from table_blocks(rows, header)


def _words(node: SyntaxTreeNode) -> str:
    """What a reader of the rendered page sees of a run of inline markup."""
    words = []
    for part in node.walk():
        if part.type in ("text", "code_inline"):
            words.append(part.content)
        elif part.type == "softbreak":
            words.append(" ")
        elif part.type == "hardbreak" or (part.type == "html_inline" and part.content.lower().startswith("<br")):
            words.append("\n")
    lines = (" ".join(line.split()) for line in plain("".join(words)).split("\n"))
    return "\n".join(line for line in lines if line)
