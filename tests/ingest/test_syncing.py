"""The store brought into step with a folder."""

import json
import os
import re
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.folder import FolderError
from ingest.report import Report, Status
from ingest.syncing import Syncing
from knowledge.passage import DocumentKind
from tests.ingest.fakes import Broken, Fuse, HashEmbedder, MemoryStore

PLAN = """---
title: Synthetic plan
kind: action_plan
region: norte
language: en
date: 2018-09
---
# Synthetic plan

## Costs
The living lab costs EUR 5.000 in the first year and nothing at all in the years after that, says the plan.

## Contact
Contact person: Jane Doe

| Name | EUR |
|---|---|
| Rent | 5 |
"""


class Bench:
    """A folder, a store and an embedder that belong together."""

    def __init__(self, folder: Path) -> None:
        self.fuse = Fuse()
        self.store = MemoryStore(self.fuse)
        self.embedder = HashEmbedder(self.fuse)
        self.folder = folder

    def write(self, name: str, text: str | bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def sync(self, path: Path | None = None) -> dict[str, Status]:
        return {file.document: file.status for file in self.report(path).files}

    def report(self, path: Path | None = None) -> Report:
        return Syncing(self.store, self.embedder).sync(path or self.folder)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    folder = tmp_path / "documents"
    folder.mkdir()
    return Bench(folder)


def test_a_document_is_described_and_its_passages_know_where_they_came_from(bench: Bench) -> None:
    bench.write("plans/plan.md", PLAN)
    (file,) = bench.report().files
    assert file.as_json() == {
        "document": "plans/plan.md",
        "status": "added",
        "reason": None,
        "title": "Synthetic plan",
        "language": "en",
        "pages": None,
        "passages": 2,
        "redacted": 1,
        "remarks": [],
    }
    (document,) = bench.store.documents(str(bench.folder))
    assert (document.kind, document.region, document.date, document.synthetic) == (
        DocumentKind.ACTION_PLAN,
        "norte",
        "2018-09",
        True,
    )
    costs, table = bench.store.passages("plans/plan.md")
    assert (costs.section, costs.language, costs.ordinal) == ("Costs", "en", 0)
    assert costs.text.startswith("The living lab costs EUR 5.000")
    assert (table.text, table.context) == ("Rent | 5", "Synthetic plan — Contact — Name | EUR")


def test_a_second_run_reads_embeds_and_writes_nothing(bench: Bench) -> None:
    bench.write("a.md", PLAN)
    bench.write("b.txt", "Synthetic letter.")
    bench.sync()
    writes, embedded = bench.store.writes, len(bench.embedder.embedded)
    report = bench.report()
    assert [file.status for file in report.files] == [Status.UNCHANGED, Status.UNCHANGED]
    assert (bench.store.writes, len(bench.embedder.embedded)) == (writes, embedded)
    assert not report.changed_anything


def test_only_the_changed_document_is_embedded_again(bench: Bench) -> None:
    bench.write("a.md", PLAN)
    bench.write("b.md", "# B\n\nSynthetic text.")
    bench.sync()
    bench.embedder.embedded.clear()
    bench.write("b.md", "# B\n\nSynthetic text, other words.")
    assert bench.sync() == {"a.md": Status.UNCHANGED, "b.md": Status.CHANGED}
    assert bench.embedder.embedded == ["B\nSynthetic text, other words."]
    assert [passage.text for passage in bench.store.passages("b.md")] == ["Synthetic text, other words."]


def test_a_deleted_document_stops_answering_and_a_renamed_one_moves(bench: Bench) -> None:
    bench.write("gone.md", PLAN)
    moved = bench.write("old.md", PLAN)
    bench.sync()
    (bench.folder / "gone.md").unlink()
    moved.rename(bench.folder / "new.md")
    assert bench.sync() == {"new.md": Status.ADDED, "gone.md": Status.REMOVED, "old.md": Status.REMOVED}
    assert [document.path for document in bench.store.documents()] == ["new.md"]


def test_a_file_that_can_no_longer_be_read_keeps_its_last_good_version(bench: Bench) -> None:
    bench.write("a.md", PLAN)
    bench.sync()
    good = bench.store.passages("a.md")
    bench.write("a.md", b"")
    (file,) = bench.report().files
    assert (file.status, file.reason, file.passages) == (Status.REFUSED, "is empty", 2)
    assert bench.store.passages("a.md") == good


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.md", b"", "is empty"),
        ("blank.txt", b" \n\n \n", "has no text in it"),
        ("program.exe", b"MZ", r"is a kind of file that is not read \(.exe\)"),
        ("letter.doc", b"\xd0\xcf\x11\xe0", r"not read \(.doc\); save it as .docx"),
        ("README", b"Synthetic", "has no ending"),
        ("plan.txt", b"%PDF-1.7 synthetic", "not really text .*looks like a PDF"),
        ("page.html", b"\x89PNG\r\n", "looks like a picture"),
        ("scan.pdf", b"Synthetic", "not really a PDF"),
        ("plan.docx", b"Synthetic", "not really a Word document"),
        ("noise.md", bytes(range(256)) * 40, "not really text"),
        ("card.txt", b"Contact person: Jane Doe\nPhone: +31 40 123 45 67", "nothing but contact data"),
    ],
)
def test_a_file_that_is_no_document_is_refused_by_name_and_the_rest_goes_on(
    bench: Bench, name: str, content: bytes, reason: str
) -> None:
    bench.write(name, content)
    bench.write("z.md", PLAN)
    refused, added = bench.report().files
    assert (refused.document, refused.status, added.status) == (name, Status.REFUSED, Status.ADDED)
    assert [document.path for document in bench.store.documents()] == ["z.md"]
    assert re.search(reason, refused.reason)


def test_a_file_its_reader_stumbles_over_does_not_stop_the_run(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(path: Path) -> None:
        raise KeyError("a fault in a library")

    monkeypatch.setattr("ingest.reading.text.read", stumble)
    bench.write("a.txt", "Synthetic.")
    bench.write("b.md", PLAN)
    refused, added = bench.report().files
    assert refused.reason.startswith("could not be understood; it may be damaged")
    assert added.status is Status.ADDED


def test_hidden_and_temporary_files_are_passed_over_in_silence(bench: Bench) -> None:
    for name in (".git/config.md", ".DS_Store", "~$plan.docx", "Thumbs.db", "__MACOSX/x.md", ".hidden.md"):
        bench.write(name, "Synthetic")
    assert bench.report().files == ()


def test_links_out_of_the_folder_are_named_and_not_followed(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("Synthetic secret.", encoding="utf-8")
    bench.write("real/a.md", PLAN)
    (bench.folder / "out.md").symlink_to(tmp_path / "secret.md")
    (bench.folder / "nowhere.md").symlink_to(bench.folder / "missing.md")
    (bench.folder / "loop.md").symlink_to(bench.folder / "loop.md")
    (bench.folder / "folder").symlink_to(bench.folder / "real")
    (bench.folder / "inside.md").symlink_to(bench.folder / "real" / "a.md")
    reports = {file.document: file for file in bench.report().files}
    assert reports["out.md"].reason.startswith("is a link that leads out of the folder")
    assert reports["nowhere.md"].reason == reports["loop.md"].reason == "is a link that leads nowhere"
    assert reports["folder"].reason.startswith("is a link to a folder")
    assert {path for path, file in reports.items() if file.status is Status.ADDED} == {"inside.md", "real/a.md"}


def test_a_folder_that_may_not_be_opened_is_named_and_keeps_its_documents(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.write("closed/a.md", PLAN)
    bench.write("open.md", PLAN)
    bench.sync()
    scandir = os.scandir

    def guarded(path: Any) -> Any:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)
    assert bench.sync() == {"closed": Status.REFUSED, "open.md": Status.UNCHANGED}
    assert {document.path for document in bench.store.documents()} == {"closed/a.md", "open.md"}


def test_a_file_that_may_not_be_opened_is_refused(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.write("a.md", PLAN)

    def forbidden(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", forbidden)
    (file,) = bench.report().files
    assert file.status is Status.REFUSED
    assert "may not be opened" in file.reason


def test_names_with_accents_spaces_and_emoji_are_written_in_one_way(bench: Bench) -> None:
    bench.write("cselekve\u0301si terv 😀.md", PLAN)
    assert bench.sync() == {"cselekvési terv 😀.md": Status.ADDED}
    assert bench.sync() == {"cselekvési terv 😀.md": Status.UNCHANGED}


def test_two_names_that_read_the_same_are_told_apart(bench: Bench) -> None:
    bench.write("e\u0301.md", PLAN)
    bench.write("é.md", PLAN)
    assert bench.sync() == {"é.md": Status.ADDED, "é.md (2)": Status.REFUSED}


def test_a_name_that_is_no_text_is_still_reported(bench: Bench) -> None:
    Path(os.fsdecode(os.fsencode(bench.folder) + b"/plan-\xff.md")).write_text(PLAN, encoding="utf-8")
    (file,) = bench.report().files
    assert file.status is Status.ADDED
    assert json.dumps(file.as_json(), ensure_ascii=False).encode()


def test_what_came_from_another_folder_stays(bench: Bench, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "a.md").write_text(PLAN, encoding="utf-8")
    bench.write("a.md", PLAN)
    bench.sync(other)
    bench.sync()
    (bench.folder / "a.md").unlink()
    assert bench.sync() == {"a.md": Status.REMOVED}
    assert [document.folder for document in bench.store.documents()] == [str(other)]


def test_a_single_file_is_brought_in_alone(bench: Bench) -> None:
    bench.write("a.md", PLAN)
    bench.write("b.md", PLAN)
    bench.sync()
    changed = bench.write("b.md", "# B\n\nSynthetic.")
    (bench.folder / "a.md").unlink()
    assert bench.sync(changed) == {"b.md": Status.CHANGED}
    assert {document.path for document in bench.store.documents()} == {"a.md", "b.md"}


def test_a_missing_folder_is_one_clear_error_and_an_empty_one_is_none(bench: Bench, tmp_path: Path) -> None:
    with pytest.raises(FolderError, match=r"There is no folder .*; create it or give another one"):
        bench.report(tmp_path / "nowhere")
    assert bench.report().files == ()


def test_each_passage_has_its_own_language_and_the_document_that_of_most(bench: Bench) -> None:
    bench.write(
        "a.md",
        "# Szintetikus terv\n\n## Összefoglaló\n\nA terv célja, hogy a kórházak és az egyetemek együtt dolgozzanak, és "
        "minden beteg részt vegyen benne. A költségeket a régió fizeti, a munkát az egyetem végzi el.\n\n"
        "## Summary\n\nThe purpose of the plan is that hospitals and universities work together on it.\n\n"
        "## Kód\n\nA2\n",
    )
    (file,) = bench.report().files
    assert file.language == "hu"
    assert [passage.language for passage in bench.store.passages("a.md")] == ["hu", "en", "hu"]


def test_small_documents_are_embedded_together_and_large_ones_in_parts(bench: Bench) -> None:
    for number in range(20):
        bench.write(f"{number:02}.txt", f"Synthetic letter number {number}.")
    bench.write("large.md", "\n\n".join(f"## Part {number}\n\nSynthetic words {number}." for number in range(600)))
    calls: list[int] = []
    embed = bench.embedder.embed_passages

    def counted(texts: list[str]) -> Any:
        calls.append(len(texts))
        return embed(texts)

    bench.embedder.embed_passages = counted  # type: ignore[method-assign,assignment]
    bench.report()
    assert sum(calls) == 620
    assert len(calls) == 3
    for document, passages, vectors in bench.store.kept.values():
        assert len(passages) == document.passages
        assert np.allclose(vectors, [bench.embedder.embed_question(passage.indexed_text) for passage in passages])


def test_progress_is_told_up_to_the_last_file(bench: Bench) -> None:
    bench.write("a.md", PLAN)
    bench.write("b.exe", "x")
    told: list[tuple[str, int, int, int]] = []
    Syncing(bench.store, bench.embedder).sync(bench.folder, lambda *step: told.append(step))
    assert told[-1] == ("a.md", 2, 2, 2)
    assert {step[0] for step in told} == {"a.md", "b.exe"}


NAMES = ["a.md", "sub/b.md", "ő é.txt", "c 😀.md"]
TEXTS = [
    PLAN,
    "# Synthetic\n\nOne.\n\n# Two\n\nTwo words.",
    "Synthetic letter.\n\nMore.",
    "",
    "\0\0\0",
    "Synthetic letter.",
]
steps = st.one_of(
    st.tuples(st.just("write"), st.sampled_from(NAMES), st.sampled_from(TEXTS)),
    st.tuples(st.just("delete"), st.sampled_from(NAMES), st.none()),
    st.tuples(st.just("rename"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
    st.tuples(st.just("sync"), st.none(), st.none()),
    st.tuples(st.just("crash"), st.none(), st.integers(0, 4)),
)


def take(bench: Bench, kind: str, name: Any, value: Any) -> None:
    path = bench.folder / name if name else bench.folder
    if kind == "write":
        bench.write(name, value)
    elif kind == "delete":
        path.unlink(missing_ok=True)
    elif kind == "rename" and path.exists():
        target = bench.folder / value
        target.parent.mkdir(exist_ok=True)
        path.replace(target)
    elif kind == "sync":
        bench.report()
    elif kind == "crash":
        bench.fuse.calls_left = value
        with suppress(Broken):
            bench.report()
        bench.fuse.calls_left = None


@settings(max_examples=150, deadline=None)
@given(st.lists(steps, max_size=14))
def test_after_any_edits_and_crashes_the_store_is_as_one_built_afresh(edits: list[tuple[str, Any, Any]]) -> None:
    with tempfile.TemporaryDirectory() as directory:
        bench = Bench(Path(directory).resolve())
        for edit in edits:
            take(bench, *edit)
        before = by_path(bench)
        report = bench.report()
        fresh = Bench(bench.folder)
        fresh.report()
        refused = {file.document for file in report.files if file.status is Status.REFUSED}
        expected = by_path(fresh) | {path: before[path] for path in refused & before.keys()}
        assert by_path(bench) == expected
        assert all(file.status in (Status.UNCHANGED, Status.REFUSED) for file in bench.report().files)


def by_path(bench: Bench) -> dict[str, Any]:
    return {
        document.path: (document, passages, vectors.tolist())
        for document, passages, vectors in bench.store.kept.values()
    }
