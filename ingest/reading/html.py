"""HTML pages: the main text, without navigation, scripts or what a reader of the page cannot see."""

import re
from collections.abc import Iterator
from pathlib import Path

import soupsieve
from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.builder import ParserRejectedMarkup
from bs4.dammit import EncodingDetector
from bs4.element import PreformattedString

from ingest.reading.characters import one_line
from ingest.reading.decoding import decoded
from ingest.reading.document import Block, BlockKind, ReadDocument, Refused
from ingest.reading.rows import table_blocks
from ingest.reading.source import contents

_NEVER_TEXT = [
    "script",
    "style",
    "template",
    "noscript",
    "head",
    "nav",
    "aside",
    "iframe",
    "object",
    "embed",
    "svg",
    "canvas",
    "audio",
    "video",
    "map",
    "input",
    "select",
    "button",
    "textarea",
    "datalist",
    "dialog",
    "meter",
    "progress",
    "rp",
    "rt",
]
_PAGE_FURNITURE = '[role="navigation"], [role="banner"], [role="contentinfo"], [role="search"], [role="complementary"]'
_MAIN_TEXT = 'main, article, [role="main"]'
_BLOCK_TAGS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_HEADING = re.compile(r"h[1-6]")
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.0*)?\s*(?:;|!|$)"
    r"|font-size\s*:\s*0[a-z%]*\s*(?:;|!|$)|(?:left|top|text-indent)\s*:\s*-\d{4,}",
    re.IGNORECASE,
)
_STYLE_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_STYLE_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_XML_PROLOG = re.compile(r"\A\s*<\?xml[^>]*\?>")
_FACT_NAME = re.compile(r"[a-z][a-z0-9_.-]*")
_TECHNICAL = frozenset(
    [
        "viewport",
        "generator",
        "robots",
        "googlebot",
        "theme-color",
        "color-scheme",
        "referrer",
        "format-detection",
        "charset",
        "progid",
    ]
)
_DEEPEST = 400


def read(path: Path) -> ReadDocument:
    """An HTML or XHTML file. Raises Refused when it is not text or holds no text to read."""
    return read_html(contents(path))


def read_html(data: bytes) -> ReadDocument:
    """An HTML page given as bytes: its main text, its own title, and what its ``meta`` elements and language state.

    The encoding is that of the byte order mark, else the one the page declares if it fits, else the likeliest.
    """
    return read_markup(_characters(data))


def read_markup(markup: str) -> ReadDocument:
    """An HTML page given as text, otherwise like :func:`read_html`."""
    page = _parsed(markup)
    title = _title(page)
    metadata = _metadata(page)
    hidden = _without_the_unseen(page)
    blocks = tuple(_blocks(_main(page)))
    if not blocks:
        raise Refused("holds no text that a reader of the page would see")
    remarks = (f"text that the page hides was left out ({hidden} words)",) if hidden else ()
    heading = next((block.text for block in blocks if block.kind is BlockKind.HEADING and block.level == 1), "")
    return ReadDocument(blocks, title=heading or title, metadata=metadata, remarks=remarks)


def html_blocks(markup: str) -> list[Block]:
    """The blocks of a piece of HTML, such as one inside Markdown or a mail. Raises Refused when it nests too deeply."""
    piece = _parsed(markup)
    _without_the_unseen(piece)
    return list(_blocks(_main(piece)))


def _characters(data: bytes) -> str:
    declared = None
    if not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        declared = EncodingDetector.find_declared_encoding(data, is_html=True, search_entire_document=False)
    if declared and not declared.lower().startswith(("utf-16", "utf-32", "ucs-")):
        try:
            return data.decode("windows-1252" if declared.lower() in ("iso-8859-1", "latin1", "latin-1") else declared)
        except (UnicodeDecodeError, LookupError):
            pass
    return decoded(data)


def _parsed(markup: str) -> BeautifulSoup:
    try:
        return BeautifulSoup(_XML_PROLOG.sub("", markup), "lxml")
    except (ParserRejectedMarkup, RecursionError, ValueError):
        raise Refused("is damaged: its HTML cannot be followed") from None


def _title(page: BeautifulSoup) -> str:
    return one_line(page.title.get_text()) if page.title else ""


def _metadata(page: BeautifulSoup) -> dict[str, str]:
    facts: dict[str, str] = {}
    for meta in page.find_all("meta"):
        name, content = str(meta.get("name") or "").strip().lower(), one_line(str(meta.get("content") or ""))
        if content and _FACT_NAME.fullmatch(name) and name not in _TECHNICAL:
            facts.setdefault(name, content)
    language = str(page.html.get("lang") or page.html.get("xml:lang") or "") if page.html else ""
    if language.strip():
        facts.setdefault("language", re.split(r"[-_]", language.strip().lower())[0])
    return facts


def _without_the_unseen(page: BeautifulSoup) -> int:
    """Takes out all that a reader of the page does not see, and says how many hidden words there were."""
    styled = [element for selector in _hiding_selectors(page) for element in _selected(page, selector)]
    for element in page.find_all(_NEVER_TEXT):
        element.decompose()
    hidden = 0
    for element in [*styled, *page.find_all(_is_hidden)]:
        if not element.decomposed and element.name not in ("html", "body"):
            hidden += len(element.get_text(" ").split())
            element.decompose()
    for element in [*page.select(_PAGE_FURNITURE), *page.find_all(["header", "footer", "form"])]:
        if not element.decomposed and not _holds_main_text(element):
            element.decompose()
    return hidden


def _is_hidden(element: Tag) -> bool:
    return (
        element.has_attr("hidden")
        or str(element.get("aria-hidden", "")).lower() == "true"
        or _HIDDEN_STYLE.search(str(element.get("style", ""))) is not None
    )


def _hiding_selectors(page: BeautifulSoup) -> Iterator[str]:
    """Selectors of the page's own style sheets that hide what they match on every screen."""
    for style in page.find_all("style"):
        sheet = _STYLE_COMMENT.sub("", "".join(str(text) for text in style.strings))
        sheet = re.sub(r"@[^{}]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", sheet)
        for selector, rule in _STYLE_RULE.findall(sheet):
            if _HIDDEN_STYLE.search(rule.strip()) and ":" not in selector:
                yield selector.strip()


def _selected(page: BeautifulSoup, selector: str) -> list[Tag]:
    try:
        return list(page.select(selector))
    except (soupsieve.SelectorSyntaxError, NotImplementedError):
        return []


def _holds_main_text(element: Tag) -> bool:
    """A header inside the main text is part of it, and some pages wrap everything in one form."""
    if element.name in ("header", "footer") and element.find_parent(["main", "article"]) is not None:
        return element.name == "header"
    return element.select_one(f"{_MAIN_TEXT}, h1") is not None and element.name == "form"


def _main(page: BeautifulSoup) -> Tag:
    main = page.find("main") or page.select_one('[role="main"]')
    if main is None:
        articles = [article for article in page.find_all("article") if article.find_parent("article") is None]
        main = articles[0] if len(articles) == 1 else page.body
    return main if isinstance(main, Tag) and main.get_text(strip=True) else page.body or page


def _blocks(element: Tag, kind: BlockKind = BlockKind.PARAGRAPH, depth: int = 0) -> Iterator[Block]:
    """What stands in ``element``, in order; its own words, where no element inside claims them, are of ``kind``."""
    if depth > _DEEPEST:
        raise Refused("is damaged: its elements are nested too deeply")
    words: list[str] = []
    for child in element.children:
        if isinstance(child, Tag) and _is_block(child):
            yield from _flushed(words, kind)
            yield from _child_blocks(child, kind, depth)
        else:
            words.append(_inline_text(child))
    yield from _flushed(words, kind)


def _is_block(element: Tag) -> bool:
    """Inline elements (links, spans) that wrap whole blocks count as blocks too."""
    return element.name in _BLOCK_TAGS or element.find(list(_BLOCK_TAGS)) is not None


def _child_blocks(child: Tag, kind: BlockKind, depth: int) -> Iterator[Block]:
    if _HEADING.fullmatch(child.name):
        text = one_line(_inline_text(child))
        if text:
            yield Block(BlockKind.HEADING, text, level=int(child.name[1]))
    elif child.name == "table" and _is_data(child):
        yield from _table(child)
    elif child.name == "li":
        yield from _blocks(child, BlockKind.LIST_ITEM, depth + 1)
    else:
        yield from _blocks(child, kind, depth + 1)


def _flushed(words: list[str], kind: BlockKind) -> Iterator[Block]:
    lines = [one_line(line) for line in "".join(words).split("\n")]
    text = "\n".join(line for line in lines if line)
    words.clear()
    if text:
        yield Block(kind, text)


def _inline_text(node: object) -> str:
    """The words of a node, white space as the browser shows it: a line break only where there is a ``br``."""
    if isinstance(node, PreformattedString):
        return ""
    if isinstance(node, NavigableString):
        return str(node) if node.find_parent("pre") else re.sub(r"[ \t\r\n\f]+", " ", str(node))
    if not isinstance(node, Tag):
        return ""
    if node.name == "br":
        return "\n"
    parts = []
    for child in node.descendants:
        if isinstance(child, NavigableString):
            parts.append(_inline_text(child))
        elif isinstance(child, Tag) and child.name == "br":
            parts.append("\n")
    return "".join(parts)


def _is_data(table: Tag) -> bool:
    """Whether a table holds rows of cells; older pages are laid out with tables of one cell or tables in tables."""
    if str(table.get("role", "")).lower() in ("presentation", "none") or table.find("table") is not None:
        return False
    if table.find(["h1", "h2", "h3"]) is not None:
        return False
    return any(len(row.find_all(["td", "th"], recursive=False)) > 1 for row in table.find_all("tr"))


def _table(table: Tag) -> Iterator[Block]:
    caption = table.find("caption")
    if isinstance(caption, Tag):
        yield from _flushed([_inline_text(caption)], BlockKind.PARAGRAPH)
    header: list[str] = []
    rows: list[list[str]] = []
    for row in table.find_all("tr"):
        cells = list(row.find_all(["td", "th"], recursive=False))
        texts = [_cell_text(cell) for cell in cells]
        if not rows and not header and any(texts) and all(cell.name == "th" for cell in cells):
            header = texts
        else:
            rows.append(texts)
    yield from table_blocks(rows, header)


def _cell_text(cell: Tag) -> str:
    """All words of a cell on one line, those of different paragraphs or list items apart."""
    return one_line(" ".join(block.text for block in _blocks(cell)))
