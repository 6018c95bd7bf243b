"""Which reader reads which file."""

import logging
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import cast

from ingest.reading.document import ReadDocument, Refused
from ingest.reading.ocr import text_recognition
from ingest.reading.zipped import DAMAGE

logger = logging.getLogger(__name__)

READER_VERSION = "1"
"""Goes up whenever a reader, the redaction or the splitting gives another text: documents are then read again."""

Reader = Callable[[Path], ReadDocument]

# Readers are imported when first needed: some of their libraries take longer to load than a document to read.
_READERS = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
    ".text": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".pptx": "pptx",
    ".xlsx": "xlsx",
    ".csv": "delimited",
    ".tsv": "delimited",
    ".odt": "odt",
    ".eml": "eml",
    ".png": "picture",
    ".jpg": "picture",
    ".jpeg": "picture",
    ".tif": "picture",
    ".tiff": "picture",
}
_SAVE_AS = {
    ".doc": ".docx",
    ".dot": ".docx",
    ".rtf": ".docx",
    ".pages": ".docx",
    ".ppt": ".pptx",
    ".odp": ".pptx",
    ".key": ".pdf",
    ".xls": ".xlsx",
    ".ods": ".xlsx",
}
_TEXT_READERS = frozenset({"markdown", "text", "html", "delimited"})
_READERS_OF_PICTURES = frozenset({"pdf", "picture"})
_SIGNATURES = {
    b"%PDF-": "a PDF file",
    b"PK\x03\x04": "an Office document or a zip archive",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"{\\rtf": "a rich text document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a compressed archive",
    b"7z\xbc\xaf": "a compressed archive",
    b"Rar!": "a compressed archive",
    b"\x7fELF": "a program",
}


def read(path: Path) -> ReadDocument:
    """The text of a file. Raises Refused when its kind is not read or its content is not what its ending says."""
    ending = path.suffix.lower()
    name = _READERS.get(ending)
    if name is None:
        raise Refused(_unread(ending))
    if name in _TEXT_READERS:
        _check_signature(path, ending)
    try:
        document = _reader(name)(path)
    except (*DAMAGE, MemoryError) as error:
        logger.warning("%s reader stumbled: %s", name, type(error).__name__)
        raise Refused("could not be understood; it may be damaged, so save it anew and try again") from error
    if not any(block.text.strip() for block in document.blocks):
        raise Refused("; ".join(("has no text in it", *document.remarks)))
    return document


def _unread(ending: str) -> str:
    if not ending:
        return "has no ending, so its kind is not known"
    advice = f"; save it as {_SAVE_AS[ending]}" if ending in _SAVE_AS else ""
    return f"is a kind of file that is not read ({ending}){advice}"


def _check_signature(path: Path, ending: str) -> None:
    """Text readers would make letters of anything; the others look into the file anyway."""
    try:
        with path.open("rb") as file:
            start = file.read(16)
    except OSError:
        return  # The reader itself says why the file cannot be opened.
    for signature, kind in _SIGNATURES.items():
        if start.startswith(signature):
            raise Refused(f"is not really text ({ending}); it looks like {kind}")


def _reader(name: str) -> Reader:
    read_file = import_module(f"ingest.reading.{name}").read
    if name not in _READERS_OF_PICTURES:
        return cast(Reader, read_file)

    def read_pictures(path: Path) -> ReadDocument:
        with text_recognition() as recognise:
            return cast(ReadDocument, read_file(path, recognise))

    return read_pictures
