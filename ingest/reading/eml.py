"""Saved e-mails: the subject and the text; who wrote to whom is left out."""

import email
from collections.abc import Iterator
from email.message import EmailMessage, Message
from email.policy import default
from pathlib import Path

from ingest.reading.characters import one_line
from ingest.reading.document import Block, BlockKind, ReadDocument, Refused
from ingest.reading.html import read_markup
from ingest.reading.source import contents
from ingest.reading.text import read_text

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_EXPECTED = ("from", "to", "date", "subject", "received", "message-id")
# What the mail library raises on headers and parts that break the rules in ways it did not expect.
_BROKEN = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)


def read(path: Path) -> ReadDocument:
    """An ``.eml`` file, its date as ``date`` in the metadata. Raises Refused when it is no e-mail or holds no text.

    The plain text is read where there is one, else the HTML. Attachments are named in remarks.
    """
    data = contents(path)
    if data.startswith(_OLD_OFFICE):
        raise Refused("is an Outlook file; save the e-mail as .eml")
    try:
        message = email.message_from_bytes(data, policy=default)
        if not isinstance(message, EmailMessage) or sum(name in message for name in _EXPECTED) < 2:
            raise Refused("is not really a saved e-mail")
        return _document(message)
    except _BROKEN:
        raise Refused("is damaged; it cannot be read as an e-mail") from None


def _document(message: EmailMessage) -> ReadDocument:
    subject = one_line(str(message.get("subject", "")))
    body = _body(message)
    if not body.blocks:
        raise Refused("holds no text")
    heading = (Block(BlockKind.HEADING, subject, level=1),) if subject else ()
    metadata = {name: value for name, value in {"title": subject, "date": _date(message)}.items() if value}
    remarks = (*body.remarks, *(f"the attachment '{name}' was not read" for name in _attachments(message)))
    return ReadDocument((*heading, *body.blocks), subject, metadata, None, remarks)


def _body(message: EmailMessage) -> ReadDocument:
    for kind in ("plain", "html"):
        part = message.get_body((kind,))
        text = _text(part) if part is not None else ""
        if part is None or not text.strip():
            continue
        if kind == "html":
            return read_markup(text)
        if part.get_param("format", "") == "flowed":
            text = _unwrapped(text, delete_space=part.get_param("delsp", "") == "yes")
        return read_text(text.encode())
    return ReadDocument(())


def _text(part: Message) -> str:
    content = part.get_content() if isinstance(part, EmailMessage) else ""
    return content if isinstance(content, str) else ""


def _unwrapped(text: str, *, delete_space: bool) -> str:
    """Text whose writer's program broke its lines: a line with a space at its end goes on in the next (RFC 3676)."""
    lines: list[str] = []
    goes_on = False
    for raw in text.splitlines():
        line = raw.removeprefix(" ") if raw.startswith(" ") else raw
        if goes_on and lines:
            lines[-1] += line
        else:
            lines.append(line)
        goes_on = line.endswith(" ") and line != "-- "
        if goes_on and delete_space:
            lines[-1] = lines[-1][:-1]
    return "\n".join(line.rstrip() for line in lines)


def _date(message: EmailMessage) -> str:
    """The day the mail was sent, in ISO 8601, or ""."""
    sent = getattr(message.get("date"), "datetime", None)
    return f"{sent:%Y-%m-%d}" if sent is not None else ""


def _attachments(message: EmailMessage) -> Iterator[str]:
    for part in message.iter_attachments():
        if part.get_content_maintype() == "text" and not part.get_filename() and not part.is_attachment():
            continue
        yield one_line(part.get_filename() or part.get_content_type())
