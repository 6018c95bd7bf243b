"""An answer made of the sources' own sentences: which, how many, and always exactly as they stand."""

import asyncio
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helium_bot.answering.answer import Answer, Outcome
from helium_bot.answering.answerer import Answerer
from helium_bot.answering.evidence import Evidence
from helium_bot.answering.quoting import MAX_QUOTE, quoted_answer
from knowledge.aliases import Aliases
from knowledge.calibration import Calibration, Recipe, Regime
from knowledge.library import Hit
from knowledge.passage import Passage
from knowledge.question import weighed
from knowledge.sentences import sentences
from tests.knowledge.fakes import library_of, passages_of

# By this calibration a passage answers when it holds half of the question.
CALIBRATION = Calibration(
    Recipe(1, 1, 1, 1), {"understood": Regime(-1, {"stem_coverage": 2})}, Regime(0, {"stem_coverage": 1})
)
EVERYTHING = str.isalnum
NASTY = st.text(st.sampled_from("ab Zé.!?;:\n\t-|•1. 2018,()“”\u00a0\u202e\u0301💡ß\u0000ﬁ\r\u2028日"), max_size=300)
WORDY = st.lists(
    st.sampled_from(
        ["lab", "cost", "EUR 4.2", "Mr. X", "e.g.", "2018", "the", "Zorg", "\n", "- item", "|", ".", "!", "💡"]
    )
    | NASTY,
    max_size=40,
).map(" ".join)


def evidence_of(*weighed_sentences: tuple[str, float], coverage: float = 1.0, expected: float = 1.0) -> list[Evidence]:
    """The sentences of one passage with these weights, best first."""
    (passage,) = passages_of(" ".join(text for text, _ in weighed_sentences))
    return _sorted(passage, [weight for _, weight in weighed_sentences], coverage, expected)


def _sorted(passage: Passage, weights: Sequence[float], coverage: float, expected: float) -> list[Evidence]:
    hit = Hit(passage, 1.0, coverage, coverage, 0.0, "understood")
    spans = sentences(passage.text)
    assert len(spans) == len(weights)
    found = [
        Evidence(hit, start, end, weight, {"expected": expected})
        for (start, end), weight in zip(spans, weights, strict=True)
    ]
    return sorted(found, key=lambda each: -each.weight)


def answered(question: str, evidence: Sequence[Evidence], *unknown: str) -> Answer:
    asked = weighed(question, "en", Aliases([]), ("en",))
    return quoted_answer(asked, evidence, CALIBRATION, "en", lambda word: word not in unknown)


def quotes(answer: Answer) -> list[str]:
    return [citation.quote for citation in answer.citations]


def test_a_fact_is_answered_by_the_sentence_that_states_it() -> None:
    evidence = evidence_of(("The lab is nice.", 1), ("The lab began in 2018.", 9), ("It has a door.", 2))
    assert quotes(answered("When did the lab begin?", evidence)) == ["The lab began in 2018."]


def test_two_sentences_that_state_it_equally_well_are_both_quoted() -> None:
    texts = ["The lab began in 2018.", "The lab started in autumn.", "The lab is nice."]
    evidence = [
        each
        for passage, weight in zip(passages_of(*texts), (9, 8.9, 2), strict=True)
        for each in _sorted(passage, [weight], 1, 1)
    ]
    assert quotes(answered("When did the lab begin?", evidence)) == texts[:2]


def test_an_open_question_takes_the_sentences_around_its_best_as_one_quote() -> None:
    evidence = evidence_of(("Nobody came.", -9), ("The lab tests lamps.", 9), ("It asks nurses.", 8), ("Bye.", -9))
    assert quotes(answered("Tell me about the lab.", evidence)) == ["The lab tests lamps. It asks nurses."]


def test_the_best_sentence_is_quoted_first() -> None:
    evidence = evidence_of(("The lab asks nurses.", 7), ("Nobody came.", -9), ("The lab tests lamps.", 9))
    assert quotes(answered("Tell me about the lab.", evidence)) == ["The lab tests lamps.", "The lab asks nurses."]


def test_a_list_is_quoted_whole() -> None:
    items = [f"Lab number {number} tests lamps." for number in ("one", "two", "three", "four", "five", "six", "seven")]
    evidence = evidence_of(*((item, 5) for item in items), ("Lunch is at noon.", -9))
    assert quotes(answered("Which labs test lamps?", evidence)) == [" ".join(items)]


def test_a_passage_that_holds_too_little_of_the_question_is_no_answer_but_is_shown_as_the_nearest() -> None:
    answer = answered("Who won the football cup?", evidence_of(("The lab began in 2018.", 9), coverage=0.2))
    assert answer.outcome is Outcome.NOT_IN_DOCUMENTS
    assert answer.claims == answer.citations == ()
    assert [citation.quote for citation in answer.nearest] == ["The lab began in 2018."]
    assert [citation.n for citation in answer.nearest] == [1]


def test_a_passage_that_is_not_even_near_is_not_shown() -> None:
    far = Calibration(CALIBRATION.recipe, {"understood": Regime(-50, {})}, CALIBRATION.sentence)
    asked = weighed("Who won the football cup?", "en", Aliases([]), ("en",))
    answer = quoted_answer(asked, evidence_of(("The lab began in 2018.", 9)), far, "en", EVERYTHING)
    assert (answer.outcome, answer.nearest) == (Outcome.NOT_IN_DOCUMENTS, ())


def test_nothing_found_is_not_in_the_documents() -> None:
    answer = answered("Who won the football cup?", [])
    assert (answer.outcome, answer.nearest) == (Outcome.NOT_IN_DOCUMENTS, ())


def test_a_question_about_nothing_is_not_answered() -> None:
    assert answered("Who are you?", evidence_of(("The lab is here.", 9))).outcome is Outcome.NOT_IN_DOCUMENTS


@pytest.mark.parametrize(
    ("question", "unknown", "missing"),
    [
        ("What did the lab of Zanzibar cost?", "zanzibar", ("Zanzibar",)),
        ("What did the lab cost in 2031?", "2031", ("2031",)),
        ("What did the lab and the NASA cost?", "nasa", ("NASA",)),
    ],
)
def test_a_name_or_year_that_no_document_knows_makes_the_answer_partial_and_is_named(
    question: str, unknown: str, missing: tuple[str, ...]
) -> None:
    evidence = evidence_of(("The lab cost EUR 4.", 9))
    answer = answered(question, evidence, unknown)
    assert (answer.outcome, answer.missing) == (Outcome.PARTLY, missing)
    assert quotes(answer) == ["The lab cost EUR 4."]
    whole = answered(question, evidence)
    assert (whole.outcome, whole.missing) == (Outcome.ANSWERED, ())


def test_a_word_that_only_begins_the_question_is_not_missed() -> None:
    evidence = evidence_of(("The lab cost EUR 4.", 9))
    assert answered("Kindly tell what the lab cost.", evidence, "kindly").outcome is Outcome.ANSWERED
    assert answered("WHAT DID THE LAB COST", evidence, "what", "did").outcome is Outcome.ANSWERED


def test_a_sentence_too_long_to_quote_is_cut_between_words() -> None:
    long = "The lab " + "tests lamps and " * 200 + "goes home."
    (quote,) = quotes(answered("What is the lab?", evidence_of((long, 9))))
    assert len(quote) <= MAX_QUOTE
    assert long.startswith(quote + " ")
    unbroken = "x" * 3000
    (quote,) = quotes(answered("What is the lab?", evidence_of((unbroken, 9))))
    assert quote == "x" * MAX_QUOTE


def test_sources_are_numbered_and_each_claim_is_its_quote() -> None:
    evidence = evidence_of(("The lab asks nurses.", 7), ("Nobody came.", -9), ("The lab tests lamps.", 9))
    answer = answered("Tell me about the lab.", evidence)
    assert [(claim.text, claim.citations) for claim in answer.claims] == [
        (citation.quote, (citation.n,)) for citation in answer.citations
    ]
    assert [citation.n for citation in answer.citations] == [1, 2]
    assert answer.quoted


@settings(deadline=None)
@given(st.lists(WORDY, min_size=1, max_size=4), st.sampled_from(["", "When did ", "What is ", "How many "]), st.data())
def test_whatever_stands_in_the_documents_quotes_are_exact_short_and_numbered(
    texts: list[str], opening: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(texts[0])))
    question = opening + texts[0][start : start + 40]
    answer = asyncio.run(Answerer(library_of(*texts)).answer(question, language="en"))
    shown = answer.citations or answer.nearest
    for citation in shown:
        assert any(citation.quote in text for text in texts)
        assert citation.quote.strip()
        assert len(citation.quote) <= MAX_QUOTE
    assert [citation.n for citation in shown] == list(range(1, len(shown) + 1))
    assert bool(answer.claims) is bool(answer.citations) is (answer.outcome is not Outcome.NOT_IN_DOCUMENTS)
