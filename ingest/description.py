"""What a document is: its title, kind, region, date and public sources, as far as it says so itself."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from ingest.reading.document import BlockKind, ReadDocument
from knowledge.passage import DocumentKind

_KINDS_OF_FOLDERS = {
    "action_plan": DocumentKind.ACTION_PLAN,
    "action_plans": DocumentKind.ACTION_PLAN,
    "good_practice": DocumentKind.GOOD_PRACTICE,
    "good_practices": DocumentKind.GOOD_PRACTICE,
    "glossary": DocumentKind.GLOSSARY,
    "project": DocumentKind.PROJECT,
}
_KINDS_OF_TITLES = (
    (DocumentKind.GLOSSARY, re.compile(r"glossary|begrippenlijst|woordenlijst|fogalomtár|szójegyzék|glossário", re.I)),
    (
        DocumentKind.ACTION_PLAN,
        re.compile(r"action plan|actieplan|cselekvési terv|akcióterv|plano de a(?:ção|cção)", re.I),
    ),
    (
        DocumentKind.GOOD_PRACTICE,
        re.compile(r"(?:good|best) practice|goede? praktijk|jó gyakorlat|boas? práticas?", re.I),
    ),
)
_SYNTHETIC = re.compile(r"\b(?:synthetic|synthetisch\w*|szintetikus|sintétic[oa]s?)\b", re.IGNORECASE)
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_].*)?", re.IGNORECASE)
_LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Description:
    """What a document says of itself. ``language`` is ISO 639-1, or empty when it does not say."""

    title: str
    kind: DocumentKind
    language: str
    region: str
    date: str
    sources: tuple[str, ...]
    synthetic: bool


def describe(document: ReadDocument, path: str) -> Description:
    """The description of the file at ``path`` inside the ingested folder.

    What the file states comes first; else the title is the reader's, the first heading's or the file name's, and the
    kind is that of the folder or of the words in the title.
    """
    stated = document.metadata
    title = _title(document, path)
    date = _DATE.fullmatch(stated.get("date", ""))
    language = _LANGUAGE.fullmatch(stated.get("language", ""))
    sources = (line.strip() for name in ("sources", "source") for line in stated.get(name, "").split("\n"))
    return Description(
        title=title,
        kind=_kind(stated.get("kind", ""), path, title),
        language=language[1].lower() if language else "",
        region=stated.get("region", ""),
        date=date.group() if date else "",
        sources=tuple(source for source in sources if source.startswith(("https://", "http://"))),
        synthetic=stated.get("synthetic", "").lower() in ("true", "yes") or _says_synthetic(document),
    )


def _title(document: ReadDocument, path: str) -> str:
    headings = (block.text for block in document.blocks if block.kind is BlockKind.HEADING)
    file_name = re.sub(r"[\s_-]+", " ", PurePosixPath(path).stem).strip()
    for title in (document.metadata.get("title", ""), document.title, next(headings, ""), file_name):
        words = " ".join(title.split())
        if words:
            return words if len(words) <= _LONGEST_TITLE else f"{words[: _LONGEST_TITLE - 1]}…"
    return path


def _kind(stated: str, path: str, title: str) -> DocumentKind:
    folders = (_key(part) for part in reversed(PurePosixPath(path).parts[:-1]))
    for name in (_key(stated), *folders):
        if name in _KINDS_OF_FOLDERS:
            return _KINDS_OF_FOLDERS[name]
    if stated:
        return DocumentKind.OTHER
    return next((kind for kind, words in _KINDS_OF_TITLES if words.search(title)), DocumentKind.OTHER)


def _key(name: str) -> str:
    return re.sub(r"[\s_-]+", "_", name.strip().lower())


def _says_synthetic(document: ReadDocument) -> bool:
    """Whether the first line says so, counting a title before it."""
    first = [block.text.split("\n", 1)[0] for block in document.blocks[:2]]
    return any(_SYNTHETIC.search(line) for line in (document.metadata.get("title", ""), *first))
