"""The walk of a question, over true HTTP where a model takes part."""

from collections.abc import AsyncIterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helium_bot.answering.answer import Notice, Objection, Outcome
from helium_bot.answering.answerer import Answerer, without_small_talk
from helium_bot.answering.writing import Writer
from helium_bot.language_model import open_language_model
from helium_bot.settings import Settings
from knowledge.failures import EmbedderUnavailable
from knowledge.library import Library
from knowledge.terms import words
from tests import scripted_model as script
from tests.knowledge.fakes import MemoryStore, WordEmbedder, library_of
from tests.scripted_model import API_KEY, ScriptedModel

BACKED = "The stakeholder group backed the plan unanimously in 2018."
BUDGET = "The living lab costs EUR 4,200 in four years."
ASKED = "Who backed the plan in 2018?"


@pytest.fixture
def library() -> Library:
    """A library of two passages."""
    return library_of(BACKED, BUDGET)


@pytest.fixture
def answerer(library: Library) -> Answerer:
    """An answerer without a model."""
    return Answerer(library)


@pytest.fixture
async def with_model(library: Library, scripted_model: ScriptedModel) -> AsyncIterator[Answerer]:
    """An answerer whose model has a second to reply."""
    model = open_language_model(
        Settings(
            chat_model="scripted",
            openai_api_key=API_KEY,
            openai_base_url=scripted_model.base_url,
            model_seconds=1,
        )
    )
    assert model is not None
    yield Answerer(library, Writer(model))
    await model.aclose()


# Without a model


async def test_a_question_is_answered_in_the_sources_words(answerer: Answerer) -> None:
    answer = await answerer.answer(ASKED)
    assert (answer.outcome, answer.language, answer.quoted) == (Outcome.ANSWERED, "en", True)
    assert [citation.quote for citation in answer.citations] == [BACKED]
    assert answer.question == ASKED
    assert answer.notice is answer.objection is None


@pytest.mark.parametrize(
    ("question", "objection"),
    [
        ("", Objection.EMPTY),
        (" \n\t\u00a0", Objection.EMPTY),
        ("🙂", Objection.NO_WORDS),
        ("👩🏽‍⚕️❤️🇭🇺 🙂", Objection.NO_WORDS),
        ("?!… — …", Objection.NO_WORDS),
        ("12 345,67 %", Objection.NO_WORDS),
        ("\u202e\u200b\x00", Objection.NO_WORDS),
        *(
            (greeting, Objection.SMALL_TALK)
            for greeting in ("Hello!", "Dank u wel.", "Jó napot kívánok", "bom dia", "OK")
        ),
        ("plan " * 800, Objection.TOO_LONG),
        ("x" * 4000, Objection.TOO_LONG),
        ("🙂" * 4000, Objection.TOO_LONG),
    ],
)
async def test_what_cannot_be_searched_is_told_why(answerer: Answerer, question: str, objection: Objection) -> None:
    answer = await answerer.answer(question, language="hu")
    assert answer.objection is objection
    assert answer.outcome is Outcome.NOT_IN_DOCUMENTS
    assert answer.language == "hu"
    assert answer.claims == answer.citations == answer.nearest == ()


@pytest.mark.parametrize(
    "question",
    ["Ποιος κέρδισε το κύπελλο;", "谁赢得了足球杯？", "Кто выиграл кубок?", "من فاز بالكأس؟", "מי זכה בגביע?"],
)
async def test_a_question_in_another_script_is_searched_like_any_other(answerer: Answerer, question: str) -> None:
    answer = await answerer.answer(question)
    assert answer.objection is None
    assert answer.outcome is Outcome.NOT_IN_DOCUMENTS


async def test_a_question_that_begins_with_a_greeting_is_a_question(answerer: Answerer) -> None:
    typed = f"Hello, good morning! {ASKED} Thanks."
    answer = await answerer.answer(typed)
    assert (answer.outcome, answer.question) == (Outcome.ANSWERED, typed)
    assert [citation.quote for citation in answer.citations] == [BACKED]


@given(st.text(st.sampled_from("ab4 .,!?;\nhi"), max_size=60))
@settings(deadline=None)
def test_nothing_but_small_talk_is_taken_out_of_a_question(text: str) -> None:
    left = without_small_talk(text)
    assert set(words(text)) - set(words(left)) <= {"hi"}
    assert bool(words(left)) is bool(words(text))


async def test_without_documents_that_is_the_answer() -> None:
    answer = await Answerer(library_of()).answer(ASKED)
    assert answer.objection is Objection.NO_DOCUMENTS


async def test_what_no_document_holds_is_not_in_them(answerer: Answerer) -> None:
    answer = await answerer.answer("Which football team won?")
    assert (answer.outcome, answer.objection) == (Outcome.NOT_IN_DOCUMENTS, None)
    assert answer.claims == ()


@pytest.mark.parametrize(
    ("question", "language", "answered_in"),
    [
        ("Wie steunde het plan van de groep?", None, "nl"),
        ("Ki támogatta a tervet?", None, "hu"),
        ("Wie steunde het plan van de groep?", "pt", "pt"),
        ("ERDF", None, "en"),
        ("🙂", None, "en"),
    ],
)
async def test_the_answer_is_in_the_language_asked_for_or_else_the_questions(
    answerer: Answerer, question: str, language: str | None, answered_in: str
) -> None:
    assert (await answerer.answer(question, language=language)).language == answered_in


async def test_an_answers_language_does_not_change_how_the_question_is_read(library: Library) -> None:
    read = [
        [citation.quote for citation in (await Answerer(library).answer(ASKED, language=language)).citations]
        for language in ("en", "hu", "xx")
    ]
    assert read == [[BACKED]] * 3


async def test_a_follow_up_is_answered_about_what_was_named_before() -> None:
    gardens, lights = "Doctor Vermeulen leads the gardens.", "Nurse Okonkwo leads the night lights."
    answerer = Answerer(library_of(gardens, lights))
    for history, quote in (("What are the gardens?", gardens), ("What are the night lights?", lights)):
        answer = await answerer.answer("Who leads it?", history=["Hello", history])
        assert answer.citations[0].quote == quote


async def test_a_library_out_of_reach_is_the_callers_to_tell() -> None:
    class Gone(WordEmbedder):
        def embed_question(self, text: str) -> object:  # type: ignore[override]
            raise EmbedderUnavailable("The embedding service does not answer.")

    store = MemoryStore()
    store.put("a.md", BACKED)
    with pytest.raises(EmbedderUnavailable):
        await Answerer(Library(store, Gone())).answer(ASKED)


# With a model


async def test_a_model_writes_the_answer_from_the_passages_best_first(
    with_model: Answerer, scripted_model: ScriptedModel
) -> None:
    scripted_model.will(script.claims({"text": "The stakeholder group backed it.", "passage": 1, "quote": BACKED}))
    answer = await with_model.answer(ASKED)
    assert (answer.outcome, answer.quoted, answer.notice) == (Outcome.ANSWERED, False, None)
    assert [claim.text for claim in answer.claims] == ["The stakeholder group backed it."]
    (asked,) = scripted_model.chats
    assert asked.passages[0] == (1, BACKED)


async def test_a_model_that_finds_no_answer_is_believed_and_the_nearest_are_shown(
    with_model: Answerer, scripted_model: ScriptedModel
) -> None:
    scripted_model.will(script.has_no_answer)
    answer = await with_model.answer(ASKED)
    assert (answer.outcome, answer.notice, answer.claims) == (Outcome.NOT_IN_DOCUMENTS, None, ())
    assert BACKED in [citation.quote for citation in answer.nearest]


@pytest.mark.parametrize("question", ["", "🙂", "plan " * 800])
async def test_a_model_is_not_asked_what_cannot_be_searched(
    with_model: Answerer, scripted_model: ScriptedModel, question: str
) -> None:
    assert (await with_model.answer(question)).objection
    assert not scripted_model.requests


@pytest.mark.parametrize(
    ("reply", "notice"),
    [
        (script.fails(500), Notice.MODEL_DOWN),
        (script.fails(401, "invalid_api_key"), Notice.MODEL_DOWN),
        (script.html_page(502), Notice.MODEL_DOWN),
        (script.cuts_off, Notice.MODEL_DOWN),
        (script.hangs, Notice.MODEL_SLOW),
        (script.busy("60"), Notice.MODEL_BUSY),
        (script.busy(code="insufficient_quota"), Notice.MODEL_DOWN),
        (script.malformed, Notice.MODEL_NONSENSE),
        (script.says("Lovely weather today."), Notice.MODEL_NONSENSE),
        (script.invents_quotes, Notice.MODEL_NONSENSE),
    ],
)
async def test_a_model_that_fails_leaves_the_quotes_and_says_why(
    with_model: Answerer, scripted_model: ScriptedModel, reply: script.Reply, notice: Notice
) -> None:
    scripted_model.will(reply)
    answer = await with_model.answer(ASKED)
    assert (answer.outcome, answer.quoted, answer.notice) == (Outcome.ANSWERED, True, notice)
    assert [citation.quote for citation in answer.citations] == [BACKED]


async def test_a_model_that_is_gone_is_down_and_one_that_returns_is_used_again(
    with_model: Answerer, scripted_model: ScriptedModel
) -> None:
    scripted_model.will(script.fails(500), script.fails(500), script.quotes_the_first_passage)
    notices = [(await with_model.answer(ASKED)).notice for _ in range(2)]
    assert notices == [Notice.MODEL_DOWN, None]
    scripted_model.stop()
    assert (await with_model.answer(ASKED)).notice is Notice.MODEL_DOWN
