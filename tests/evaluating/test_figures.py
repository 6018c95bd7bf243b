"""Figures against values worked out by hand."""

import math

import pytest

from helium_bot.evaluating.figures import (
    auroc,
    estimate,
    hit,
    ndcg,
    overlap,
    percentile,
    recall,
    reciprocal_rank,
)

RANKED = ["a", "b", "c", "d"]


def test_recall_is_the_share_of_the_gold_texts_among_the_first() -> None:
    assert recall(RANKED, ["b", "d", "x"], 2) == pytest.approx(1 / 3)
    assert recall(RANKED, ["b", "d", "x"], 4) == pytest.approx(2 / 3)


def test_a_hit_needs_only_one_of_the_gold_texts() -> None:
    assert hit(RANKED, ["c", "x"], 2) == 0
    assert hit(RANKED, ["c", "x"], 3) == 1


def test_the_reciprocal_rank_is_that_of_the_first_gold_text_within_reach() -> None:
    assert reciprocal_rank(RANKED, ["d", "b"], 10) == pytest.approx(1 / 2)
    assert reciprocal_rank(RANKED, ["d"], 3) == 0


def test_ndcg_divides_the_discounted_gain_by_that_of_the_best_order() -> None:
    gained = 1 / math.log2(3) + 1 / math.log2(5)
    best = 1 + 1 / math.log2(3)
    assert ndcg(RANKED, ["b", "d"], 10) == pytest.approx(gained / best)
    assert ndcg(RANKED, ["b", "d"], 10) == pytest.approx(0.650921, abs=1e-6)


def test_ndcg_is_one_when_as_many_gold_texts_as_there_is_room_for_come_first() -> None:
    assert ndcg(["a", "b"], ["a", "b", "c"], 2) == pytest.approx(1)
    assert ndcg([], ["a"], 10) == 0


def test_auroc_counts_pairs_in_the_right_order_and_ties_by_half() -> None:
    # .9 above both, .4 below .5 and level with .4: two and a half pairs of four.
    assert auroc([0.9, 0.4], [0.5, 0.4]) == pytest.approx(0.625)


def test_auroc_takes_questions_for_which_nothing_was_found_at_all() -> None:
    assert auroc([1.0, -math.inf], [-math.inf]) == pytest.approx(0.75)
    assert auroc([1.0], []) is None


def test_the_interval_of_400_halves_is_about_five_points_wide_on_each_side() -> None:
    found = estimate([0.0, 1.0] * 200)
    assert found is not None
    assert found.value == pytest.approx(0.5)
    # 1.96 standard errors of a proportion of one half among 400 are .049.
    assert 0.5 - found.low == pytest.approx(0.049, abs=0.006)
    assert found.high - 0.5 == pytest.approx(0.049, abs=0.006)


def test_the_same_results_give_the_same_interval_and_equal_ones_a_point() -> None:
    values = [0.1, 0.5, 0.9, 1.0]
    assert estimate(values) == estimate(values)
    certain = estimate([0.7, 0.7, 0.7])
    assert certain is not None
    assert (certain.low, certain.high) == pytest.approx((0.7, 0.7))
    assert estimate([]) is None


def test_overlap_gives_precision_recall_and_their_harmonic_mean() -> None:
    found = overlap({1, 2, 3}, {2, 3, 4, 5})
    assert (found.precision, found.recall, found.f1) == pytest.approx((2 / 3, 1 / 2, 4 / 7))
    nothing = overlap(set(), {1})
    assert (nothing.precision, nothing.recall, nothing.f1) == (0, 0, 0)


def test_percentiles_are_interpolated() -> None:
    assert percentile([1.0, 2.0, 3.0, 4.0, 5.0], 50) == pytest.approx(3)
    assert percentile([1.0, 2.0], 95) == pytest.approx(1.95)
    assert percentile([], 95) == 0
