"""The typing indicator lasts as long as the work."""

import asyncio
from typing import cast

import pytest
from telegram import Bot
from telegram.constants import ChatAction
from telegram.error import TelegramError

from helium_bot.chat.place import Place
from helium_bot.chat.presence import at_work


class Telegram:
    """Notes each indicator, and fails to show it if told so."""

    def __init__(self, error: TelegramError | None = None) -> None:
        self.shown: list[tuple[int, str, int | None]] = []
        self.error = error
        self.third = asyncio.Event()

    async def send_chat_action(self, chat_id: int, action: str, message_thread_id: int | None = None) -> None:
        """As the bot's own."""
        self.shown.append((chat_id, action, message_thread_id))
        if len(self.shown) == 3:
            self.third.set()
        if self.error:
            raise self.error


@pytest.mark.parametrize("error", [None, TelegramError("down")])
async def test_it_is_repeated_until_the_work_is_done(error: TelegramError | None) -> None:
    telegram = Telegram(error)
    async with at_work(cast(Bot, telegram), Place(1, 9), every=0.001):
        await asyncio.wait_for(telegram.third.wait(), timeout=5)
    count = len(telegram.shown)
    assert set(telegram.shown) == {(1, ChatAction.TYPING, 9)}
    for _ in range(10):
        await asyncio.sleep(0.001)
    assert len(telegram.shown) == count


async def test_it_ends_when_the_work_fails() -> None:
    telegram = Telegram()

    async def work() -> None:
        async with at_work(cast(Bot, telegram), Place(1), every=0.001):
            await asyncio.wait_for(telegram.third.wait(), timeout=5)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await work()
    count = len(telegram.shown)
    for _ in range(10):
        await asyncio.sleep(0.001)
    assert len(telegram.shown) == count
