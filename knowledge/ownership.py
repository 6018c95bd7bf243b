"""DataFolder: the folder of the embedded store and records, and the one process that may write to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from knowledge.failures import StoreOwned, StoreUnreachable

LOCK = "owner.lock"


class DataFolder:
    """A folder that one process at a time owns. The operating system frees the lock when that process dies."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def own(self) -> Iterator[Path]:
        """Owns the folder, made if need be, until the block ends; gives its path.

        Raises StoreOwned when another process owns it, StoreUnreachable when it cannot be made or written.
        """
        lock = FileLock(self.path / LOCK, blocking=False, thread_local=False)
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            lock.acquire()
        except Timeout as error:
            raise StoreOwned(
                f"Another Helium bot is using {self.path}; it takes up documents placed in its documents folder by "
                f"itself. Stop it first, or set HELIUM_DATA_DIR to another folder."
            ) from error
        except OSError as error:
            raise StoreUnreachable(
                f"The data folder {self.path} cannot be written ({error.strerror}); make it writable, "
                f"or set HELIUM_DATA_DIR to another folder."
            ) from error
        try:
            yield self.path
        finally:
            lock.release()
