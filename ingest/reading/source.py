"""A file's bytes, or the reason in words why there are none."""

from pathlib import Path

from ingest.reading.document import Refused

LARGEST_FILE = 256 * 1024 * 1024
"""Bytes; a document of this project is far smaller."""


def contents(path: Path) -> bytes:
    """The bytes of the file. Raises Refused when it is empty, too large or may not be opened."""
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise Refused(
                f"is too large: {size // 1024**2} MB, and {LARGEST_FILE // 1024**2} MB is the most that is read"
            )
        data = path.read_bytes()
    except PermissionError:
        raise Refused("may not be opened by this account; allow reading it and try again") from None
    except OSError as error:
        raise Refused(f"could not be opened: {error.strerror or 'the disk gave no reason'}") from None
    if not data:
        raise Refused("is empty")
    return data
