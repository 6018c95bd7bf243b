"""Pages named in a remark."""

from collections.abc import Sequence
from itertools import groupby


def pages_named(numbers: Sequence[int]) -> str:
    """As in "page 3" or "pages 3-4 and 7"; ``numbers`` are 1-based, ascending, and at least one."""
    runs = [
        [number for _, number in run] for _, run in groupby(enumerate(numbers), key=lambda place: place[1] - place[0])
    ]
    names = [str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs]
    listed = " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)
    return f"{'page' if len(numbers) == 1 else 'pages'} {listed}"
