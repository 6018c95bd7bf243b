"""A sandbox, people in it, and the bot before them."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest

from helium_bot.chat.application import TelegramBot
from helium_bot.sandbox.people import Visitor
from helium_bot.sandbox.server import Sandbox
from tests.flows.scripted import Clock, ScriptedAnswers, Shelf

MakeBot = Callable[..., TelegramBot]
NewBot = Callable[..., Awaitable[TelegramBot]]
NewVisitor = Callable[..., Awaitable[Visitor]]

_FIRST_WORDS = {"Which": "en", "When": "en", "Mely": "hu", "Welke": "nl", "Que": "pt", "Ποιες": "el"}


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """Telegram, as far as this test is concerned."""
    async with Sandbox() as running:
        yield running


@pytest.fixture
async def new_visitor(sandbox: Sandbox) -> AsyncIterator[NewVisitor]:
    """Lets people come: ``await new_visitor("Bela", language_code="hu")``."""
    async with AsyncExitStack() as leaving:

        async def arrives(name: str, **more: Any) -> Visitor:
            return await leaving.enter_async_context(Visitor(sandbox.control_base, name, **more))

        yield arrives


@pytest.fixture
async def visitor(new_visitor: NewVisitor) -> Visitor:
    """Anna, whose Telegram is in English."""
    return await new_visitor("Anna")


@pytest.fixture
def answers() -> ScriptedAnswers:
    """Who answers, unless a test gives ``bot`` somebody else."""
    return ScriptedAnswers()


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """The documents to browse, empty at first."""
    return Shelf(tmp_path)


@pytest.fixture
def clock() -> Clock:
    """The bot's time."""
    return Clock()


@pytest.fixture
def make_bot(sandbox: Sandbox, answers: ScriptedAnswers, shelf: Shelf, clock: Clock) -> MakeBot:
    """Builds the bot for the sandbox, to be entered by the test; any part of TelegramBot can be replaced by name."""

    def builds(**parts: Any) -> TelegramBot:
        given = {
            "api": sandbox.api_base,
            "file_api": sandbox.file_base,
            "answers": answers,
            "documents": shelf,
            "detect": lambda text: _FIRST_WORDS.get(text.partition(" ")[0], "und"),
            "clock": clock,
            **parts,
        }
        return TelegramBot(given.pop("token", sandbox.token), **given)

    return builds


@pytest.fixture
async def new_bot(make_bot: MakeBot) -> AsyncIterator[NewBot]:
    """Starts the bot until the test is over: ``await new_bot(handler_seconds=1)``."""
    async with AsyncExitStack() as leaving:

        async def starts(**parts: Any) -> TelegramBot:
            return await leaving.enter_async_context(make_bot(**parts))

        yield starts


@pytest.fixture
async def bot(new_bot: NewBot) -> TelegramBot:
    """The bot with the scripted parts above, running."""
    return await new_bot()
