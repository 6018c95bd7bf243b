"""Contact data out of a document, before anything of it is embedded or stored."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from ingest.contact_data import OMITTED, belongs_to, is_label, is_name, is_person_label, without_addresses
from ingest.reading.document import CELL_SEPARATOR, Block, BlockKind, ReadDocument

_BETWEEN_PARTS = re.compile(r"((?<!\s)\s*+[:;,()<>]\s*+|(?<!\s)\s++[|/–—-]\s++)")
_AFTER_LABEL = re.compile(r"\s*:\s*|\s+[|–—-]\s+")
_NAME_BEFORE_ADDRESS = re.compile(
    r"(?<![\w'’.-])(?P<name>(?:[^\W\d_][\w'’.-]*+\s++){1,3}[^\W\d_][\w'’.-]*+)(?=\s*+[(<:–-]?\s*+"
    + re.escape(OMITTED)
    + ")"
)
_LONGEST_CONTACT_LINE = 200
_REACH = 2
"""Lines between a name and the address that confirms it."""


@dataclass(frozen=True, slots=True)
class Redacted:
    """A document without contact data, and how many pieces of it were taken out."""

    document: ReadDocument
    count: int


@dataclass(slots=True)
class _Line:
    """One line of a block while it is looked at: ``owners`` are the names in the e-mail addresses it held."""

    block: Block
    text: str
    removed: int = 0
    owners: frozenset[str] = field(default_factory=frozenset)


def redact(document: ReadDocument) -> Redacted:
    """The document without e-mail addresses, phone numbers and the people named beside them.

    A line that holds nothing else goes: a contact row of a form, a signature, the name under "Contact person". Inside
    other text the mark of an omission, ``[…]``, takes their place. Organisations, roles, amounts, dates, years,
    percentages and reference numbers stay.
    """
    blocks = [[_Line(block, text) for text in block.text.split("\n")] for block in document.blocks]
    lines = [line for block in blocks for line in block]
    for line in lines:
        _take_out_addresses(line)
        _take_out_labelled_people(line)
    _take_out_people_beside(lines)
    if not any(line.removed for line in lines):
        return Redacted(document, 0)
    kept = []
    for block, its_lines in zip(document.blocks, blocks, strict=True):
        text = "\n".join(line.text for line in its_lines if line.text or not line.removed)
        if text.strip():
            kept.append(replace(block, text=text.strip("\n")))
    return Redacted(replace(document, blocks=tuple(kept)), sum(line.removed for line in lines))


def _take_out_addresses(line: _Line) -> None:
    text, count, owners = without_addresses(line.text)
    if count:
        named = _NAME_BEFORE_ADDRESS.sub(lambda found: _without_owner(found, owners), text)
        line.owners = owners
        _keep(line, named, count + (named != text))


def _without_owner(found: re.Match[str], owners: frozenset[str]) -> str:
    """In "ask Jane Doe ([…])" the last two words at least are a name if the address says so."""
    words = found["name"].split()
    for first in range(len(words) - 1):
        name = " ".join(words[first:])
        if is_name(name) and belongs_to(name, owners):
            return " ".join([*words[:first], OMITTED])
    return found.group()


def _take_out_labelled_people(line: _Line) -> None:
    """ "Contact person: Jane Doe", and cells under "Contact person" or beside an address under "Name"."""
    label, *value = _AFTER_LABEL.split(line.text[:_LONGEST_CONTACT_LINE], maxsplit=1)
    if value and is_person_label(label):
        parts = _BETWEEN_PARTS.split(value[0])[::2]
        # "Doe, Jane" or "Jane" alone; a single word beside a full name is rather a place.
        fewest_words = 1 if len(parts) <= 2 and all(len(part.split()) <= 1 for part in parts) else 2
        _replace_parts(line, partial(is_name, fewest_words=fewest_words))
    elif line.block.header:
        columns = line.block.header.split(CELL_SEPARATOR)
        cells = line.text.split(CELL_SEPARATOR)
        for index, (column, cell) in enumerate(zip(columns, cells, strict=False)):
            if (is_person_label(column) or (line.owners and is_label(column))) and is_name(cell):
                cells[index] = OMITTED
        if cells.count(OMITTED) > line.text.split(CELL_SEPARATOR).count(OMITTED):
            _keep(line, CELL_SEPARATOR.join(cells), 1)


def _take_out_people_beside(lines: Sequence[_Line]) -> None:
    """Names on the lines after "Contact person", and near an e-mail address that bears them."""
    announced: _Line | None = None
    for index, line in enumerate(lines):
        removed = line.removed
        near = lines[max(0, index - _REACH) : index + _REACH + 1]
        owners = frozenset().union(*(neighbour.owners for neighbour in near))
        if announced or owners:
            _replace_parts(line, partial(_is_near, owners=None if announced else owners))
        if is_person_label(line.text):
            announced = line
        elif announced and line.removed > removed and announced.block.kind is not BlockKind.HEADING:
            _keep(announced, OMITTED, 0)
        if announced and announced is not line and line.text.strip() and not line.removed:
            announced = None


def _is_near(part: str, owners: frozenset[str] | None) -> bool:
    """Whether a name is announced (``owners`` is None) or borne by an address near it."""
    return is_name(part) and (owners is None or belongs_to(part, owners))


def _replace_parts(line: _Line, is_person: Callable[[str], bool]) -> None:
    """Each part of a short line (a cell, what stands between commas) that is a person is left out."""
    if not line.text or len(line.text) > _LONGEST_CONTACT_LINE:
        return
    parts = _BETWEEN_PARTS.split(line.text)
    people = [index for index in range(0, len(parts), 2) if not is_label(parts[index]) and is_person(parts[index])]
    if people:
        for index in people:
            parts[index] = OMITTED
        _keep(line, "".join(parts), len(people))


def _keep(line: _Line, text: str, removed: int) -> None:
    """What is left of a line, nothing if it only labels what was left out."""
    parts = (part.replace(OMITTED, "").strip(" .[]()<>…") for part in _BETWEEN_PARTS.split(text)[::2])
    line.text = "" if all(not part or is_label(part) for part in parts) else text
    line.removed += removed
