"""The keyword index: which passages hold what was asked, and how rare that is."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.aliases import Aliases
from knowledge.keywords import KeywordIndex
from knowledge.question import Question, weighed
from tests.knowledge.fakes import MemoryStore, passages_of

HOSPITAL = "The hospital of Eindhoven bought night lights for forty beds."
BUDGET = "Action A2 costs EUR 4,200 and is paid by the ERDF."
PLANS = "The regions wrote plans; each plan names its actions."


def asked(text: str, language: str = "en", aliases: Aliases | None = None) -> Question:
    return weighed(text, language, aliases or Aliases([]), ("en", "nl", "hu"))


@pytest.fixture
def index() -> KeywordIndex:
    """An index of three English passages."""
    return KeywordIndex.build(passages_of(HOSPITAL, BUDGET, PLANS), "1")


@pytest.mark.parametrize(
    ("question", "row"), [("hospitals", 0), ("A2", 1), ("ERDF", 1), ("planned regions", 2), ("4200 EUR", 1)]
)
def test_words_codes_and_inflections_are_found_in_the_passage_that_holds_them(
    index: KeywordIndex, question: str, row: int
) -> None:
    assert int(np.argmax(index.score(asked(question), "en").stems)) == row


def test_a_rare_word_outweighs_a_common_one() -> None:
    common = [f"The plan number {word}." for word in ("one", "two", "three", "four")]
    index = KeywordIndex.build(passages_of("A norovirus.", "The plan, the plan.", *common), "1")
    assert int(np.argmax(index.score(asked("plan norovirus"), "en").stems)) == 0


def test_grams_find_a_misspelt_name_that_stems_do_not(index: KeywordIndex) -> None:
    scores = index.score(asked("Eindhovn"), "en")
    assert not scores.stems.any()
    assert int(np.argmax(scores.grams)) == 0


def test_coverage_is_the_share_of_the_question_that_a_passage_holds(index: KeywordIndex) -> None:
    assert index.score(asked("hospital Eindhoven"), "en").stem_coverage.tolist() == [1, 0, 0]
    halves = index.score(asked("hospital football"), "en").stem_coverage
    assert 0 < halves[0] < 1
    assert halves[1] == halves[2] == 0


def test_another_name_covers_as_much_as_the_one_that_was_said(index: KeywordIndex) -> None:
    aliases = Aliases([[("any", ("efro",)), ("any", ("erdf",))]])
    covered = index.score(asked("EFRO", "nl", aliases), "en").stem_coverage
    assert covered[1] == pytest.approx(1)
    assert covered[0] == 0


def test_a_word_is_held_in_whatever_inflection_it_stands(index: KeywordIndex) -> None:
    assert index.holds("hospitals")
    assert index.holds("a2")
    assert not index.holds("football")


def test_an_index_of_nothing_answers_nothing() -> None:
    index = KeywordIndex.build([], "1")
    assert len(index) == 0
    assert index.score(asked("hospital"), "en").stems.tolist() == []
    assert not index.holds("hospital")


def test_an_index_on_disk_is_the_one_that_was_kept(index: KeywordIndex, tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "keywords"
    index.save(folder)
    index.save(folder)
    kept = KeywordIndex.load(folder, "1")
    assert kept is not None
    for question in ("hospital A2", "Eindhovn", "plan"):
        for language in ("en", "nl"):
            fresh, again = index.score(asked(question), language), kept.score(asked(question), language)
            assert fresh.stems.tolist() == again.stems.tolist()
            assert fresh.grams.tolist() == again.grams.tolist()
            assert fresh.stem_coverage.tolist() == again.stem_coverage.tolist()
    assert list(kept.ids) == list(index.ids)
    assert kept.holds("hospital")
    assert [path.name for path in folder.parent.iterdir()] == ["keywords"], "nothing is left lying about"


def test_an_empty_index_can_be_kept_too(tmp_path: Path) -> None:
    KeywordIndex.build([], "1").save(tmp_path / "keywords")
    kept = KeywordIndex.load(tmp_path / "keywords", "1")
    assert kept is not None
    assert len(kept) == 0
    assert kept.score(asked("hospital"), "en").stems.tolist() == []


def _loses_a_file(folder: Path) -> None:
    next(file for file in sorted(folder.rglob("*")) if file.suffix in {".npy", ".txt"}).unlink()


def _is_cut_short(folder: Path) -> None:
    file = max((file for file in folder.rglob("*") if file.is_file()), key=lambda file: file.stat().st_size)
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def _forgets_words(folder: Path) -> None:
    file = next(folder.rglob("vocabulary.txt"))
    file.write_text(file.read_text(encoding="utf-8")[:20], encoding="utf-8")


def _is_of_another_format(folder: Path) -> None:
    about = json.loads((folder / "about.json").read_text(encoding="utf-8"))
    (folder / "about.json").write_text(json.dumps({**about, "format": -1}), encoding="utf-8")


def _is_rubbish(folder: Path) -> None:
    (folder / "about.json").write_bytes(b"\xff\x00{")


def _says_nothing(folder: Path) -> None:
    (folder / "about.json").write_text("[]", encoding="utf-8")


def _is_zeroed(folder: Path) -> None:
    for file in folder.rglob("*.npy"):
        file.write_bytes(b"\0" * file.stat().st_size)


@pytest.mark.parametrize(
    "damage",
    [_loses_a_file, _is_cut_short, _forgets_words, _is_of_another_format, _is_rubbish, _says_nothing, _is_zeroed],
)
def test_an_index_that_is_damaged_is_passed_over(
    index: KeywordIndex, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    index.save(tmp_path / "keywords")
    damage(tmp_path / "keywords")
    assert KeywordIndex.load(tmp_path / "keywords", "1") is None


def test_an_index_of_another_generation_is_passed_over(index: KeywordIndex, tmp_path: Path) -> None:
    index.save(tmp_path / "keywords")
    assert KeywordIndex.load(tmp_path / "keywords", "2") is None
    assert KeywordIndex.load(tmp_path / "nowhere", "1") is None


def test_an_index_in_use_survives_that_another_takes_its_place(index: KeywordIndex, tmp_path: Path) -> None:
    index.save(tmp_path / "keywords")
    kept = KeywordIndex.load(tmp_path / "keywords", "1")
    assert kept is not None
    KeywordIndex.build(passages_of(BUDGET), "2").save(tmp_path / "keywords")
    assert kept.score(asked("hospital"), "en").stems.tolist() == index.score(asked("hospital"), "en").stems.tolist()


@settings(deadline=None)
@given(st.lists(st.text(max_size=60), max_size=5), st.text(max_size=30))
def test_any_passages_can_be_indexed_and_asked_for_anything(texts: list[str], question: str) -> None:
    store = MemoryStore()
    store.put("document.md", *texts)
    index = KeywordIndex.build(store.every_passage(), "1")
    scores = index.score(asked(question), "en")
    for values in (scores.stems, scores.grams):
        assert values.shape == (len(texts),)
        assert np.isfinite(values).all()
        assert (values >= 0).all()
    for shares in (scores.stem_coverage, scores.gram_coverage):
        assert ((shares >= 0) & (shares <= 1 + 1e-5)).all()
