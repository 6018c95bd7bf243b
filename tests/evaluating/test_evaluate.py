"""``helium-bot evaluate`` as a person meets it, with the real parts."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.evaluating.tiny_set import corpus, questions, write, write_set

Verb = Callable[..., int]
Capture = pytest.CaptureFixture[str]


def _results(capsys: Capture) -> dict[str, dict[str, Any]]:
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return {each["set"]: each for each in found}


def test_easy_questions_get_full_marks_and_strange_ones_are_refused(
    verb: Verb, tmp_path: Path, capsys: Capture
) -> None:
    assert verb("evaluate", write_set(tmp_path / "towns"), "--json") == 0
    found = _results(capsys)["towns"]
    assert found["retrieval"]["recall@1"] == {"value": 1.0, "low": 1.0, "high": 1.0, "count": 4}
    assert found["retrieval"]["ndcg@10"]["value"] == 1.0
    assert found["first_holds"]["value"] == 1.0
    assert found["outcomes"] == {"answerable": {"answered": 4}, "unanswerable": {"not_in_documents": 2}}
    assert found["abstention"]["balanced_accuracy"] == 1.0
    assert found["abstention"]["auroc"] == 1.0
    assert found["refused_by_kind"]["off_topic"]["value"] == 1.0
    assert found["quotes_exact"]["value"] == 1.0
    assert found["quotes"] >= 4
    assert found["language_kept"]["value"] == 1.0
    assert 0 < found["seconds"]["p50"] <= found["seconds"]["p95"]


def test_a_wrong_key_to_the_questions_costs_marks(verb: Verb, tmp_path: Path, capsys: Capture) -> None:
    folder = write_set(tmp_path / "towns")
    wrong = questions()
    wrong[0].update(gold=["theatre"], answers=["twelve"])
    write(folder / "questions.jsonl", wrong)
    assert verb("evaluate", folder, "--json") == 0
    found = _results(capsys)["towns"]
    assert found["retrieval"]["recall@1"]["value"] == 0.75
    assert found["first_holds"]["value"] == 0.75


def test_citations_are_counted_by_the_sentence_where_the_set_marks_them(
    verb: Verb, tmp_path: Path, capsys: Capture
) -> None:
    texts, asked = corpus(), questions()
    for text in texts:
        text["sentences"] = [f"{sentence.rstrip('.')}." for sentence in text["text"].split(". ")]
    asked[0]["gold_sentences"] = [[1], [0]]
    asked[1]["gold_sentences"] = [[0]]
    write(tmp_path / "towns" / "corpus.jsonl", texts)
    write(tmp_path / "towns" / "questions.jsonl", asked)
    assert verb("evaluate", tmp_path / "towns", "--json") == 0
    found = _results(capsys)["towns"]["sentence_citations"]
    # The cranes are in sentence 0, the better of two references; the founding year is not in sentence 0 as marked.
    assert found["recall"]["count"] == 2
    assert found["recall"]["value"] == 0.5


def test_follow_ups_are_measured_alone_and_with_what_was_asked_before(
    verb: Verb, tmp_path: Path, capsys: Capture
) -> None:
    write(tmp_path / "towns" / "corpus.jsonl", corpus())
    turns = [{"role": "user", "text": "Tell me about the observatory of Falham."}]
    asked = {"id": 1, "lang": "en", "question": "What was it built of?", "gold": ["observatory"], "history": turns}
    write(tmp_path / "towns" / "questions.jsonl", [asked])
    assert verb("evaluate", tmp_path / "towns", "--json") == 0
    found = _results(capsys)["towns"]
    assert found["retrieval"]["mrr@10"]["value"] > found["retrieval_alone"]["mrr@10"]["value"]


def test_several_sets_are_asked_each_others_questions(verb: Verb, tmp_path: Path, capsys: Capture) -> None:
    write_set(tmp_path / "towns")
    text = {"id": "ants", "lang": "en", "title": "Ants", "text": "Leafcutter ants grow fungus on chewed leaves."}
    asked = {
        "id": 1,
        "lang": "en",
        "question": "What do leafcutter ants grow?",
        "gold": ["ants"],
        "answers": ["fungus"],
    }
    write(tmp_path / "nature" / "corpus.jsonl", [text])
    write(tmp_path / "nature" / "questions.jsonl", [asked])
    assert verb("evaluate", tmp_path) == 0
    shown = capsys.readouterr().out
    assert "| off topic: nature " in shown
    assert "ndcg@10" in shown


def test_questions_are_asked_of_the_articles_that_they_are_not_about(
    verb: Verb, tmp_path: Path, capsys: Capture
) -> None:
    folder = write_set(tmp_path / "towns")
    texts = corpus()
    for number, text in enumerate(texts):
        text["title"] = ("North", "South")[number % 2]
    write(folder / "corpus.jsonl", texts)
    assert verb("evaluate", folder, "--json") == 0
    found = _results(capsys)["towns"]["off_topic"]["other articles"]
    assert (found["answerable"], found["unanswerable"]) == (4, 4)
    assert found["auroc"] == 1.0


def test_questions_without_texts_are_asked_of_the_current_library(verb: Verb, tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "documents").mkdir()
    for text in corpus():
        (tmp_path / "documents" / f"{text['id']}.txt").write_text(text["text"], encoding="utf-8")
    rows = [{**row, "gold": [f"{gold}.txt" for gold in row["gold"]]} for row in questions()]
    file = write(tmp_path / "mine.jsonl", rows)
    assert verb("evaluate", file) == 1
    assert "There are no documents in the library yet" in capsys.readouterr().err
    assert verb("ingest", tmp_path / "documents", "--json") == 0
    capsys.readouterr()
    assert verb("evaluate", file, "--json") == 0
    found = _results(capsys)["mine"]
    assert found["passages"] == 6
    assert found["retrieval"]["hit@1"]["value"] == 1.0


@pytest.mark.parametrize("made", [True, False])
def test_a_folder_without_sets_is_refused_in_one_sentence(
    verb: Verb, tmp_path: Path, capsys: Capture, made: bool
) -> None:
    folder = tmp_path / "empty"
    if made:
        folder.mkdir()
    assert verb("evaluate", folder) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert str(folder) in told.err
    assert len(told.err.splitlines()) == 1
