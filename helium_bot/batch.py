"""JSON Lines in, JSON Lines out: how other programs talk to the verbs."""

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO


def readable(text: str) -> str:
    """``text`` with a question mark for each half of a character, as bytes that are no UTF-8 leave behind."""
    return text.encode("utf-8", "replace").decode("utf-8")


class BatchError(Exception):
    """The batch file cannot be read. ``str()`` is one sentence that says why."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a batch: its fields, or what is wrong with it in one sentence."""

    id: Any
    fields: dict[str, Any]
    fault: str = ""

    def text(self, name: str) -> str:
        """A field that holds text; anything else counts as empty."""
        value = self.fields.get(name)
        return readable(value) if isinstance(value, str) else ""

    def texts(self, name: str) -> list[str]:
        """A field that holds a list of texts, or of objects with a ``text``; anything else in it is passed over."""
        value = self.fields.get(name)
        items = value if isinstance(value, list) else []
        found = [item.get("text") if isinstance(item, dict) else item for item in items]
        return [readable(item) for item in found if isinstance(item, str)]


def language_code(text: str) -> str | None:
    """The ISO 639 code in a language tag (``nl-NL`` gives ``nl``), or None where there is none."""
    found = re.fullmatch(r"([a-z]{2,3})(?:[-_].*)?", text.strip().lower())
    return found[1] if found else None


def read_rows(source: str, needed: str) -> Iterator[Row]:
    """The rows of a JSON Lines file (``-`` is standard input), each with the text field ``needed``.

    Blank lines are passed over; a line that is not such an object comes as a row with a fault. Raises BatchError.
    """
    for number, line in enumerate(_lines(source), start=1):
        if line.strip():
            yield _row(line.decode("utf-8-sig", errors="replace"), number, needed)


def _lines(source: str) -> Iterator[bytes]:
    if source == "-":
        yield from sys.stdin.buffer
        return
    try:
        with Path(source).open("rb") as file:
            yield from file
    except OSError as error:
        raise BatchError(f"The batch file {source} cannot be read: {error.strerror}.") from error


def _no_json(word: str) -> None:
    raise ValueError(f"{word} is no JSON")


def _row(line: str, number: int, needed: str) -> Row:
    try:
        fields = json.loads(line, parse_constant=_no_json)
    except (ValueError, RecursionError):
        return Row(None, {}, f"Line {number} is not a JSON object.")
    if not isinstance(fields, dict):
        return Row(None, {}, f"Line {number} is not a JSON object.")
    if not isinstance(fields.get(needed), str):
        return Row(fields.get("id"), fields, f"Line {number} has no text under “{needed}”.")
    return Row(fields.get("id"), fields)


def write_json(value: dict[str, Any], stream: TextIO | None = None) -> None:
    """One JSON object on one line, raw UTF-8, sent on at once."""
    out = stream or sys.stdout
    out.write(json.dumps(value, ensure_ascii=False) + "\n")
    out.flush()
