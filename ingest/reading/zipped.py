"""Office files are zip archives: looked over before anything in them is opened, so that none can fill the memory."""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass

from ingest.reading.document import Refused

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PROTECTED = "EncryptedPackage".encode("utf-16-le")
_MOST_ENTRIES = 10_000
_LARGEST_TOTAL = 512 * 1024**2
_LARGEST_XML = 128 * 1024**2
_LARGEST_GROWTH = 200
_SMALL = 8 * 1024**2
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_PROLOG_BYTES = 4096

DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    KeyError,
    IndexError,
    ValueError,
    TypeError,
    AttributeError,
    AssertionError,
    NotImplementedError,
    RuntimeError,
    SyntaxError,
)
"""What readers of Office files raise on broken ones: they take the insides for granted and stumble in many ways."""


@dataclass(frozen=True, slots=True)
class OfficeFormat:
    """A kind of Office file: its name with article, the entry that makes it one, and the ending of today's files."""

    name: str
    entry: str
    ending: str


def checked(data: bytes, office: OfficeFormat) -> io.BytesIO:
    """The file, if it is safe to unpack and what it claims to be. Raises Refused."""
    if data.startswith(_OLD_OFFICE):
        if _PROTECTED in data:
            raise Refused("is protected with a password; save it without one")
        raise Refused(f"is not really {office.name} of today but an older kind; save it as {office.ending}")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check(archive, office, len(data))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, UnicodeError):
        if data.startswith(b"PK"):
            raise Refused(f"is damaged or cut off; it cannot be read as {office.name}") from None
        raise Refused(f"is not really {office.name}") from None
    return io.BytesIO(data)


def _check(archive: zipfile.ZipFile, office: OfficeFormat, size: int) -> None:
    entries = archive.infolist()
    total = sum(entry.file_size for entry in entries)
    if (
        len(entries) > _MOST_ENTRIES
        or total > _LARGEST_TOTAL
        or (total > _SMALL and total > _LARGEST_GROWTH * size)
        or any(entry.file_size > _LARGEST_XML for entry in entries if _is_xml(entry))
    ):
        raise Refused("would unpack to far more than it should; it was not opened")
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise Refused("is protected with a password; save it without one")
    if office.entry not in archive.namelist():
        raise Refused(f"is not really {office.name}")
    for entry in filter(_is_xml, entries):
        with archive.open(entry) as opened:
            if _ENTITY.search(opened.read(_PROLOG_BYTES)):
                raise Refused("defines shorthands inside its XML, which no Office program does; it was not opened")


def _is_xml(entry: zipfile.ZipInfo) -> bool:
    return entry.filename.lower().endswith((".xml", ".rels"))
