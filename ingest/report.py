"""What an ingestion did, file by file."""

from collections import Counter
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Status(StrEnum):
    """What happened to a file."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REMOVED = "removed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class FileReport:
    """One file of the folder: ``document`` is its path inside it, ``reason`` why it was refused.

    ``redacted`` counts the pieces of contact data left out and ``remarks`` say what else was; both are known only for a
    file that was read in this run. ``pages`` is the page count or None.
    """

    document: str
    status: Status
    reason: str = ""
    title: str = ""
    language: str = ""
    pages: int | None = None
    passages: int = 0
    redacted: int = 0
    remarks: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The report as plain JSON values, the reason and the language null where there is none."""
        return {
            **asdict(self),
            "status": self.status.value,
            "reason": self.reason or None,
            "title": self.title or None,
            "language": self.language or None,
            "remarks": list(self.remarks),
        }


@dataclass(frozen=True, slots=True)
class Report:
    """What was done with each file of a folder, in the order of the files, removed ones last."""

    folder: str
    files: tuple[FileReport, ...] = ()

    @property
    def counts(self) -> dict[Status, int]:
        """How many files had each status; statuses that did not occur are left out."""
        return dict(Counter(file.status for file in self.files))

    @property
    def changed_anything(self) -> bool:
        """Whether the store is another one than before the run."""
        return any(file.status in (Status.ADDED, Status.CHANGED, Status.REMOVED) for file in self.files)
