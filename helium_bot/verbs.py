"""What each verb of the command line does.

A verb takes the parsed options and the settings and returns the exit status; what stops it is raised as one of
STOPPERS, whose text is a sentence for the person at the terminal.
"""

import argparse
import asyncio
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tqdm import tqdm

from helium_bot.answering.answer import Answer
from helium_bot.answering.answerer import Answerer
from helium_bot.answering.wording import plain
from helium_bot.batch import BatchError, Row, language_code, read_rows, write_json
from helium_bot.checking import Finding, findings
from helium_bot.evaluating.question_set import question_sets
from helium_bot.evaluating.running import evaluated
from helium_bot.evaluating.tables import tables
from helium_bot.failures import CannotDo
from helium_bot.locale import phrases
from helium_bot.progress import progress_bar
from helium_bot.settings import Settings, SettingsError
from helium_bot.wiring import House, opened, owned, rebuilt
from ingest.folder import FolderError
from ingest.report import FileReport, Report, Status
from knowledge.failures import KnowledgeError
from knowledge.library import Hit

STOPPERS = (CannotDo, SettingsError, KnowledgeError, FolderError, BatchError)
"""What a verb may end with instead of a result."""


def demo(options: argparse.Namespace, settings: Settings) -> int:
    """The bot on the sandbox with the chat page, until interrupted."""
    # Serving takes most of a second to import, which the other verbs need not wait for.
    from helium_bot import serving

    asyncio.run(serving.demo(settings, settings.demo_port if options.port is None else options.port))
    return 0


def run(options: argparse.Namespace, settings: Settings) -> int:
    """The bot on Telegram, until interrupted."""
    from helium_bot import serving

    del options
    asyncio.run(serving.run(settings))
    return 0


def ingest(options: argparse.Namespace, settings: Settings) -> int:
    """Bring the store into step with a folder, and report file by file."""
    folder = Path(options.path) if options.path else settings.documents_dir
    with owned(settings), progress_bar() as progress:
        if options.rebuild:
            report = rebuilt(settings, folder, progress)
        else:
            with opened(settings) as house:
                report = house.sync(folder, progress)
    if options.json:
        for file in report.files:
            write_json(file.as_json())
    else:
        print(_report_text(report))
    return 0


def search(options: argparse.Namespace, settings: Settings) -> int:
    """Ranked passages for one query or a batch."""
    with opened(settings) as house:
        _want_documents(house)
        if options.batch:
            return _batch(
                options.batch,
                "question",
                lambda row: {"results": _results(house.library.search(row.text("question"), options.k))},
            )
        hits = house.library.search(options.query, options.k)
    if options.json:
        write_json({"question": options.query, "results": _results(hits)})
    else:
        print("\n\n".join(_hit_text(rank, hit) for rank, hit in enumerate(hits, start=1)) or "Nothing was found.")
    return 0


def ask(options: argparse.Namespace, settings: Settings) -> int:
    """The answer to one question or a batch of them."""
    return asyncio.run(_ask(options, settings))


async def _ask(options: argparse.Namespace, settings: Settings) -> int:
    with opened(settings) as house:
        _want_documents(house)
        async with house.answerer() as answerer:
            if not options.batch:
                found = await _answered(
                    answerer, Row(None, {"question": options.question, "language": options.language})
                )
                if options.json:
                    write_json({"question": options.question, **found})
                else:
                    print(found["answer"])
                return 0
            faults = 0
            for row in read_rows(options.batch, "question"):
                faults += bool(row.fault)
                write_json({"id": row.id, **({"error": row.fault} if row.fault else await _answered(answerer, row))})
            return _after_batch(faults)


async def _answered(answerer: Answerer, row: Row) -> dict[str, Any]:
    started = time.perf_counter()
    answer = await answerer.answer(
        row.text("question"), language=language_code(row.text("language")), history=row.texts("history")
    )
    return {**answer_json(answer), "seconds": round(time.perf_counter() - started, 4)}


def answer_json(answer: Answer) -> dict[str, Any]:
    """An answer as the contract of the command line has it."""
    fields: dict[str, Any] = {
        "outcome": answer.outcome.value,
        "answer": plain(answer, phrases(answer.language)),
        "citations": [
            {
                "n": citation.n,
                "document": citation.document,
                "title": citation.title,
                "section": citation.section,
                "page": citation.page,
                "quote": citation.quote,
            }
            for citation in answer.citations
        ],
        "language": answer.language,
    }
    if answer.missing:
        fields["missing"] = list(answer.missing)
    return fields


def evaluate(options: argparse.Namespace, settings: Settings) -> int:
    """The figures of question sets, as tables or as one JSON object per set."""

    @contextmanager
    def current() -> Iterator[House]:
        with opened(settings) as house:
            _want_documents(house)
            yield house

    sets = question_sets(Path(options.path))
    results = []
    # A bar on a terminal only.
    for found in tqdm(evaluated(sets, settings, current), total=len(sets), unit=" sets", file=sys.stderr, disable=None):
        results.append(found)
        if options.json:
            write_json(found.as_json())
    if not options.json:
        print(tables(results))
    return 0


def check(options: argparse.Namespace, settings: Settings) -> int:
    """Whether settings, library and services are in order; 1 when something is not."""
    found: list[Finding] = []
    for finding in findings(settings):
        found.append(finding)
        if options.json:
            write_json({"check": finding.subject, "ok": finding.ok, "detail": finding.detail})
        else:
            print(f"{'ok ' if finding.ok else 'NOT'}  {finding.subject}: {finding.detail}")
    return 0 if all(finding.ok for finding in found) else 1


def _batch(source: str, needed: str, answer: Any) -> int:
    faults = 0
    for row in read_rows(source, needed):
        faults += bool(row.fault)
        write_json({"id": row.id, **({"error": row.fault} if row.fault else answer(row))})
    return _after_batch(faults)


def _after_batch(faults: int) -> int:
    if faults:
        raise CannotDo(f"{faults} line(s) of the batch could not be read; each has an “error” in its place.")
    return 0


def _want_documents(house: House) -> None:
    if not house.store.count():
        raise CannotDo(
            "There are no documents in the library yet: run `helium-bot ingest`, "
            f"which reads {house.settings.documents_dir}."
        )


def _results(hits: Iterable[Hit]) -> list[dict[str, Any]]:
    return [
        {
            "rank": rank,
            "score": round(hit.score, 6),
            "document": hit.passage.document,
            "title": hit.passage.title,
            "section": hit.passage.section,
            "page": hit.passage.page,
            "language": hit.passage.language,
            "text": hit.passage.text,
        }
        for rank, hit in enumerate(hits, start=1)
    ]


def _hit_text(rank: int, hit: Hit) -> str:
    passage = hit.passage
    place = ", ".join(filter(None, (passage.section, f"page {passage.page}" if passage.page else "", passage.document)))
    return f"{rank}. {passage.title} ({place})\n{passage.text}"


def _report_text(report: Report) -> str:
    lines = [_file_text(file) for file in report.files if file.status is not Status.UNCHANGED or file.remarks]
    counts = ", ".join(f"{count} {status.value}" for status, count in report.counts.items())
    return "\n".join([*lines, f"{report.folder}: {counts or 'no documents to read in this folder'}."])


def _file_text(file: FileReport) -> str:
    facts = [f"{file.passages} passages"] if file.passages else []
    facts += [f"{file.pages} pages"] if file.pages else []
    facts += [f"{file.redacted} pieces of contact data left out"] if file.redacted else []
    told = file.reason or ", ".join(facts)
    remarks = "".join(f"\n           {remark}" for remark in file.remarks)
    return f"{file.status.value:9}  {file.document}{f' ({told})' if told else ''}{remarks}"
