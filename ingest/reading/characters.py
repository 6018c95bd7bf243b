"""The same character for the same sign: how every reader writes the text it found."""

import re
import unicodedata

_ODD_SPACE = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_UNSEEN = re.compile(r"[\u00ad\u200b\u200e\u200f\u2060\ufeff\x00-\x08\x0e-\x1f\x7f]")
_WHITE_SPACE = re.compile(r"\s+")


def plain(text: str) -> str:
    """``text`` in Unicode NFC, every odd space (non-breaking, thin) a plain one, and signs without a shape left out.

    Those are soft hyphens, zero-width spaces, direction marks, byte order marks and control characters. Lines end in
    ``\\n``. Nothing else changes.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _UNSEEN.sub("", _ODD_SPACE.sub(" ", text)))


def one_line(text: str) -> str:
    """``text`` as :func:`plain` writes it, each run of white space a single space, none at the ends."""
    return _WHITE_SPACE.sub(" ", plain(text)).strip()
