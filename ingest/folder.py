"""The folder that is ingested: which documents are in it, by what name, and which of them cannot be had."""

import hashlib
import os
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from ingest.reading.document import Refused
from ingest.reading.source import contents

_NOT_DOCUMENTS = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
_HIDDEN = (".", "~$")


class FolderError(Exception):
    """The folder cannot be ingested. ``str()`` is one plain English sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file of the folder: ``path`` inside it, in NFC with forward slashes; ``location`` on the disk.

    ``fault`` says why it cannot be read at all, in the words of a refusal; a folder that cannot be opened is one too.
    """

    path: str
    location: Path
    fault: str = ""

    def digest(self) -> str:
        """SHA-256 (hex) of the file's bytes. Raises Refused."""
        if self.fault:
            raise Refused(self.fault)
        return hashlib.sha256(contents(self.location)).hexdigest()


@dataclass(slots=True)
class Folder:
    """A folder of documents, or one file of it."""

    root: Path
    only: str | None = None
    _closed: list[str] = field(default_factory=list)

    @classmethod
    def at(cls, path: Path) -> "Folder":
        """The folder at ``path``; for a file, its folder with that file alone. Raises FolderError."""
        try:
            if path.is_dir():
                return cls(path.resolve())
            if path.is_file():
                return cls(path.parent.resolve(), only=path.name)
            present = path.exists()
        except OSError as error:
            raise FolderError(f"{path} cannot be opened ({error.strerror}); give another folder.") from error
        if present:
            raise FolderError(f"{path} is neither a folder nor a file; give the folder that holds the documents.")
        raise FolderError(f"There is no folder {path}; create it or give another one.")

    @property
    def name(self) -> str:
        """What the store remembers the folder by: its resolved path."""
        return str(self.root)

    def files(self) -> list[FoundFile]:
        """What is in the folder and below, sorted by path. Hidden and temporary files are passed over in silence.

        Raises FolderError when the folder itself cannot be opened.
        """
        if self.only is not None:
            return [FoundFile(_readable(self.only), self.root / self.only)]
        try:
            found = sorted(self._below(self.root), key=lambda file: (file.path, str(file.location)))
        except OSError as error:
            raise FolderError(f"The folder {self.root} cannot be opened: {error.strerror}.") from None
        return list(_told_apart(found))

    def may_hold(self, path: str) -> bool:
        """Whether a document that was not found may be there all the same, in a part that was not looked into."""
        if self.only is not None:
            return path != _readable(self.only)
        return any(path.startswith(f"{closed}/") for closed in self._closed)

    def _below(self, folder: Path) -> Iterator[FoundFile]:
        with os.scandir(folder) as entries:
            listed = [entry for entry in entries if not _is_passed_over(entry.name)]
        for entry in listed:
            location = Path(entry.path)
            if entry.is_dir(follow_symlinks=False):
                yield from self._subfolder(location)
            else:
                yield FoundFile(self._path(location), location, self._fault(entry))

    def _subfolder(self, folder: Path) -> Iterator[FoundFile]:
        try:
            yield from list(self._below(folder))
        except OSError:
            path = self._path(folder)
            self._closed.append(path)
            yield FoundFile(path, folder, "is a folder that may not be opened by this account")

    def _fault(self, entry: os.DirEntry[str]) -> str:
        if not entry.is_symlink():
            return "" if entry.is_file() else "is not a file that can be read"
        try:
            target = Path(entry.path).resolve(strict=True)
        except (OSError, RuntimeError):
            return "is a link that leads nowhere"
        if not target.is_relative_to(self.root):
            return "is a link that leads out of the folder; put the document itself there"
        return "" if target.is_file() else "is a link to a folder, and such links are not followed"

    def _path(self, location: Path) -> str:
        return _readable(location.relative_to(self.root).as_posix())


def _readable(path: str) -> str:
    """The name in NFC; bytes of it that are no UTF-8 are replaced, since it will be stored and shown."""
    return unicodedata.normalize("NFC", os.fsencode(path).decode("utf-8", errors="replace"))


def _is_passed_over(name: str) -> bool:
    return name.startswith(_HIDDEN) or name.lower() in _NOT_DOCUMENTS


def _told_apart(files: list[FoundFile]) -> Iterator[FoundFile]:
    """Names that are spelled in different bytes but read the same are one name to a person: the first file has it."""
    seen: Counter[str] = Counter()
    for file in files:
        seen[file.path] += 1
        if seen[file.path] == 1:
            yield file
        else:
            path = f"{file.path} ({seen[file.path]})"
            yield replace(file, path=path, fault="has the same name as another file of the folder; rename one")
