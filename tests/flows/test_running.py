"""Starting and stopping: what an operator reads when Telegram cannot be served."""

import asyncio
import logging
import re

import pytest

from helium_bot.chat.application import ServingError, TelegramBot
from helium_bot.sandbox.people import Visitor
from helium_bot.sandbox.server import Sandbox
from tests.flows.conftest import MakeBot, NewBot
from tests.flows.scripted import QUOTE, ScriptedAnswers

ASKED = "When did it start?"


async def test_a_wrong_token_is_refused_in_one_sentence_that_does_not_repeat_it(
    new_bot: NewBot, caplog: pytest.LogCaptureFixture
) -> None:
    token = "4200000001:AAH-a-token-that-nobody-handed-out"
    with pytest.raises(ServingError, match="HELIUM_TELEGRAM_TOKEN") as refused:
        await new_bot(token=token)
    assert token not in str(refused.value) + caplog.text
    assert refused.value.__suppress_context__


async def test_an_address_where_nobody_answers_is_named(new_bot: NewBot, unused_tcp_port: int) -> None:
    address = f"127.0.0.1:{unused_tcp_port}"
    with pytest.raises(ServingError, match=re.escape(address)) as refused:
        await new_bot(api=f"http://{address}/bot")
    assert "HELIUM_TELEGRAM_API" in str(refused.value)


async def test_the_bot_knows_its_name(bot: TelegramBot) -> None:
    assert bot.username == "helium_sandbox_bot"


async def test_an_answer_begun_before_the_stop_still_arrives(
    make_bot: MakeBot, visitor: Visitor, answers: ScriptedAnswers
) -> None:
    gate = answers.holds(ASKED)
    async with make_bot():
        await visitor.says(ASKED)
        await answers.arrival(ASKED).wait()
        gate.set()
    assert (await visitor.hears()).quotes == [QUOTE]


async def test_serving_goes_on_until_the_token_is_withdrawn(
    bot: TelegramBot, sandbox: Sandbox, visitor: Visitor
) -> None:
    serving = asyncio.create_task(bot.serve())
    await visitor.says(ASKED)
    await visitor.hears()
    assert not serving.done()
    sandbox.bot_api.token = "4200000001:AAH-another-token-of-the-same-bot"
    await visitor.says(ASKED)
    with pytest.raises(ServingError, match="@BotFather"):
        await asyncio.wait_for(serving, timeout=5)


async def test_a_second_program_with_the_same_token_is_noted_in_one_line(
    bot: TelegramBot, make_bot: MakeBot, visitor: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "helium_bot"):
        async with make_bot():
            async with asyncio.timeout(10):
                while "same token" not in caplog.text:
                    await visitor.transcript()
    assert "Traceback" not in caplog.text


async def test_no_record_of_a_conversation_holds_the_token_or_the_question(
    new_bot: NewBot, visitor: Visitor, sandbox: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        logging.getLogger("httpx").setLevel(logging.WARNING)
        await new_bot()
        await visitor.says(ASKED)
        await visitor.hears()
    assert sandbox.token not in caplog.text
    assert ASKED not in caplog.text
