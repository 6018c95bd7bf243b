"""What of a question counts, and how much."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.aliases import Aliases
from knowledge.question import Question, weighed

NOTHING = Aliases([])
PLAN = Aliases([[("en", ("action", "plan")), ("nl", ("actieplan",))], [("en", ("hospital",)), ("nl", ("ziekenhuis",))]])


def asked(text: str, *history: str, language: str = "en", aliases: Aliases = NOTHING) -> Question:
    return weighed(text, language, aliases, ("en", "nl"), history)


def test_the_words_that_say_something_count_more_than_those_that_join_them() -> None:
    question = asked("Which regions wrote a plan?")
    assert question.content == ("regions", "wrote", "plan")
    weights = question.weights_in("en")
    assert 0 < weights["which"] < weights["regions"]


def test_what_was_said_before_counts_less_and_the_longer_ago_the_less() -> None:
    weights = asked("Who leads it?", "Where is Norte?", "What is CrossCare?").weights_in("en")
    assert weights["leads"] > weights["crosscare"] > weights["norte"] > 0
    assert "where" not in weights


def test_a_word_that_is_said_again_counts_in_full() -> None:
    question = asked("Who leads CrossCare?", "What is CrossCare?")
    assert question.earlier == {}
    assert question.weights_in("en")["crosscare"] == question.weights_in("en")["leads"]


def test_a_question_that_only_points_back_asks_for_what_was_said_before() -> None:
    question = asked("What is it?", "CrossCare")
    assert question.says_something
    assert question.content == ("crosscare",)


@pytest.mark.parametrize("text", ["What is it?", "Who are you?", "the of and", ""])
def test_function_words_alone_say_nothing(text: str) -> None:
    assert not asked(text).says_something
    assert asked("CrossCare").says_something


def test_within_a_thread_the_earlier_words_are_asked_as_well() -> None:
    question = asked("Who leads it?", "What is CrossCare?").in_thread
    assert set(question.content) == {"leads", "crosscare"}
    assert question.asked["leads"] > question.asked["crosscare"]


def test_in_its_own_language_another_name_is_added_and_weighs_no_more_than_what_was_said() -> None:
    aliases = Aliases([[("en", ("hospital",)), ("en", ("clinic",))]])
    weights = asked("Which hospital?", aliases=aliases).weights_in("en")
    assert weights["hospital"] > weights["clinic"] > 0


def test_in_another_language_the_names_there_take_the_place_of_what_was_said() -> None:
    weights = asked("Welk ziekenhuis?", language="nl", aliases=PLAN).weights_in("en")
    assert weights["hospital"] > weights["ziekenhuis"] > 0


def test_a_gloss_says_the_content_in_another_language_as_far_as_it_has_names_there() -> None:
    question = asked("Welk actieplan noemt het ziekenhuis van Eindhoven?", language="nl", aliases=PLAN)
    gloss = question.gloss("en").split()
    assert gloss[:2] == ["action", "plan"]
    assert {"hospital", "eindhoven"} <= set(gloss)
    assert "actieplan" not in gloss
    assert 0 < question.translated_share("en") < 1


def test_a_question_without_names_there_has_no_translated_share() -> None:
    assert asked("football", language="nl", aliases=PLAN).translated_share("en") == 0
    assert asked("", language="nl", aliases=PLAN).translated_share("en") == 0


@settings(deadline=None)
@given(
    st.text(max_size=80), st.lists(st.text(max_size=40), max_size=3), st.sampled_from(["en", "nl", "hu", "el", "xx"])
)
def test_whatever_is_asked_has_weights_between_nothing_and_one(text: str, history: list[str], language: str) -> None:
    question = asked(text, *history, language=language, aliases=PLAN)
    for into in ("en", "nl"):
        assert all(0 < weight <= 1 for weight in question.weights_in(into).values())
        assert 0 <= question.translated_share(into) <= 1
        assert isinstance(question.gloss(into), str)
