"""``python -m tests.benchmarks [--large] [--evals FOLDER]``: speed and quality, printed as one Markdown table."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from helium_bot.evaluating.question_set import question_sets
from helium_bot.evaluating.running import evaluated
from helium_bot.evaluating.tables import markdown, tables
from helium_bot.settings import Settings
from helium_bot.wiring import opened
from tests.benchmarks import measures
from tests.benchmarks.made_up import ManyPassages, write_documents
from tests.benchmarks.measures import Row
from tests.benchmarks.tutorial import MISSING

PASSAGES = 1_000
LARGE = 100_000
QUESTIONS = 200
EVALS = measures.ROOT.parent / "shared" / "evals"


def main() -> int:
    """Measure, print, and return the exit status."""
    options = _options()
    with TemporaryDirectory(prefix="helium-bench-") as folder:
        place = Path(folder)
        rows = list(_told(_rows(place, options.passages)))
        if options.large:
            rows += _told(_large(place / "large", options.large))
    print(_table(rows))
    if MISSING:
        print(f"\nThe tutorial pipeline was not measured: {MISSING}.")
    if options.evals and options.evals.is_dir():
        sets = question_sets(options.evals)
        print("\n" + tables(list(evaluated(sets, Settings(), lambda: opened(Settings())))))
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--passages", type=int, default=PASSAGES, help=f"made-up passages (default {PASSAGES})")
    parser.add_argument(
        "--large", type=int, nargs="?", const=LARGE, default=0, help=f"also at so many passages (default {LARGE})"
    )
    parser.add_argument("--evals", type=Path, default=EVALS, help="a folder of question sets to measure as well")
    return parser.parse_args()


def _rows(place: Path, passages: int) -> Iterator[Row]:
    folder = place / "documents"
    folder.mkdir()
    facts = write_documents(folder, passages)
    yield from measures.ingestion(place, folder)
    asked = [fact.question for fact in facts[:: max(1, len(facts) // QUESTIONS)]][:QUESTIONS]
    yield from measures.questions(place, asked, "p95 below 100 ms")
    yield from measures.memory(place, "below 600 MB")
    yield from measures.retrieval(place)
    yield from measures.cold_start(place)


def _large(place: Path, passages: int) -> Iterator[Row]:
    yield from measures.many(place, passages)
    made = ManyPassages(passages, 1)
    asked = [made.question() for _ in range(QUESTIONS)]
    yield from measures.questions(place, asked, "p95 below 250 ms")
    yield from measures.memory(place, "")


def _told(rows: Iterator[Row]) -> Iterator[Row]:
    """The rows, each named on standard error as soon as it is known."""
    for row in rows:
        print(f"{row.what}: {row.ours}", file=sys.stderr)
        yield row


def _table(rows: list[Row]) -> str:
    return markdown(
        {
            "what": [row.what for row in rows],
            "Helium bot": [row.ours for row in rows],
            "LangChain tutorial": [row.tutorial or "-" for row in rows],
            "aim": [row.aim or "-" for row in rows],
        }
    )


if __name__ == "__main__":
    sys.exit(main())
