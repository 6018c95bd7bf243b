"""Searching: what is found for a question, in which order, while documents come and go."""

import logging
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.library import Library
from tests.knowledge.fakes import MemoryStore, WordEmbedder, library_of

LABS = "A living lab is a place where people try out new care at home."
BUDGET = "Action A2 of the plan costs EUR 4,200 and is paid by the ERDF."
WINNER = "Brainport Development leads the project together with Liverpool John Moores University."
FOOD = "The kitchen of the hospital cooks without sugar since 2017."
TEXTS = (LABS, BUDGET, WINNER, FOOD)


@pytest.fixture
def store() -> MemoryStore:
    """A store with the four passages."""
    store = MemoryStore()
    store.put("plans/one.md", *TEXTS)
    return store


@pytest.fixture
def library(store: MemoryStore) -> Library:
    """A library over it that takes every question for English."""
    return Library(store, WordEmbedder(), detect_language=lambda _: "en")


@pytest.fixture(scope="module")
def shared_library() -> Library:
    """The same, for many questions."""
    return library_of(*TEXTS)


def found(library: Library, question: str, limit: int = 10, language: str | None = None) -> list[str]:
    return [hit.passage.text for hit in library.search(question, limit, language=language)]


# Finding


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("What is a living lab?", LABS),
        ("A2", BUDGET),
        ("how much is A2", BUDGET),
        ("4,200", BUDGET),
        ("Who is paid by the ERDF?", BUDGET),
        ("Brainport", WINNER),
        ("liverpool john moores", WINNER),
        ("Brianport Developement", WINNER),
        ("ΜΠΡΕΪΝΠΟΡΤ Brainport;", WINNER),
        ("KITCHENS", FOOD),
        ("What happened in 2017?", FOOD),
    ],
)
def test_words_names_codes_and_figures_are_found_however_they_are_typed(
    library: Library, question: str, text: str
) -> None:
    assert found(library, question)[0] == text


def test_a_hit_says_how_much_of_the_question_its_passage_holds(library: Library) -> None:
    best, *others = library.search("sugar in the kitchen")
    assert best.passage.text == FOOD
    assert best.stem_coverage == pytest.approx(1)
    assert best.gram_coverage == pytest.approx(1)
    assert best.regime == "understood"
    assert all(best.score >= other.score and best.stem_coverage > other.stem_coverage for other in others)


@pytest.mark.parametrize("question", ["", "   ", "?!", "🙂", "\u202e"])
def test_a_question_without_words_finds_nothing(library: Library, question: str) -> None:
    assert library.search(question) == []


def test_no_more_hits_come_than_were_asked_for(library: Library) -> None:
    assert len(found(library, "the project of the plan", limit=2)) == 2


def test_an_empty_library_finds_nothing_and_has_no_documents() -> None:
    library = library_of()
    assert library.search("hospital") == []
    assert library.documents() == []
    assert not library.holds("hospital")
    assert library.reach(library.read("hospital")).of("hospital", "en") == (1, 1)


def test_passages_that_say_the_same_come_in_the_order_of_the_documents() -> None:
    library = library_of(*["The same words."] * 20)
    hits = library.search("the same words", limit=7)
    assert [hit.passage.ordinal for hit in hits] == [0, 1, 2, 3, 4, 5, 6]
    assert library.search("the same words", limit=7) == hits


def test_a_folder_that_was_moved_is_found_once() -> None:
    store = MemoryStore()
    store.put("a.md", FOOD, LABS, folder="/old")
    store.put("a.md", FOOD, LABS, folder="/new")
    store.put("b.md", FOOD)
    hits = Library(store, WordEmbedder(), detect_language=lambda _: "en").search("kitchen of the hospital", limit=3)
    assert sorted((hit.passage.document, hit.passage.text) for hit in hits[:2]) == [("a.md", FOOD), ("b.md", FOOD)]
    assert len({(hit.passage.document, hit.passage.text) for hit in hits}) == len(hits)


def test_documents_that_wait_to_be_named_answer_only_a_question_that_names_them() -> None:
    store = MemoryStore()
    store.put("true.md", "The action plan of Norte costs EUR 5.", title="Action plan of Norte")
    store.put("made_up.md", "The action plan of Példaváros costs EUR 7.", title="Action plan of Példaváros")
    library = Library(
        store,
        WordEmbedder(),
        detect_language=lambda _: "en",
        only_named=lambda document: document.path == "made_up.md",
    )
    assert {hit.passage.document for hit in library.search("What does the action plan cost?")} == {"true.md"}
    for question in ("What does the action plan of Példaváros cost?", "costs in peldavarosban"):
        assert library.search(question)[0].passage.document == "made_up.md"


def test_a_word_is_held_in_any_inflection(library: Library) -> None:
    assert library.holds("kitchens")
    assert not library.holds("football")


def test_documents_are_sorted_by_title() -> None:
    store = MemoryStore()
    for path, title in (("a.md", "zoo"), ("b.md", "Apple"), ("c.md", "apple")):
        store.put(path, "x", title=title)
    assert [document.title for document in Library(store, WordEmbedder()).documents()] == ["Apple", "apple", "zoo"]


def test_a_passage_is_shown_between_its_neighbours_of_the_same_section_only() -> None:
    store = MemoryStore()
    store.put("a.md", "one", "two", "three", "four", sections=["I", "I", "I", "II"])
    store.put("b.md", "five", sections=["I"])
    library = Library(store, WordEmbedder())
    one, two, three, four, five = (library.search(word)[0].passage for word in ("one", "two", "three", "four", "five"))
    assert library.around(two) == [one, two, three]
    assert library.around(three) == [two, three]
    assert library.around(four) == [four]
    assert library.around(five) == [five]
    store.take_away("b.md")
    assert library.around(five) == [five], "a passage that is gone stands alone"


# In other languages


@pytest.mark.parametrize(
    ("question", "language", "text"),
    [
        ("Wat is een proeftuin?", "nl", LABS),
        ("Welk actieplan wordt door EFRO betaald?", "nl", BUDGET),
        ("Melyik cselekvési tervet fizeti az ERFA?", "hu", BUDGET),
        ("O que é um laboratório vivo?", "pt", LABS),
        ("A cozinha do hospital", "pt", FOOD),
        ("Mi van a kórház konyhájában?", "hu", FOOD),
    ],
)
def test_a_question_in_another_language_finds_the_english_passage(
    library: Library, question: str, language: str, text: str
) -> None:
    assert found(library, question, language=language)[0] == text


@pytest.mark.parametrize(("name", "other"), [("ERDF", "EFRO"), ("EDIOP", "GINOP"), ("RSG", "RMG")])
def test_another_name_never_comes_before_the_one_that_was_said(name: str, other: str) -> None:
    said, meant = f"Much of it is paid by {name} money.", f"Much of it is paid by {other} money."
    for texts in ((said, meant), (meant, said)):
        assert found(library_of(*texts), f"Who pays {name}?")[0] == said
        assert meant in found(library_of(meant, FOOD), f"Who pays {name}?")[:1], "and is found where it stands alone"


def test_each_language_is_searched_by_its_own_stems() -> None:
    store = MemoryStore()
    store.put("nl.md", "De ziekenhuizen kopen lampen.", "Niets hierover.", language="nl")
    store.put("hu.md", "A kórházak lámpákat vesznek.", "Erről semmi.", language="hu")
    library = Library(store, WordEmbedder())
    assert found(library, "Welk ziekenhuis koopt een lamp?", language="nl")[0] == "De ziekenhuizen kopen lampen."
    assert found(library, "Melyik kórház vesz lámpát?", language="hu")[0] == "A kórházak lámpákat vesznek."


def test_the_questions_language_is_told_from_its_words_unless_it_is_given() -> None:
    asked: list[str] = []

    def detect(text: str) -> str:
        asked.append(text)
        return "und"

    store = MemoryStore()
    store.put("a.md", FOOD)
    library = Library(store, WordEmbedder(), detect_language=detect)
    assert library.read("hospital").language == "en"
    assert library.read("ziekenhuis", language="nl").language == "nl"
    assert asked == ["hospital"]


# Following up


def test_a_follow_up_finds_what_was_named_before() -> None:
    gardens, lights = "Doctor Vermeulen leads the gardens.", "Nurse Okonkwo leads the night lights."
    library = library_of(gardens, lights, FOOD)
    for history, text in ((["What are the gardens?"], gardens), (["What are the night lights?"], lights)):
        best = library.search("Who leads it?", history=history)[0]
        assert best.passage.text == text
        reach = library.reach(library.read("Who leads it?", history=history))
        assert reach.of(text, "en") > reach.of(lights if text == gardens else gardens, "en")


def test_a_new_subject_leaves_the_old_one_behind(library: Library) -> None:
    hits = library.search("Who leads the project?", history=["What is a living lab?", "What is paid by the ERDF?"])
    assert hits[0].passage.text == WINNER


# While documents come and go


def test_the_index_is_built_once_for_each_content_of_the_store(store: MemoryStore, library: Library) -> None:
    for _ in range(3):
        library.search("hospital")
    assert store.listed == 1
    store.put("plans/two.md", "The football cup of the hospital.")
    assert found(library, "football cup")[0] == "The football cup of the hospital."
    assert store.listed == 2
    store.take_away("plans/two.md")
    assert "The football cup of the hospital." not in found(library, "football cup")


def test_a_library_opened_again_takes_the_index_from_disk(store: MemoryStore, tmp_path: Path) -> None:
    before = found(Library(store, WordEmbedder(), tmp_path / "keywords"), "kitchen")
    assert found(Library(store, WordEmbedder(), tmp_path / "keywords"), "kitchen") == before
    assert store.listed == 1


def test_an_index_on_disk_that_is_old_or_broken_is_built_anew(store: MemoryStore, tmp_path: Path) -> None:
    Library(store, WordEmbedder(), tmp_path / "keywords").search("kitchen")
    store.put("plans/two.md", "A kitchen garden.")
    assert "A kitchen garden." in found(Library(store, WordEmbedder(), tmp_path / "keywords"), "kitchen garden")
    for file in (tmp_path / "keywords").rglob("*.npy"):
        file.write_bytes(b"broken")
    assert "A kitchen garden." in found(Library(store, WordEmbedder(), tmp_path / "keywords"), "kitchen garden")
    assert store.listed == 3
    Library(store, WordEmbedder(), tmp_path / "keywords").search("kitchen")
    assert store.listed == 3, "what was built anew was kept"


def test_a_folder_that_takes_no_index_costs_a_warning_and_nothing_else(
    store: MemoryStore, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    library = Library(store, WordEmbedder(), tmp_path / "file" / "keywords")
    with caplog.at_level(logging.WARNING):
        assert found(library, "kitchen")[0] == FOOD
    assert "could not be kept" in caplog.text


def test_many_threads_ask_at_once_and_build_one_index(store: MemoryStore, library: Library) -> None:
    questions = ["A2", "Brainport", "What is a living lab?", "KITCHENS"] * 8
    alone = Library(store, WordEmbedder(), detect_language=lambda _: "en")
    expected = [found(alone, question) for question in questions]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda question: found(library, question), questions)) == expected
    assert store.listed == 2, "one index for each library"


def test_a_passage_that_is_taken_away_during_a_search_is_left_out(library: Library, store: MemoryStore) -> None:
    before = found(library, "the kitchen of the project")
    passages = store.passages
    store.passages = lambda ids: passages(ids)[1:]  # type: ignore[method-assign]
    assert len(before) > 1
    assert found(library, "the kitchen of the project") == before[1:]


@settings(deadline=None)
@given(question=st.text(max_size=200), history=st.lists(st.text(max_size=50), max_size=3))
def test_any_question_can_be_asked(shared_library: Library, question: str, history: list[str]) -> None:
    for hit in shared_library.search(question, 3, history=history):
        assert 0 < hit.score <= 1 + 1e-6
        assert 0 <= hit.gram_coverage <= 1 + 1e-5
