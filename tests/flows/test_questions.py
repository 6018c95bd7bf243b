"""Asking in words: answers, follow-ups, corrections, order, and what happens when things break."""

import asyncio
import logging
from dataclasses import replace
from datetime import timedelta

import pytest

from helium_bot.answering.answer import Answer, Citation, Claim, Notice, Outcome
from helium_bot.chat.application import TelegramBot
from helium_bot.sandbox.people import Visitor
from helium_bot.sandbox.server import Sandbox
from tests.flows.conftest import NewBot, NewVisitor
from tests.flows.scripted import QUOTE, Clock, Question, ScriptedAnswers, cited

ASKED = "When did the monitoring phase start?"
NEXT = "And when did it end?"


async def test_a_question_is_answered_with_the_exact_quote_and_where_it_stands(
    bot: TelegramBot, visitor: Visitor
) -> None:
    await visitor.says(ASKED)
    answer = await visitor.hears()
    assert answer.quotes == [QUOTE]
    assert answer.text.endswith("[1] The HELIUM project · Phases · page 4")
    assert answer.marked("bold") == ["The HELIUM project"]
    assert answer.reply_to is None


async def test_the_person_sees_at_once_that_the_bot_is_at_work(
    bot: TelegramBot, visitor: Visitor, answers: ScriptedAnswers
) -> None:
    gate = answers.holds(ASKED)
    await visitor.says(ASKED)
    await visitor.waits(lambda chat: "typing" in chat.actions, "the typing indicator")
    gate.set()
    await visitor.sees(QUOTE)


@pytest.mark.parametrize(
    ("question", "language", "lead"),
    [
        ("Mely régiók készítettek tervet?", "hu", "A dokumentumokban ez áll:"),
        ("Que regiões?", "pt", "Os documentos dizem:"),
        ("CrossCare", "nl", "In de documenten staat:"),
        ("Ποιες περιοχές;", "nl", "In de documenten staat:"),
    ],
)
async def test_the_answer_is_in_the_questions_language_or_else_the_persons(
    bot: TelegramBot, new_visitor: NewVisitor, answers: ScriptedAnswers, question: str, language: str, lead: str
) -> None:
    person = await new_visitor("Bram", language_code="nl")
    await person.says(question)
    assert (await person.hears()).text.startswith(lead)
    assert answers.asked == [Question(question, language, ())]


async def test_a_follow_up_is_asked_with_what_went_before_until_that_is_forgotten(
    bot: TelegramBot, visitor: Visitor, answers: ScriptedAnswers, clock: Clock
) -> None:
    for question in (ASKED, "🙂🙂", NEXT):
        await visitor.says(question)
        await visitor.hears()
    assert answers.asked[-1] == Question(NEXT, "en", (ASKED,))
    clock.moves(timedelta(minutes=31))
    await visitor.says("And in Hungary?")
    await visitor.hears()
    assert answers.asked[-1].history == ()


async def test_people_do_not_share_a_conversation_and_start_begins_a_new_one(
    bot: TelegramBot, new_visitor: NewVisitor, answers: ScriptedAnswers
) -> None:
    anna, bela = await new_visitor("Anna"), await new_visitor("Bela")
    await anna.says(ASKED)
    await anna.hears()
    await bela.says(NEXT)
    await bela.hears()
    assert answers.asked[-1].history == ()
    await anna.says("/start")
    await anna.hears()
    await anna.says(NEXT)
    await anna.hears()
    assert answers.asked[-1].history == ()


async def test_the_latest_question_is_answered_anew_when_it_is_corrected(
    bot: TelegramBot, visitor: Visitor, answers: ScriptedAnswers
) -> None:
    said = await visitor.says("When did the monitring start?")
    await visitor.hears()
    await visitor.edits(said, ASKED)
    answer = await visitor.hears()
    assert answer.reply_to == said.id
    await visitor.says(NEXT)
    await visitor.hears()
    assert [(q.text, q.history) for q in answers.asked[1:]] == [(ASKED, ()), (NEXT, (ASKED,))]


async def test_a_question_that_could_not_be_searched_may_be_corrected(bot: TelegramBot, visitor: Visitor) -> None:
    said = await visitor.says("🙂")
    assert "no words" in (await visitor.hears()).text
    await visitor.edits(said, ASKED)
    assert (await visitor.hears()).quotes == [QUOTE]


async def test_an_older_question_stays_answered_as_it_was(
    bot: TelegramBot, visitor: Visitor, answers: ScriptedAnswers
) -> None:
    old = await visitor.says(ASKED)
    await visitor.hears()
    await visitor.says(NEXT)
    await visitor.hears()
    await visitor.edits(old, "Who leads it?")
    await visitor.says("And in Hungary?")
    await visitor.hears()
    assert [question.text for question in answers.asked] == [ASKED, NEXT, "And in Hungary?"]


async def test_an_edit_that_changes_no_word_is_not_answered_again(
    bot: TelegramBot, sandbox: Sandbox, visitor: Visitor, answers: ScriptedAnswers
) -> None:
    said = await visitor.says(ASKED)
    await visitor.hears()
    user = {"id": visitor.id, "is_bot": False, "first_name": "Anna"}
    message = {"message_id": said.id, "date": 1, "edit_date": 2, "text": ASKED, "from": user}
    sandbox.world.mailbox.add_raw({"edited_message": {**message, "chat": {"id": visitor.id, "type": "private"}}})
    await visitor.says(NEXT)
    await visitor.hears()
    assert [question.text for question in answers.asked] == [ASKED, NEXT]


async def test_one_slow_answer_holds_up_only_its_own_chat_which_stays_in_order(
    bot: TelegramBot, new_visitor: NewVisitor, answers: ScriptedAnswers
) -> None:
    anna, bela = await new_visitor("Anna"), await new_visitor("Bela")
    gate = answers.holds(ASKED)
    answers.replies = {ASKED: cited(ASKED, "en", "First."), NEXT: cited(NEXT, "en", "Second.")}
    await anna.says(ASKED)
    await answers.arrival(ASKED).wait()
    await anna.says(NEXT)
    await bela.says("What is CrossCare?")
    assert (await bela.hears()).quotes == [QUOTE]
    assert (await anna.transcript()).from_bot == []
    gate.set()
    transcript = await anna.waits(lambda chat: len(chat.from_bot) == 2, "both answers")
    assert [message.quotes for message in transcript.from_bot] == [["First."], ["Second."]]


async def test_an_answer_that_never_comes_is_given_up_and_the_next_question_answered(
    new_bot: NewBot, visitor: Visitor, answers: ScriptedAnswers
) -> None:
    await new_bot(handler_seconds=0.3)
    answers.holds(ASKED)
    await visitor.says(ASKED)
    assert "took too long" in (await visitor.hears()).text
    await visitor.says(NEXT)
    assert (await visitor.hears()).quotes == [QUOTE]


async def test_a_fault_of_ours_is_said_in_the_persons_language_and_logged_without_their_words(
    bot: TelegramBot, new_visitor: NewVisitor, answers: ScriptedAnswers, caplog: pytest.LogCaptureFixture
) -> None:
    person = await new_visitor("Bram", language_code="nl")
    answers.errors["Mijn geheim?"] = ZeroDivisionError("Mijn geheim?")
    with caplog.at_level(logging.INFO, "helium_bot"):
        await person.says("Mijn geheim?")
        assert (await person.hears()).text.startswith("Excuses, er ging bij mij iets mis.")
    assert "ZeroDivisionError at" in caplog.text
    assert "geheim" not in caplog.text
    await person.says(ASKED)
    assert (await person.hears()).quotes == [QUOTE]


async def test_the_same_fault_after_a_tap_is_said_too(
    bot: TelegramBot, visitor: Visitor, answers: ScriptedAnswers
) -> None:
    answers.errors["What is CrossCare?"] = ZeroDivisionError()
    await visitor.says("/start")
    hello = await visitor.hears()
    await visitor.taps(hello.labels[1])
    _, sorry = await visitor.reads(2)
    assert sorry.text.startswith("Sorry, something went wrong")


async def test_a_long_answer_arrives_whole_in_several_messages(
    bot: TelegramBot, visitor: Visitor, answers: ScriptedAnswers
) -> None:
    quotes = [f"{n}: " + "Innováció & <b>élő</b> labor 👩‍🔬. " * 30 for n in range(1, 9)]
    citations = tuple(Citation(n, "d", "a.md", f"Plan {n}", "", n, q, "hu", "p") for n, q in enumerate(quotes, 1))
    claims = tuple(Claim(known.quote, (known.n,)) for known in citations)
    answers.replies[ASKED] = Answer(ASKED, "en", Outcome.ANSWERED, claims, citations)
    await visitor.says(ASKED)
    await visitor.sees("[8] Plan 8")
    transcript = await visitor.transcript()
    assert len(transcript.from_bot) > 1
    assert [quote.strip() for m in transcript.from_bot for quote in m.quotes] == [quote.strip() for quote in quotes]
    assert not [call for call in await visitor.calls("sendMessage") if call["code"] != 200 or call["warnings"]]


async def test_a_notice_comes_with_the_documents_own_words(
    bot: TelegramBot, visitor: Visitor, answers: ScriptedAnswers
) -> None:
    answers.replies[ASKED] = replace(cited(ASKED, "en"), notice=Notice.MODEL_BUSY)
    await visitor.says(ASKED)
    answer = await visitor.hears()
    assert answer.text.startswith("The language model is busy right now")
    assert answer.quotes == [QUOTE]


@pytest.mark.parametrize("kind", ["flood", "server_error"])
async def test_an_answer_that_telegram_puts_off_arrives_all_the_same(
    bot: TelegramBot, visitor: Visitor, kind: str
) -> None:
    await visitor.fails(kind, "sendMessage", seconds=1)
    await visitor.says(ASKED)
    assert (await visitor.hears()).quotes == [QUOTE]


async def test_a_broken_typing_indicator_costs_no_answer(bot: TelegramBot, visitor: Visitor) -> None:
    await visitor.fails("flood", "sendChatAction", times=5)
    await visitor.says(ASKED)
    assert (await visitor.hears()).quotes == [QUOTE]


async def test_a_person_who_blocks_the_bot_while_it_thinks_is_no_error(
    bot: TelegramBot,
    new_visitor: NewVisitor,
    answers: ScriptedAnswers,
    caplog: pytest.LogCaptureFixture,
) -> None:
    anna, bela = await new_visitor("Anna"), await new_visitor("Bela")
    gate = answers.holds(ASKED)
    with caplog.at_level(logging.INFO, "helium_bot"):
        await anna.says(ASKED)
        await answers.arrival(ASKED).wait()
        await anna.blocks()
        gate.set()
        await bela.says(NEXT)
        await bela.hears()
        async with asyncio.timeout(10):
            while "has blocked the bot" not in caplog.text:
                await bela.transcript()
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


async def test_a_lost_line_to_telegram_is_taken_up_again(bot: TelegramBot, visitor: Visitor) -> None:
    await visitor.fails("drop", "getUpdates", times=1)
    await visitor.says(ASKED)
    assert (await visitor.hears()).quotes == [QUOTE]
    await visitor.says(NEXT)
    assert (await visitor.hears()).quotes == [QUOTE]
