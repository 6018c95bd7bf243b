"""What is measured: ingestion, retrieval, questions, a cold start, memory. Each gives rows of the table."""

import asyncio
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from helium_bot.evaluating.asking import DEPTH, observed
from helium_bot.evaluating.figures import estimate, ndcg, percentile
from helium_bot.evaluating.question_set import Asked, question_sets
from helium_bot.evaluating.tables import told
from helium_bot.settings import Settings
from helium_bot.wiring import House, embedder_of, opened, owned
from tests.benchmarks.made_up import ManyPassages
from tests.benchmarks.tutorial import MISSING, Tutorial

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ROOT / "knowledge" / "documents"
QUESTIONS = ROOT / "tests" / "questions" / "own.jsonl"
_TOGETHER = 10
"""Documents stored in one write, as ingestion stores small ones together."""

_ATTEMPTS = 2
"""Both pipelines in turn, so often; the faster attempt counts, since only other work makes one slower."""

_COLD_STARTS = 3
_LOADING = "The model is loaded before anything is timed."
_ASKED_COLD = "Which regions wrote an action plan?"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; ``tutorial`` is the same of the tutorial pipeline where it has it."""

    what: str
    ours: str
    tutorial: str = ""
    aim: str = ""


def ingestion(place: Path, folder: Path) -> Iterator[Row]:
    """The whole way from the files of a folder to a searchable store, which is left in ``place``."""
    letters = sum(len(file.read_text(encoding="utf-8")) for file in folder.iterdir())
    ours, theirs = [], []
    for attempt in range(_ATTEMPTS):
        last = attempt == _ATTEMPTS - 1
        ours.append(_ingested(place / ("data" if last else f"data-{attempt}"), folder))
        if not MISSING:
            theirs.append(_ingested_as_in_the_tutorial(place / f"tutorial-{attempt}", folder))
    seconds, made = min(ours)
    their_seconds, their_made = min(theirs, default=(0.0, 0))
    yield Row(
        f"ingestion, passages a second ({made:,} passages)",
        f"{made / seconds:.0f}",
        f"{their_made / their_seconds:.0f}" if theirs else "",
    )
    yield Row(
        "ingestion, thousand characters of text a second",
        f"{letters / 1000 / seconds:.0f}",
        f"{letters / 1000 / their_seconds:.0f}" if theirs else "",
        f"{their_seconds / seconds:.1f} times the tutorial" if theirs else "",
    )


def _ingested(data_dir: Path, folder: Path) -> tuple[float, int]:
    """Seconds and passages."""
    settings = Settings(data_dir=data_dir)
    with owned(settings), opened(settings) as house:
        house.embedder.embed_question(_LOADING)
        started = time.perf_counter()
        house.sync(folder)
        return time.perf_counter() - started, house.store.count()


def _ingested_as_in_the_tutorial(place: Path, folder: Path) -> tuple[float, int]:
    """Seconds and passages."""
    embedder = embedder_of(Settings(data_dir=place))
    embedder.embed_question(_LOADING)
    started = time.perf_counter()
    passages = Tutorial(place, embedder).ingest(folder)
    return time.perf_counter() - started, passages


def retrieval(place: Path) -> Iterator[Row]:
    """Ranking of the repository's own documents for its own questions, by language."""
    settings = Settings(data_dir=place / "own")
    with owned(settings), opened(settings) as house:
        house.sync(DOCUMENTS)
        ours = {each.name: _ndcg(each.questions, _ranked(house, each.questions)) for each in question_sets(QUESTIONS)}
        theirs: dict[str, str] = {}
        if not MISSING:
            tutorial = Tutorial(place / "own-tutorial", house.embedder)
            tutorial.ingest(DOCUMENTS)
            theirs = {
                each.name: _ndcg(each.questions, [tutorial.documents(asked.text) for asked in each.questions])
                for each in question_sets(QUESTIONS)
            }
    for name, figure in ours.items():
        yield Row(f"retrieval nDCG@10, questions “{name}” on our documents", figure, theirs.get(name, ""))


def _ranked(house: House, questions: Sequence[Asked]) -> list[list[str]]:
    found = [house.library.search(asked.text, 60) for asked in questions]
    return [list(dict.fromkeys(hit.passage.document for hit in hits))[:DEPTH] for hits in found]


def _ndcg(questions: Sequence[Asked], ranked: Sequence[Sequence[str]]) -> str:
    return told(
        estimate(
            [
                ndcg(found, asked.gold, DEPTH)
                for asked, found in zip(questions, ranked, strict=True)
                if asked.answerable and asked.gold
            ]
        )
    )


def questions(place: Path, asked: Sequence[str], aim: str) -> Iterator[Row]:
    """From a question to its cited answer in one process, on the library in ``place``; and that process's memory."""
    settings = Settings(data_dir=place / "data")
    with opened(settings) as house:
        house.library.index()
        rows = [Asked(str(number), "en", text, True, ()) for number, text in enumerate(asked)]
        seconds = [each.seconds for each in asyncio.run(observed(house, rows))]
        count = house.store.count()
    size = f"at {count:,} passages"
    yield Row(f"question to cited answer {size}, p50", _milliseconds(percentile(seconds, 50)))
    yield Row(f"question to cited answer {size}, p95", _milliseconds(percentile(seconds, 95)), "", aim)


def memory(place: Path, aim: str) -> Iterator[Row]:
    """The most memory that a process of the bot held until it had answered from the library in ``place``."""
    passages, megabytes = _run(["-m", "tests.benchmarks.resident"], place / "data").split()
    yield Row(f"resident memory after an answer at {int(passages):,} passages", f"{megabytes} MB", "", aim)


def cold_start(place: Path) -> Iterator[Row]:
    """``helium-bot ask`` from the command line to its answer, on our documents; files are in the system's cache."""
    seconds = []
    for _ in range(_COLD_STARTS):
        started = time.perf_counter()
        _run(["-m", "helium_bot", "ask", "--json", _ASKED_COLD], place / "own")
        seconds.append(time.perf_counter() - started)
    yield Row("cold start: helium-bot ask, start to answer", f"{statistics.median(seconds):.2f} s")


def many(place: Path, passages: int) -> Iterator[Row]:
    """A library of made-up passages with random vectors put into ``place``, and how long its parts took."""
    settings = Settings(data_dir=place / "data")
    with owned(settings), opened(settings) as house:
        made = ManyPassages(passages, house.embedder.dimension)
        storing = 0.0
        documents = made.documents()
        while batch := list(islice(documents, _TOGETHER)):
            started = time.perf_counter()
            with house.store.writing():
                for document, texts, vectors in batch:
                    house.store.put(document, texts, vectors)
            storing += time.perf_counter() - started
        yield Row(f"storing {house.store.count():,} passages with their vectors", f"{storing:.0f} s")
        started = time.perf_counter()
        house.library.index()
        yield Row(f"keyword index of {house.store.count():,} passages, built", f"{time.perf_counter() - started:.0f} s")


def _run(arguments: Sequence[str], data_dir: Path) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("HELIUM_", "OPENAI_"))}
    environment["HELIUM_DATA_DIR"] = str(data_dir)
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, check=True, capture_output=True, encoding="utf-8"
    ).stdout


def _milliseconds(seconds: float) -> str:
    return f"{1000 * seconds:.0f} ms"
