"""Reading question sets, good and bad."""

from pathlib import Path

import pytest

from helium_bot.evaluating.question_set import question_sets, sources
from helium_bot.failures import CannotDo
from tests.evaluating.tiny_set import QUESTIONS, TEXTS, corpus, questions, write, write_set


def test_a_folder_with_texts_and_questions_is_one_set(tmp_path: Path) -> None:
    (found,) = question_sets(write_set(tmp_path / "towns"))
    assert found.name == "towns"
    assert found.corpus is not None
    assert [source.id for source in sources(found.corpus)] == list(TEXTS)
    assert [asked.text for asked in found.questions if asked.answerable] == list(QUESTIONS)


def test_a_folder_of_sets_gives_each_of_them(tmp_path: Path) -> None:
    write_set(tmp_path / "towns")
    write_set(tmp_path / "villages")
    (tmp_path / "notes").mkdir()
    assert [found.name for found in question_sets(tmp_path)] == ["towns", "villages"]


def test_questions_of_other_languages_are_also_asked_of_the_english_texts(tmp_path: Path) -> None:
    write_set(tmp_path / "towns", ".en")
    write_set(tmp_path / "towns", ".de")
    german = questions("de")
    german[0]["answers"] = ["elf"]
    write(tmp_path / "towns" / "questions.de.jsonl", german)
    sets = {found.name: found for found in question_sets(tmp_path)}
    assert sorted(sets) == ["towns de", "towns de->en", "towns en"]
    across = sets["towns de->en"]
    assert across.corpus == sets["towns en"].corpus
    assert across.questions[0].language == "de"
    assert sets["towns de"].questions[0].answers == ("elf",)
    assert across.questions[0].answers == ("eleven",), "the English texts hold the English answer"


def test_only_what_the_person_said_before_is_history(tmp_path: Path) -> None:
    turns = [{"role": "user", "text": "Tell me of the harbour."}, {"role": "agent", "text": "It is in Dunham."}]
    file = write(tmp_path / "q.jsonl", [{"id": 1, "lang": "en", "question": "How large is it?", "history": turns}])
    (found,) = question_sets(file)
    assert found.corpus is None
    assert found.questions[0].history == ("Tell me of the harbour.",)


def test_a_file_of_several_languages_is_measured_by_language_too(tmp_path: Path) -> None:
    file = write(tmp_path / "own.jsonl", [*questions("en"), *questions("hu")])
    assert [found.name for found in question_sets(file)] == ["own", "own en", "own hu"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("not json", "Line 1 is not a JSON object"),
        ('{"id": 1}', "has no text under “question”"),
        ('{"question": "Who?"}', "has no “id”"),
        ('{"id": 1, "question": "Who?", "answerable": "yes"}', "neither true nor false"),
        ('{"id": 1, "question": "Who?", "gold_sentences": ["x"]}', "“gold_sentences”"),
        ("", "holds no questions"),
    ],
)
def test_a_line_that_cannot_be_used_is_named_with_its_file(tmp_path: Path, line: str, said: str) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(CannotDo) as refused:
        question_sets(file)
    assert said in str(refused.value)
    assert "questions.jsonl" in str(refused.value)


def test_two_texts_of_one_id_are_refused(tmp_path: Path) -> None:
    file = write(tmp_path / "corpus.jsonl", [*corpus(), corpus()[0]])
    with pytest.raises(CannotDo, match="two texts have the id bakery"):
        sources(file)
