"""Other names: found in both directions, and never at the cost of the name that was said."""

import pytest

from knowledge.aliases import EVERY_LANGUAGE, Aliases, Mention, programme_groups, shipped_aliases
from knowledge.terms import words

PROGRAMME = [(EVERY_LANGUAGE, ("ediop",)), (EVERY_LANGUAGE, ("ginop",)), ("en", ("economic", "development"))]
PLAN = [
    ("en", ("action", "plan")),
    ("nl", ("actieplan",)),
    ("hu", ("cselekvési", "terv")),
    ("pt", ("plano", "de", "ação")),
]
ACTION = [("en", ("action",)), ("nl", ("actie",))]
ALIASES = Aliases([PROGRAMME, PLAN, ACTION])
EVERYWHERE = ("en", "nl", "hu", "pt")


def mentioned(text: str, language: str = "en", into: tuple[str, ...] = EVERYWHERE) -> list[Mention]:
    return ALIASES.mentions(words(text), language, into)


@pytest.mark.parametrize(("said", "other"), [("EDIOP", "ginop"), ("GINOP", "ediop")])
@pytest.mark.parametrize("language", ["en", "nl", "hu", "de"])
def test_an_abbreviation_is_known_in_every_language_and_both_ways(said: str, other: str, language: str) -> None:
    (mention,) = mentioned(f"{said}?", language)
    assert mention.said == (said.lower(),)
    assert (other,) in mention.names_in(language)


def test_the_longest_name_is_meant() -> None:
    (mention,) = mentioned("which action plan is it")
    assert mention.said == ("action", "plan")
    assert mention.names_in("nl") == [("actieplan",)]


def test_an_inflected_name_is_the_same_name() -> None:
    (mention,) = mentioned("cselekvési tervek", "hu", ("en",))
    assert mention.names_in("en") == [("action", "plan")]
    (mention,) = mentioned("the action plans")
    assert mention.said == ("action", "plans")


def test_a_name_that_must_stand_exactly_is_not_taken_for_another_inflection() -> None:
    assert ALIASES.mentions(words("actions"), "en", EVERYWHERE)
    assert not ALIASES.mentions(words("actions"), "en", EVERYWHERE, exactly=["actions"])


def test_only_names_that_the_passages_languages_use_are_added() -> None:
    (mention,) = mentioned("action plan", into=("hu",))
    assert mention.names_in("hu") == [("cselekvési", "terv")]
    assert mention.names_in("nl") == []


def test_function_words_of_a_name_are_not_looked_for() -> None:
    (mention,) = mentioned("action plan", into=("pt",))
    assert mention.names_in("pt") == [("plano", "ação")]


def test_what_has_no_other_name_is_no_mention() -> None:
    assert mentioned("the football cup") == []
    assert mentioned("") == []


def test_names_that_overlap_are_mentioned_once() -> None:
    assert [mention.said for mention in mentioned("action plan action")] == [("action", "plan"), ("action",)]


def test_a_question_of_any_length_is_searched_for_names() -> None:
    assert len(mentioned("actieplan " * 300, "nl")) == 300


@pytest.mark.parametrize(
    ("question", "language", "known_as"),
    [
        ("EFRO", "nl", "erdf"),
        ("FEDER", "pt", "erdf"),
        ("GINOP", "hu", "ediop"),
        ("proeftuin", "nl", "living"),
        ("actieplan", "nl", "plan"),
        ("akcióterv", "hu", "plan"),
        ("plano de ação", "pt", "plan"),
    ],
)
def test_the_programmes_words_are_known_in_english(question: str, language: str, known_as: str) -> None:
    mentions = shipped_aliases().mentions(words(question), language, ("en",))
    names = [name for mention in mentions for name in mention.names_in("en")]
    assert any(known_as in name for name in names)


def test_a_programme_name_stands_in_one_group_only() -> None:
    names = [name for group in programme_groups() for name in dict.fromkeys(group)]
    assert len(names) == len(set(names))
    assert all(words_ and all(words_) for _, words_ in names)
    assert {language for language, _ in names} <= {EVERY_LANGUAGE, *EVERYWHERE}
