"""How well the fields that were read agree with those that are expected."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from decimal import Decimal
from typing import Any

from knowledge.plan import Amount, Quote, Stated

GAP = " … "


@dataclass
class Score:
    """Fields read rightly, fields read that are not there or are otherwise, and fields that were missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    invented: list[str] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        return self.right / max(self.right + self.missed, 1)

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / max(self.precision + self.recall, 1e-9)

    def add(self, name: str, expected: Mapping[str, Any], record: object) -> None:
        """Holds a record, or None, against the fields expected of it."""
        wanted, found = dict(_expected(expected)), dict(values(record))
        for path in sorted({*wanted, *found}):
            want, have = wanted.get(path), found.get(path)
            if want is not None and have is not None and agrees(want, have):
                self.right += 1
                continue
            self.missed += want is not None
            self.wrong += have is not None
            if want is None:
                self.invented.append(f"{name}: {path} = {have!r}")
            self.differences.append(f"{name}: {path}\n  expected {want!r}\n  found    {have!r}")


def agrees(expected: str, found: str) -> bool:
    """Whether a text is the expected one, of which only the first and last words may be given."""
    start, gap, end = expected.partition(GAP)
    if not gap:
        return expected == found
    return found.startswith(start) and found.endswith(end) and len(found) >= len(start) + len(end)


def values(record: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Every field of a record that is filled in, with its path: ``actions[0].costs.amounts[1]``."""
    if record is None:
        return
    if isinstance(record, Quote):
        yield path, record.text
    elif isinstance(record, Stated):
        yield path, str(record.value)
    elif isinstance(record, Amount):
        yield path, f"{_plain(record.value)} {record.currency}".strip()
    elif isinstance(record, tuple):
        for index, item in enumerate(record):
            yield from values(item, f"{path}[{index}]")
    elif is_dataclass(record):
        for each in fields(record):
            yield from values(getattr(record, each.name), f"{path}.{each.name}".lstrip("."))


def quotes(record: object) -> Iterator[Quote]:
    """Every quote in a record."""
    if isinstance(record, Quote):
        yield record
    elif isinstance(record, tuple):
        for item in record:
            yield from quotes(item)
    elif is_dataclass(record):
        for each in fields(record):
            yield from quotes(getattr(record, each.name))


def _expected(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for name, item in value.items():
            yield from _expected(item, f"{path}.{name}".lstrip("."))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _expected(item, f"{path}[{index}]")
    else:
        yield path, str(value)


def _plain(value: Decimal | None) -> str:
    return "?" if value is None else f"{value.normalize():f}"
