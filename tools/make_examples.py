"""Make the demo's synthetic documents from their Markdown sources: Dutch as DOCX, Hungarian as PDF, Portuguese as HTML.

Run ``python tools/make_examples.py`` after changing a file in ``tools/examples/``. The English examples are Markdown
already and live where they are shipped. Printing the PDF needs Chromium on the path.
"""

import html
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import docx
import yaml
from docx.document import Document as DocxDocument
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from playwright.sync_api import PdfMargins, sync_playwright

SOURCES = Path(__file__).parent / "examples"
SHIPPED = Path(__file__).parent.parent / "helium_bot" / "examples"
FOLDERS = {"action_plan": "action_plans", "good_practice": "good_practices"}
STYLE = """
body { font-family: "Liberation Sans", sans-serif; font-size: 11pt; line-height: 1.45; max-width: 42em; margin: auto; }
h1 { font-size: 20pt; } h2 { font-size: 15pt; } h3 { font-size: 13pt; } h4 { font-size: 11.5pt; margin-bottom: 0.2em; }
h2, h3, h4 { break-after: avoid; }
.amount { white-space: nowrap; }
"""
PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta name="kind" content="{kind}">
<meta name="region" content="{region}">
<meta name="date" content="{date}">
<meta name="synthetic" content="true">
<style>{style}</style>
</head>
<body>
{navigation}<main>
{body}</main>
</body>
</html>
"""
NAVIGATION = '<nav><a href="#inicio">Início</a> <a href="#projetos">Projetos</a> <a href="#ajuda">Ajuda</a></nav>\n'
MARGIN: PdfMargins = {"top": "25mm", "bottom": "25mm", "left": "25mm", "right": "25mm"}
AMOUNT = re.compile(r"\d{1,3}(?: \d{3})+,\d{2} EUR")


@dataclass(frozen=True, slots=True)
class Example:
    """One Markdown source: its front matter (every value as text) and its body."""

    name: str
    facts: Mapping[str, str]
    body: str


def read_example(path: Path) -> Example:
    """Read a source file; raises ValueError where it has no front matter."""
    _, front_matter, body = path.read_text(encoding="utf-8").split("---\n", 2)
    facts = {key: str(value) for key, value in yaml.safe_load(front_matter).items()}
    return Example(path.stem, facts, body)


def markdown() -> MarkdownIt:
    """The Markdown dialect of the sources: CommonMark with tables."""
    return MarkdownIt("commonmark").enable("table")


def as_page(example: Example, navigation: str = "") -> str:
    """The example as one HTML page, with ``navigation`` in front of its text."""
    return PAGE.format(
        language=example.facts["language"],
        title=html.escape(example.facts["title"]),
        kind=example.facts["kind"],
        region=example.facts["region"],
        date=example.facts["date"],
        style=STYLE,
        navigation=navigation,
        body=markdown().render(example.body),
    )


def write_html(example: Example, target: Path) -> None:
    """Write a web page with a menu, as a municipality would publish it."""
    target.write_text(as_page(example, NAVIGATION), encoding="utf-8")


def write_pdf(example: Example, target: Path) -> None:
    """Print the page to A4 with a text layer, tags and an outline. Needs Chromium on the path."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        page = browser.new_page()
        page.set_content(AMOUNT.sub(r'<span class="amount">\g<0></span>', as_page(example)))
        page.pdf(path=target, format="A4", margin=MARGIN, tagged=True, outline=True)
        browser.close()


def write_docx(example: Example, target: Path) -> None:
    """Write a Word document with real heading styles and tables."""
    document = docx.Document()
    properties = document.core_properties
    properties.title = example.facts["title"]
    properties.language = example.facts["language"]
    properties.category = example.facts["kind"]
    properties.keywords = "synthetic"
    properties.author = ""
    properties.comments = ""
    properties.created = properties.modified = datetime.fromisoformat(example.facts["date"])
    for node in SyntaxTreeNode(markdown().parse(example.body)).children:
        add_block(document, node)
    document.save(str(target))


def add_block(document: DocxDocument, node: SyntaxTreeNode) -> None:
    """Append one block of Markdown to the Word document; raises ValueError for a block the sources should not use."""
    if node.type == "heading":
        document.add_heading(words(node), level=int(node.tag.removeprefix("h")))
    elif node.type == "paragraph":
        document.add_paragraph(words(node))
    elif node.type == "bullet_list":
        for item in node.children:
            document.add_paragraph(words(item), style="List Bullet")
    elif node.type == "table":
        add_table(document, node)
    else:
        raise ValueError(f"The example sources use no {node.type}.")


def add_table(document: DocxDocument, node: SyntaxTreeNode) -> None:
    """Append a table with a grid, its header as the first row."""
    rows = [[words(cell) for cell in row.children] for part in node.children for row in part.children]
    table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for cells, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, texts, strict=True):
            cell.text = text


def words(node: SyntaxTreeNode) -> str:
    """The plain text under a node."""
    return "".join(text_parts(node))


def text_parts(node: SyntaxTreeNode) -> Iterator[str]:
    """The runs of plain text under a node, in order."""
    if node.type == "text":
        yield node.content
    for child in node.children:
        yield from text_parts(child)


WRITERS: dict[str, tuple[str, Callable[[Example, Path], None]]] = {
    "nl": (".docx", write_docx),
    "hu": (".pdf", write_pdf),
    "pt": (".html", write_html),
}


def make_examples() -> None:
    """Write every example of ``tools/examples/`` into the folder that is shipped."""
    for source in sorted(SOURCES.glob("*.md")):
        example = read_example(source)
        suffix, write = WRITERS[example.facts["language"]]
        write(example, SHIPPED / FOLDERS[example.facts["kind"]] / f"{example.name}{suffix}")


if __name__ == "__main__":
    make_examples()
