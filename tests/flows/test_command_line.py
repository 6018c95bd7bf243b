"""The command line as another program meets it: what is printed, where, and with which exit status."""

import json
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from helium_bot.cli import main
from ingest.reading.formats import read
from ingest.splitting import extracted
from tests.flows.terminal import Printed, Terminal
from tests.scripted_model import API_KEY, ScriptedModel, claims

DOCUMENTS = Path(__file__).parents[2] / "knowledge" / "documents"
REGIONS = "Which regions wrote an action plan?"
FOOTBALL = "Who won the football cup?"
PLAN = """# A synthetic plan for Sampleford

## Costs

The night lights of Sampleford cost EUR 4,200 in 2019.

## People

Nurse Okonkwo looks after the night lights.
"""


def terminal_at(folder: Path, documents: Path, **settings: str) -> Terminal:
    """A terminal whose library is in ``folder``; an empty key, as in a copied ``.env.example``, counts for nothing."""
    folder.mkdir(exist_ok=True)
    known = {"HELIUM_DATA_DIR": str(folder / "data"), "HELIUM_DOCUMENTS_DIR": str(documents), "OPENAI_API_KEY": ""}
    return Terminal(folder, {**known, **settings})


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    """A terminal whose library holds the documents of the repository."""
    terminal = terminal_at(tmp_path_factory.mktemp("shipped"), DOCUMENTS)
    assert terminal.types("ingest").status == 0
    return terminal


@pytest.fixture(scope="module")
def small_library(tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    """A terminal whose library holds PLAN."""
    folder = tmp_path_factory.mktemp("small")
    terminal = terminal_at(folder, folder / "documents")
    write_plan(folder / "documents")
    assert terminal.types("ingest").status == 0
    return terminal


@pytest.fixture
def small(small_library: Terminal, tmp_path: Path) -> Terminal:
    """The same, for one test to do with as it likes."""
    shutil.copytree(small_library.folder, tmp_path / "own")
    # The store remembers a folder by its path: the copy is brought into step with its own documents where it matters.
    return terminal_at(tmp_path / "own", small_library.folder / "documents")


@pytest.fixture
def blank(tmp_path: Path) -> Terminal:
    """A terminal without a library, and with PLAN to read."""
    write_plan(tmp_path / "documents")
    return terminal_at(tmp_path / "blank", tmp_path / "documents")


@pytest.fixture
def taken_port() -> Iterator[int]:
    """A port of 127.0.0.1 that another program listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


def write_plan(folder: Path) -> None:
    folder.mkdir()
    (folder / "sampleford.md").write_text(PLAN, encoding="utf-8")


def assert_quotes_are_exact(found: dict[str, Any], documents: Path = DOCUMENTS) -> None:
    assert found["citations"]
    for citation in found["citations"]:
        assert citation["quote"] in extracted(read(documents / citation["document"]))


# Reading documents in


def test_ingest_names_every_file_and_a_second_run_does_nothing(blank: Terminal, tmp_path: Path) -> None:
    (tmp_path / "documents" / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    first = blank.types("ingest", "--json")
    assert (first.status, first.errors) == (0, "")
    broken, plan = first.rows
    assert (broken["document"], broken["status"]) == ("broken.pdf", "refused")
    assert broken["reason"]
    assert plan["document"] == "sampleford.md"
    assert (plan["status"], plan["reason"], plan["language"]) == ("added", None, "en")
    assert plan["title"] == "A synthetic plan for Sampleford"
    assert plan["passages"] > 0
    second = blank.types("ingest", "--json")
    assert [row["status"] for row in second.rows] == ["refused", "unchanged"]
    assert second.rows[1]["passages"] == plan["passages"]
    assert second.status == 0


def test_a_person_reads_which_file_was_refused_and_why(blank: Terminal, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "notes.xyz").write_bytes(b"\x00\x01")
    told = blank.types("ingest", str(other))
    assert told.status == 0
    assert told.output.startswith("refused    notes.xyz (")
    assert told.output.rstrip().endswith("1 refused.")


def test_a_folder_that_is_not_there_is_named(blank: Terminal, tmp_path: Path) -> None:
    missing = tmp_path / "nowhere"
    told = blank.types("ingest", str(missing))
    assert told.status == 1
    assert str(missing) in told.sentence


# Asking


def test_the_regions_that_wrote_a_plan_are_answered_in_the_documents_own_words(shipped: Terminal) -> None:
    told = shipped.types("ask", REGIONS, "--json")
    assert (told.status, told.errors) == (0, "")
    found = told.row
    assert found["question"] == REGIONS
    assert (found["outcome"], found["language"]) == ("answered", "en")
    assert_quotes_are_exact(found)
    for region in ("Eindhoven", "Hungary", "Liverpool", "Norte"):
        assert region in found["answer"]
    first = found["citations"][0]
    assert set(first) == {"n", "document", "title", "section", "page", "quote"}
    assert (first["n"], first["page"]) == (1, None)
    assert first["document"].endswith(".md")
    assert first["title"]
    assert first["section"]
    assert found["seconds"] > 0


def test_what_the_documents_do_not_hold_is_said_not_to_be_in_them(shipped: Terminal) -> None:
    told = shipped.types("ask", FOOTBALL)
    assert told.status == 0
    assert told.output.startswith("This is not in the documents.")
    assert told.errors == ""


LINES = [
    {"id": "regions", "question": REGIONS, "seen": [1], "comment": "a field that nobody knows"},
    {"id": 7, "question": FOOTBALL},
    {"id": None, "question": "Mi az a living lab?", "language": "nl"},
    {
        "id": "💡",
        "question": "What did it cost?",
        "history": ["What is CrossCare?", 5, {"text": "And its living labs?"}],
    },
    {"id": {"a": [1.5, "é"]}, "question": "CrossCare " * 400},
    {"question": ""},
    {"id": "half", "question": "What is CrossCare \ud800?", "history": ["\udfff"], "language": 5},
    {"id": "all", "question": "Tell me everything about the plans, practices, partners, phases, seminars and reports."},
]


@pytest.fixture(scope="module")
def asked(shipped: Terminal) -> Printed:
    """LINES asked from a file, with lines between them that cannot be read."""
    lines = [json.dumps(line, ensure_ascii="\\ud" in json.dumps(line)) for line in LINES]
    lines[1:1] = ["{not json", "", "[1, 2]", '{"id": "no question"}', '{"id": 9, "question": 5}', "[" * 100_000]
    file = shipped.folder / "questions.jsonl"
    file.write_text("\ufeff" + "\r\n".join(lines), encoding="utf-8")
    return shipped.types("ask", "--batch", str(file))


@pytest.fixture(scope="module")
def answers(asked: Printed) -> list[dict[str, Any]]:
    """What came back for LINES alone."""
    return [row for row in asked.rows if "error" not in row]


def test_a_batch_is_answered_line_by_line_in_order_under_the_same_ids(
    asked: Printed, answers: list[dict[str, Any]]
) -> None:
    assert [row["id"] for row in answers] == [line.get("id") for line in LINES]
    assert [row["id"] for row in asked.rows[1:6]] == [None, None, "no question", 9, None]


def test_a_line_that_cannot_be_read_says_so_in_its_place_and_the_rest_goes_on(asked: Printed) -> None:
    faults = [(at, row["error"]) for at, row in enumerate(asked.rows) if "error" in row]
    assert [at for at, _ in faults] == [1, 2, 3, 4, 5]
    assert [error.split(" ")[1] for _, error in faults] == ["2", "4", "5", "6", "7"], "the lines' numbers in the file"
    assert asked.status == 1
    assert asked.errors.count("\n") == 1
    assert "5" in asked.errors


def test_answers_are_raw_text_without_escapes(asked: Printed) -> None:
    assert "“" in asked.output
    assert "💡" in asked.output
    assert "\\u" not in asked.output


def test_each_answer_keeps_the_bounds_that_other_programs_rely_on(answers: list[dict[str, Any]]) -> None:
    for row in answers:
        assert row["outcome"] in {"answered", "partly", "not_in_documents"}
        assert bool(row["citations"]) is (row["outcome"] != "not_in_documents")
        assert 0 < len(row["answer"]) <= 3000
        assert [citation["n"] for citation in row["citations"]] == list(range(1, len(row["citations"]) + 1))
        assert len(row["citations"]) <= 8
        assert all(0 < len(citation["quote"]) <= 1000 for citation in row["citations"])


def test_outcome_language_and_earlier_turns_are_honoured(answers: list[dict[str, Any]]) -> None:
    regions, football, living_lab, follow_up, long, nothing, half, _ = answers
    assert (regions["outcome"], football["outcome"]) == ("answered", "not_in_documents")
    assert living_lab["language"] == "nl"
    assert "Bronnen" in living_lab["answer"]
    assert {citation["document"] for citation in follow_up["citations"]} == {"good_practices/crosscare.md"}
    assert "too long" in long["answer"]
    assert "no question" in nothing["answer"]
    assert (half["outcome"], half["language"]) == ("answered", "en")
    for row in (regions, living_lab, follow_up, half):
        assert_quotes_are_exact(row)


def test_standard_input_is_a_batch_like_any_file(shipped: Terminal, answers: list[dict[str, Any]]) -> None:
    given = "".join(json.dumps(line) + "\n" for line in LINES[:4])
    told = shipped.types("ask", "--batch", "-", given=given)
    assert (told.status, told.errors) == (0, "")
    untimed = [{**row, "seconds": 0} for row in told.rows]
    assert untimed == [{**row, "seconds": 0} for row in answers[:4]]


def test_a_batch_file_that_is_not_there_is_named(shipped: Terminal) -> None:
    told = shipped.types("ask", "--batch", "nowhere.jsonl")
    assert told.status == 1
    assert "nowhere.jsonl" in told.sentence


# Searching


def test_search_ranks_as_many_passages_as_asked_for(shipped: Terminal) -> None:
    told = shipped.types("search", "living labs of CrossCare", "-k", "3", "--json")
    assert (told.status, told.errors) == (0, "")
    results = told.row["results"]
    assert [result["rank"] for result in results] == [1, 2, 3]
    assert set(results[0]) == {"rank", "score", "document", "title", "section", "page", "language", "text"}
    assert results[0]["document"] == "good_practices/crosscare.md"
    assert results[0]["score"] >= results[1]["score"] >= results[2]["score"]
    assert all(result["text"] in extracted(read(DOCUMENTS / result["document"])) for result in results)


def test_search_takes_a_batch_and_knows_no_answer_for_no_words(shipped: Terminal) -> None:
    lines = [{"id": 1, "question": "ERDF"}, {"id": 2, "question": "!?"}, {"id": 3}]
    told = shipped.types("search", "--batch", "-", given="\n".join(map(json.dumps, lines)))
    found, nothing, fault = told.rows
    assert len(found["results"]) == 10
    assert any("ERDF" in result["text"] for result in found["results"])
    assert nothing == {"id": 2, "results": []}
    assert fault["id"] == 3
    assert "question" in fault["error"]
    assert told.status == 1


def test_a_person_reads_the_passages_with_their_place(small_library: Terminal) -> None:
    told = small_library.types("search", "night lights", "-k", "1")
    assert told.status == 0
    assert told.output.startswith("1. A synthetic plan for Sampleford (")
    assert "sampleford.md)" in told.output
    assert "night lights" in told.output


# What goes wrong before anything is asked


@pytest.mark.parametrize(
    "typed",
    [
        (),
        ("fly",),
        ("ask",),
        ("ask", "What?", "--batch", "-"),
        ("ask", "What?", "--loudly"),
        ("search", "What?", "-k", "0"),
        ("search", "What?", "-k", "many"),
        ("demo", "--port", "99999"),
        ("demo", "--port", "page"),
    ],
)
def test_wrong_usage_is_told_in_one_line_with_exit_2(
    typed: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(typed)
    said = capsys.readouterr()
    told = Printed(int(left.value.code or 0), said.out, said.err)
    assert told.status == 2
    assert "--help" in told.sentence


def test_wrong_usage_touches_nothing(blank: Terminal) -> None:
    told = blank.types("ask")
    assert told.status == 2
    assert "QUESTION" in told.sentence
    assert not (blank.folder / "data").exists()


@pytest.mark.parametrize("verb", [("ask", "What?"), ("search", "--batch", "-")])
def test_an_empty_library_says_how_to_fill_it(blank: Terminal, verb: tuple[str, ...]) -> None:
    told = blank.types(*verb)
    assert told.status == 1
    assert "helium-bot ingest" in told.sentence


def test_a_wrong_setting_is_named_in_one_sentence(blank: Terminal) -> None:
    told = blank.types("ask", "What?", HELIUM_MODEL_SECONDS="soon")
    assert told.status == 1
    assert told.sentence == "HELIUM_MODEL_SECONDS must be a number of seconds between 0 and 600."


def test_settings_are_read_from_a_file_beside_which_the_environment_wins(blank: Terminal) -> None:
    env = blank.folder / ".env"
    env.write_text("HELIUM_LOG_LEVEL=deafening\nHELIUM_DEMO_PORT=door\n", encoding="utf-8")
    told = blank.types("check", HELIUM_LOG_LEVEL="ERROR")
    assert told.status == 1
    assert "HELIUM_DEMO_PORT" in told.sentence
    env.write_bytes(b"HELIUM_DATA_DIR=d\xe9j\xe0\n")
    told = blank.types("check")
    assert told.status == 1
    assert ".env" in told.sentence


@pytest.mark.parametrize("typed", [("ingest",), ("ask", "What?")])
def test_a_data_folder_that_cannot_be_written_is_named(blank: Terminal, typed: tuple[str, ...]) -> None:
    (blank.folder / "file").write_text("in the way", encoding="utf-8")
    told = blank.types(*typed, HELIUM_DATA_DIR=str(blank.folder / "file" / "data"))
    assert told.status == 1
    assert str(blank.folder / "file" / "data") in told.sentence
    assert "HELIUM_DATA_DIR" in told.sentence


def test_a_taken_port_is_named_and_another_one_proposed(small: Terminal, taken_port: int) -> None:
    told = small.types("demo", "--port", str(taken_port))
    assert told.status == 1
    assert f"Port {taken_port}" in told.sentence
    assert f"HELIUM_DEMO_PORT={taken_port + 1}" in told.sentence


def test_check_looks_at_every_part_even_when_one_is_not_in_order(small_library: Terminal, tmp_path: Path) -> None:
    told = small_library.types("check", "--json", HELIUM_DOCUMENTS_DIR=str(tmp_path / "nowhere"))
    assert told.status == 1
    assert all(row["detail"] for row in told.rows)
    in_order = {row["check"]: row["ok"] for row in told.rows}
    assert not in_order.pop("documents folder")
    assert set(in_order) == {"data folder", "embedder", "library", "chat model", "Telegram"}
    assert all(in_order.values())


def test_check_is_content_when_all_is_in_order(small_library: Terminal) -> None:
    told = small_library.types("check")
    assert (told.status, told.errors) == (0, "")
    assert all(line.startswith("ok ") for line in told.output.splitlines())


# Another embedder, and a chat model


def test_a_library_of_another_embedder_is_refused_until_it_is_rebuilt(
    small: Terminal, scripted_model: ScriptedModel
) -> None:
    remote = {
        "OPENAI_API_KEY": API_KEY,
        "OPENAI_BASE_URL": scripted_model.base_url,
        "HELIUM_EMBEDDING_MODEL": "scripted-embedding",
    }
    refused = small.types("ask", "What do the night lights cost?", **remote)
    assert refused.status == 1
    assert "helium-bot ingest --rebuild" in refused.sentence
    assert "all-MiniLM-L6-v2" in refused.sentence
    rebuilt = small.types("ingest", "--rebuild", "--json", **remote)
    assert (rebuilt.status, rebuilt.errors) == (0, "")
    assert [row["status"] for row in rebuilt.rows] == ["added"]
    quote = "The night lights of Sampleford cost EUR 4,200 in 2019."
    scripted_model.will(claims({"text": quote, "passage": 1, "quote": quote}))
    answered = small.types("ask", "What do the night lights cost?", "--json", **remote)
    assert (answered.status, answered.errors) == (0, "")
    assert [citation["quote"] for citation in answered.row["citations"]] == [quote]
    assert len(scripted_model.chats) == 1
    assert API_KEY not in answered.output


def test_a_model_that_is_gone_leaves_the_quotes_and_a_word_on_it(
    small: Terminal, scripted_model: ScriptedModel
) -> None:
    scripted_model.stop()
    told = small.types(
        "ask",
        "What do the night lights of Sampleford cost?",
        "--json",
        OPENAI_API_KEY=API_KEY,
        OPENAI_BASE_URL=scripted_model.base_url,
    )
    assert told.status == 0
    assert not any(secret in told.errors for secret in (API_KEY, "Traceback", "night lights"))
    assert told.row["outcome"] == "answered"
    assert told.row["answer"].startswith("The language model did not answer")
    assert_quotes_are_exact(told.row, Path(small.settings["HELIUM_DOCUMENTS_DIR"]))
