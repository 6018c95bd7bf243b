"""What kind of thing a question waits for, and whether a sentence holds one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helium_bot.answering.expectation import Expectation, expected, meets
from knowledge.terms import words


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How many living labs are there?", Expectation.NUMBER),
        ("Hoeveel kostte het?", Expectation.NUMBER),
        ("Mennyibe került?", Expectation.NUMBER),
        ("Quanto custou?", Expectation.NUMBER),
        ("When did phase 2 start?", Expectation.TIME),
        ("In what year was it?", Expectation.TIME),
        ("Wanneer begon het?", Expectation.TIME),
        ("Mikor kezdődött?", Expectation.TIME),
        ("Quando começou?", Expectation.TIME),
        ("Who leads it?", Expectation.PERSON),
        ("Wie leidt het?", Expectation.PERSON),
        ("Ki vezeti?", Expectation.PERSON),
        ("Quem lidera?", Expectation.PERSON),
        ("Where is it?", Expectation.PLACE),
        ("Waar is het?", Expectation.PLACE),
        ("Hol van?", Expectation.PLACE),
        ("Onde fica?", Expectation.PLACE),
        ("Why was it stopped?", Expectation.REASON),
        ("Miért?", Expectation.REASON),
        ("What is CrossCare?", Expectation.DEFINITION),
        ("Wat is CrossCare?", Expectation.DEFINITION),
        ("Mi az a CrossCare?", Expectation.DEFINITION),
        ("O que é o CrossCare?", Expectation.DEFINITION),
        ("WIE VIELE?", Expectation.NUMBER),
        ("Which regions wrote a plan?", Expectation.OTHER),
        ("Tell me about the plan of Norte.", Expectation.OTHER),
        ("", Expectation.OTHER),
    ],
)
def test_the_question_word_tells_what_is_waited_for(question: str, kind: Expectation) -> None:
    assert expected(question) is kind


def test_the_first_question_word_decides() -> None:
    assert expected("Who decided when it starts?") is Expectation.PERSON
    assert expected("According to the plan, when does it start and who pays?") is Expectation.TIME


@pytest.mark.parametrize(
    ("question", "good", "bad"),
    [
        ("How many labs are there?", "There are 6 labs.", "There are labs."),
        ("How many labs are there?", "There are six labs.", "There are some labs."),
        ("When did phase 2 start?", "It began in October 2018.", "Phase 2 started late."),
        ("When did it start?", "It began in spring.", "It began slowly."),
        ("Who leads it?", "It is led by Nurse Okonkwo.", "It is led by a nurse."),
        ("Where is the lab?", "The lab stands in Turnhout.", "The lab stands by the river."),
        ("What is a living lab?", "A living lab is a place.", "Nurses like the living lab."),
    ],
)
def test_a_sentence_that_holds_such_a_thing_meets_it_better(question: str, good: str, bad: str) -> None:
    asked = frozenset(words(question))
    kind = expected(question)
    assert meets(good, asked, kind) > meets(bad, asked, kind)


def test_what_the_question_said_itself_is_no_answer() -> None:
    question = "When in 2018 did Okonkwo speak?"
    assert meets("In 2018 it was so.", frozenset(words(question)), Expectation.TIME) == 0
    assert meets("Yes, Okonkwo did.", frozenset(words(question)), Expectation.PERSON) == 0


def test_a_year_tells_the_time_better_than_any_other_number() -> None:
    asked = frozenset(words("When?"))
    assert meets("In 2018.", asked, Expectation.TIME) > meets("After 7 calls.", asked, Expectation.TIME) > 0


@settings(deadline=None)
@given(st.text(), st.text(), st.sampled_from(Expectation))
def test_any_text_meets_an_expectation_more_or_less(question: str, text: str, kind: Expectation) -> None:
    assert expected(question) in Expectation
    assert 0 <= meets(text, frozenset(words(question)), kind) <= 1
