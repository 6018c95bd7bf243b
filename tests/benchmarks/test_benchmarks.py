"""The benchmarks run, on a handful of passages; how fast is no matter here."""

from pathlib import Path

import pytest

from tests.benchmarks import measures
from tests.benchmarks.made_up import ManyPassages, write_documents


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "documents"
    made.mkdir()
    return made


def test_ingestion_and_questions_are_measured_on_the_same_made_up_files(tmp_path: Path, folder: Path) -> None:
    facts = write_documents(folder, 12)
    ingested = list(measures.ingestion(tmp_path, folder))
    asked = list(measures.questions(tmp_path, [fact.question for fact in facts[:3]], "fast"))
    assert "(12 passages)" in ingested[0].what
    assert float(ingested[0].ours) > 0
    assert [row.what for row in asked] == [
        "question to cited answer at 12 passages, p50",
        "question to cited answer at 12 passages, p95",
    ]
    assert asked[1].aim == "fast"


def test_made_up_files_say_so_and_are_the_same_every_time(tmp_path: Path, folder: Path) -> None:
    facts = write_documents(folder, 12)
    (file, _) = sorted(folder.iterdir())
    text = file.read_text(encoding="utf-8")
    assert "synthetic" in text
    assert facts[0].sentence in text
    assert write_documents(folder, 12) == facts


def test_a_large_library_is_made_without_embedding_and_can_be_asked(tmp_path: Path) -> None:
    stored, indexed = measures.many(tmp_path, 200)
    assert "200 passages" in stored.what
    assert "200 passages" in indexed.what
    rows = list(measures.questions(tmp_path, [ManyPassages(200, 1).question()], ""))
    assert "200 passages" in rows[0].what
