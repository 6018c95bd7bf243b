"""Progress: a bar on the terminal while documents are read and embedded; silence where nobody watches."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tqdm import tqdm

from ingest.syncing import Progress


@contextmanager
def progress_bar() -> Iterator[Progress | None]:
    """What a sync reports its progress to: a bar on stderr, or None when stderr is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    with tqdm(unit=" files", dynamic_ncols=True, leave=False, file=sys.stderr) as bar:

        def show(document: str, done: int, total: int, passages: int) -> None:
            bar.total = total
            bar.n = done
            bar.set_description_str(document[-40:], refresh=False)
            bar.set_postfix(passages=passages)

        yield show
