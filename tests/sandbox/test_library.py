"""The sandbox against the library that the bot is built on: it must not tell it from Telegram."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
import telegram
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, RetryAfter, TimedOut
from telegram.ext import Application, ApplicationBuilder, CallbackQueryHandler, CommandHandler, MessageHandler, filters

from helium_bot.sandbox.server import Sandbox

Bot = Application[Any, Any, Any, Any, Any, Any]


async def start(update: Update, _: Any) -> None:
    await update.message.chat.send_action("typing")
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Fetch the file", callback_data="fetch")]])
    await update.message.reply_html("Hello <b>you</b>", reply_markup=keyboard)


async def fetch(update: Update, _: Any) -> None:
    query = update.callback_query
    await query.answer("Coming")
    await query.edit_message_text("Here it is")
    await query.message.chat.send_document(b"plan\r\n\x00", filename="plan.pdf", caption="The plan")


async def take(update: Update, _: Any) -> None:
    file = await update.message.document.get_file()
    data = await file.download_as_bytearray()
    await update.message.reply_text(f"{len(data)} bytes", do_quote=True)


@pytest.fixture
async def application(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bot]:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # the library warns at every RetryAfter without it
    built = (
        ApplicationBuilder().token(sandbox.token).base_url(sandbox.api_base).base_file_url(sandbox.file_base).build()
    )
    built.add_handler(CommandHandler("start", start))
    built.add_handler(CallbackQueryHandler(fetch, "fetch"))
    built.add_handler(MessageHandler(filters.Document.ALL, take))
    async with built:
        await built.start()
        await built.updater.start_polling(allowed_updates=Update.ALL_TYPES)
        yield built
        await built.updater.stop()
        await built.stop()


async def test_a_real_application_answers_edits_and_sends_a_document(application, anna) -> None:
    hello = await anna.sees("Hello")
    assert hello.marked("bold") == ["you"]
    toast = await anna.taps("Fetch the file")
    assert toast.text == "Coming"
    document = await anna.hears()
    assert (document.text, document.file["name"]) == ("The plan", "plan.pdf")
    assert await anna.downloads(document) == b"plan\r\n\x00"
    transcript = await anna.transcript()
    assert [message.text for message in transcript.messages] == ["/start", "Here it is", "The plan"]
    assert transcript.messages[1].edited
    assert transcript.actions == ["typing"]


async def test_a_real_application_fetches_a_persons_file(application, anna) -> None:
    sent = await anna.sends(b"x" * 5000, "evidence.pdf")
    answer = await anna.hears()
    assert (answer.text, answer.reply_to) == ("5000 bytes", sent.id)


async def test_the_library_reads_every_refusal_as_the_error_it_knows(application, sandbox, anna) -> None:
    bot = application.bot
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(1, "x")
    with pytest.raises(BadRequest, match="Can't parse entities"):
        await bot.send_message(anna.id, "<b>", parse_mode="HTML")
    await anna.fails("flood", "sendMessage", seconds=3)
    with pytest.raises(RetryAfter):
        await bot.send_message(anna.id, "x")
    await anna.fails("timeout", "sendMessage")
    with pytest.raises(TimedOut):
        await bot.send_message(anna.id, "x", read_timeout=0.2)
    await anna.blocks()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(anna.id, "x")
    with pytest.raises(InvalidToken):
        async with telegram.Bot("1:wrong", base_url=sandbox.api_base):
            pass


async def test_a_second_poller_meets_a_conflict(application, bot) -> None:
    met: asyncio.Future[Exception] = asyncio.get_running_loop().create_future()
    await application.updater.stop()
    await application.updater.start_polling(error_callback=lambda error: met.done() or met.set_result(error))
    while not met.done():
        await bot.call("getUpdates")
    assert isinstance(met.result(), Conflict)
    assert "terminated by other getUpdates request" in str(met.result())


async def test_times_and_ids_are_telegrams(application, sandbox, anna, clock) -> None:
    message = await application.bot.send_message(anna.id, "now")
    assert message.date == datetime(2026, 11, 23, 12, 0, tzinfo=UTC) == clock()
    assert message.chat.id > 2**32
    assert message.from_user.id == application.bot.id
