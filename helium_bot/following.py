"""Following: the running bot takes up what changes in its documents folders by itself."""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from pathlib import Path

from watchfiles import awatch

from ingest.folder import FolderError
from ingest.report import Report
from knowledge.failures import KnowledgeError

QUIET_MILLISECONDS = 500
LONGEST_MILLISECONDS = 30_000
"""A folder must be still for so long before it is read, so that a file is not taken up while it is being copied; but
one that is never still is read all the same after the longer time."""

_log = logging.getLogger(__name__)


async def follow(folders: Sequence[Path], sync: Callable[[Path], Awaitable[Report]]) -> None:
    """Sync every folder in which something changes, until cancelled; a failed sync is tried at the next change.

    ``sync`` is called once for each folder when the watch has begun, for what changed before. Folders that do not exist
    are left out.
    """
    present = [folder.resolve() for folder in folders if folder.is_dir()]
    try:
        begun = False
        async for touched in _changes(present):
            for folder in present:
                if not begun or any(path.is_relative_to(folder) for path in touched):
                    await _take_up(folder, sync)
            begun = True
    except (OSError, RuntimeError) as error:  # such as the system's limit on the number of watches
        _log.error("Changes in the documents folders will not be seen until the next start: %s", error)


async def _changes(folders: Sequence[Path]) -> AsyncIterator[list[Path]]:
    """What was touched, each time something was; nothing is, every now and then."""
    quiet = QUIET_MILLISECONDS
    async for changes in awatch(
        *folders, step=quiet, debounce=LONGEST_MILLISECONDS, rust_timeout=quiet, yield_on_timeout=True
    ):
        yield [Path(path) for _, path in changes]


async def _take_up(folder: Path, sync: Callable[[Path], Awaitable[Report]]) -> None:
    try:
        report = await sync(folder)
    except (FolderError, KnowledgeError, OSError, RuntimeError, ValueError) as error:
        _log.error("The documents folder changed, but could not be taken up: %s", error)
    else:
        if report.changed_anything:
            counts = ", ".join(f"{count} {status.value}" for status, count in report.counts.items())
            _log.info("The documents folder changed: %s.", counts)
