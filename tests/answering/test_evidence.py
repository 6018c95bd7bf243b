"""Which sentence answers best, by the weights that ship with the bot."""

import pytest

from helium_bot.answering.evidence import Evidence, gathered
from knowledge.calibration import calibration
from knowledge.library import Hit, Library
from tests.knowledge.fakes import MemoryStore, WordEmbedder, library_of

SCALE = calibration("all-MiniLM-L6-v2/int8").sentence
PHASES = (
    "The monitoring phase follows the actions. The monitoring phase started in October 2018. "
    "Nurse Okonkwo of Turnhout leads the monitoring phase. The monitoring phase has 5 reports. People like lunch."
)
OTHER = "The kitchen of the hospital cooks without sugar. Nobody knows why."


def weighed(library: Library, question: str) -> list[Evidence]:
    asked = library.read(question)
    return gathered(asked, library.search(question), library.reach(asked), SCALE)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("When did the monitoring phase start?", "The monitoring phase started in October 2018."),
        ("Who leads the monitoring phase?", "Nurse Okonkwo of Turnhout leads the monitoring phase."),
        ("How many reports has the monitoring phase?", "The monitoring phase has 5 reports."),
        ("Does the kitchen use sugar?", "The kitchen of the hospital cooks without sugar."),
    ],
)
def test_the_sentence_that_answers_comes_first_and_idle_ones_last(question: str, sentence: str) -> None:
    evidence = weighed(library_of(PHASES, OTHER), question)
    assert evidence[0].text == sentence
    assert [each.weight for each in evidence] == sorted((each.weight for each in evidence), reverse=True)
    assert {"People like lunch.", "Nobody knows why."} & {each.text for each in evidence[-3:]}


def test_a_sentence_that_only_repeats_the_question_is_no_answer() -> None:
    library = library_of("What is the budget of the lab? The budget of the lab is EUR 4,200.")
    assert weighed(library, "What is the budget of the lab?")[0].text == "The budget of the lab is EUR 4,200."


def test_the_title_and_section_above_a_sentence_help_it() -> None:
    store = MemoryStore()
    store.put("a.md", "It cost EUR 500.", title="Gardens of Otherville", sections=["Costs"])
    store.put("b.md", "It cost EUR 700.", title="Night lights of Sampleford", sections=["Costs"])
    library = Library(store, WordEmbedder(), detect_language=lambda _: "en")
    assert weighed(library, "What did the night lights of Sampleford cost?")[0].text == "It cost EUR 700."


def test_the_place_that_was_named_comes_before_another() -> None:
    library = library_of(
        "The plan of Liverpool was written by the university there, a plan for the city.",
        "The plan of Norte was written by the agency.",
    )
    assert "agency" in weighed(library, "Who has written the plan of Norte for the city?")[0].text


def test_what_something_is_comes_before_what_it_does() -> None:
    library = library_of("CrossCare received applications. CrossCare is a good practice. CrossCare has living labs.")
    assert weighed(library, "What is CrossCare?")[0].text == "CrossCare is a good practice."


def test_every_sentence_of_the_hits_is_weighed_as_it_stands_in_its_passage() -> None:
    evidence = weighed(library_of(PHASES, OTHER), "monitoring kitchen")
    assert len(evidence) == 7
    for each in evidence:
        assert each.text == each.hit.passage.text[each.start : each.end]
        assert each.text.strip() == each.text


def test_without_hits_there_is_no_evidence() -> None:
    library = library_of(PHASES)
    asked = library.read("football")
    hits: list[Hit] = []
    assert gathered(asked, hits, library.reach(asked), SCALE) == []
