"""Picture files: scanned letters and photographed pages, read by text recognition."""

import io
import math
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from ingest.reading.document import BlockKind, ReadDocument, Refused
from ingest.reading.layout.page import Page, laid_out
from ingest.reading.layout.paragraphs import blocks_of
from ingest.reading.layout.running import without_running_lines
from ingest.reading.pictured_pages import PicturedPages
from ingest.reading.recognition import CannotRecognise, Recogniser, no_recogniser, words_of
from ingest.reading.source import contents

_FORMATS = ("PNG", "JPEG", "TIFF")
_MOST_PIXELS = 50_000_000
_TOO_LARGE = f"is too large a picture: {_MOST_PIXELS // 1_000_000} million points are the most; scan it more coarsely"
_LARGEST_SIDE = 3_600
_PAGE_SIDE = 842
"""Points of the longer side of A4, which a picture is taken to show."""


def read(path: Path, recognise: Recogniser = no_recogniser) -> ReadDocument:
    """The text in a PNG, JPEG or TIFF file; in a TIFF each picture is a page.

    Raises Refused, also when ``recognise`` cannot read any of it.
    """
    try:
        with Image.open(io.BytesIO(contents(path)), formats=_FORMATS) as picture:
            pictured = PicturedPages()
            pages = without_running_lines(list(_pages(picture, recognise, pictured)))
            count = _count(picture)
    except UnidentifiedImageError:
        raise Refused("is damaged, or is not really a PNG, JPEG or TIFF picture") from None
    except Image.DecompressionBombError:
        raise Refused(_TOO_LARGE) from None
    if len(pictured.unread) == count:
        raise Refused("is a picture, and text recognition is not installed or could not read it")
    blocks = tuple(blocks_of(pages, {}))
    headings = [block for block in blocks if block.kind is BlockKind.HEADING and block.page == 1]
    title = min(headings, key=lambda block: block.level).text if headings else ""
    return ReadDocument(blocks, title, {"title": title} if title else {}, count, tuple(pictured.remarks()))


def _count(picture: Image.Image) -> int:
    """How many pages there are; further pictures in other files than TIFF are previews and moving ones."""
    return int(getattr(picture, "n_frames", 1)) if picture.format == "TIFF" else 1


def _pages(picture: Image.Image, recognise: Recogniser, pictured: PicturedPages) -> Iterator[Page]:
    for index in range(_count(picture)):
        number = index + 1
        if pictured.are_enough:
            pictured.too_many.append(number)
            continue
        picture.seek(index)
        if math.prod(picture.size) > _MOST_PIXELS:
            raise Refused(_TOO_LARGE)
        try:
            found = recognise(_prepared(picture))
        except CannotRecognise:
            pictured.unread.append(number)
            continue
        pictured.note(number, found)
        scale = max(found.width, found.height) / _PAGE_SIDE
        yield laid_out(number, found.height / scale, words_of(found, scale), ())


def _prepared(picture: Image.Image) -> Image.Image:
    """The picture upright as the camera says, on white paper, and not larger than what is looked at."""
    upright = ImageOps.exif_transpose(picture)
    if upright.has_transparency_data:
        seen = upright.convert("RGBA")
        upright = Image.new("RGBA", seen.size, "white")
        upright.alpha_composite(seen)
    coloured = upright.convert("RGB")
    coloured.thumbnail((_LARGEST_SIDE, _LARGEST_SIDE), Image.Resampling.LANCZOS)
    return coloured
