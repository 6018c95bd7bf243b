"""Following: the running bot takes up what changes in its documents folders by itself."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from pathlib import Path

from watchfiles import awatch

from ingest.report import Report
from knowledge.failures import KnowledgeError

QUIET_MILLISECONDS = 1_500
"""How long a folder must be still before it is read, so that a file is not taken up while it is being copied."""

_log = logging.getLogger(__name__)


async def follow(folders: Sequence[Path], sync: Callable[[Path], Report]) -> None:
    """Sync every folder in which something changes, until cancelled. A failed sync is logged and tried at the next change.

    ``sync`` runs in a thread. Folders that do not exist are left out.
    """
    present = [folder for folder in folders if folder.is_dir()]
    async for changes in awatch(*present, debounce=QUIET_MILLISECONDS, step=200, stop_event=None):
        touched = {Path(path) for _, path in changes}
        for folder in present:
            if any(path.is_relative_to(folder.resolve()) for path in touched):
                await _take_up(folder, sync)


async def _take_up(folder: Path, sync: Callable[[Path], Report]) -> None:
    try:
        report = await asyncio.to_thread(sync, folder)
    except (KnowledgeError, OSError) as error:
        _log.error("The documents folder changed, but could not be taken up: %s", error)
    else:
        _log.info("The documents folder changed: %s.", report.summary())
