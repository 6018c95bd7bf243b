"""Two rankings joined into one order."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.aliases import Aliases
from knowledge.calibration import calibration
from knowledge.keywords import KeywordScores
from knowledge.question import weighed
from knowledge.ranking import ranked, regime

QUESTION = weighed("hospital", "en", Aliases([]), ("en",))
CALIBRATION = calibration("words")


def order(
    keywords: list[float], likeness: list[float], limit: int = 10, languages: list[str] | None = None
) -> list[tuple[int, float]]:
    scores = np.array(keywords, np.float32)
    shares = np.minimum(scores, 1)
    found = KeywordScores(scores, scores, shares, shares)
    spoken = np.array(languages or ["en"] * len(keywords), dtype="U3")
    return ranked(
        QUESTION, lambda _: found, np.array(likeness, np.float32), spoken, {"en"}, {"en", "nl"}, CALIBRATION, limit
    )


@pytest.mark.parametrize(
    ("question", "passage", "understood", "kind"),
    [
        ("en", "en", {"en"}, "understood"),
        ("nl", "en", {"en"}, "translated"),
        ("el", "en", {"en"}, "foreign"),
        ("en", "el", {"en"}, "foreign"),
        ("hu", "hu", {"en"}, "same"),
        ("el", "hu", set(), "understood"),
    ],
)
def test_how_two_languages_meet_depends_on_what_the_embedder_and_the_word_list_know(
    question: str, passage: str, understood: set[str], kind: str
) -> None:
    assert regime(question, passage, understood, {"en", "nl", "hu", "pt"}) == kind


def test_both_sides_count() -> None:
    assert [row for row, _ in order([3, 3, 0], [0.1, 0.9, 0.9])] == [1, 0, 2]
    assert [row for row, _ in order([1, 3, 0], [0.5, 0.5, 0.5])] == [1, 0, 2]


def test_what_shares_nothing_is_left_out() -> None:
    assert [row for row, _ in order([0, 2, 0], [0, 0, -0.5])] == [1]
    assert order([0, 0], [0, 0]) == []


def test_ties_keep_the_order_of_the_store() -> None:
    assert [row for row, _ in order([1] * 9, [0.5] * 9, limit=4)] == [0, 1, 2, 3]
    assert [row for row, _ in order([1, 2, 1, 2, 1], [0.5] * 5, limit=3)] == [1, 3, 0]


def test_each_language_has_its_say() -> None:
    found = order([3, 2, 3, 2], [0.9, 0.1, 0.9, 0.1], languages=["en", "en", "nl", "nl"])
    assert {row for row, _ in found[:2]} == {0, 2}


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.floats(0, 50, width=32), st.floats(-1, 1, width=32)), min_size=1, max_size=30),
    st.integers(1, 40),
)
def test_scores_fall_from_one_towards_nothing_and_no_more_come_than_asked(
    scores: list[tuple[float, float]], limit: int
) -> None:
    found = order([keyword for keyword, _ in scores], [likeness for _, likeness in scores], limit)
    values = [score for _, score in found]
    assert values == sorted(values, reverse=True)
    assert all(0 < value <= 1 + 1e-6 for value in values)
    assert len(found) <= limit
    assert len({row for row, _ in found}) == len(found)
    assert found == order([keyword for keyword, _ in scores], [likeness for _, likeness in scores], limit)
