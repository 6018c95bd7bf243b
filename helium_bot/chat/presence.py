"""Presence: the person sees that the bot is at work until the block ends."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from telegram import Bot
from telegram.constants import ChatAction
from telegram.error import TelegramError

from helium_bot.chat.place import Place

SECONDS = 4.0
"""Telegram shows an action for five seconds."""

_log = logging.getLogger(__name__)


@asynccontextmanager
async def at_work(
    bot: Bot, place: Place, action: ChatAction = ChatAction.TYPING, every: float = SECONDS
) -> AsyncIterator[None]:
    """Show ``action`` at ``place`` while the block runs, again ``every`` so many seconds."""
    showing = asyncio.create_task(_show(bot, place, action, every))
    try:
        yield
    finally:
        showing.cancel()
        with suppress(asyncio.CancelledError):
            await showing


async def _show(bot: Bot, place: Place, action: ChatAction, every: float) -> None:
    while True:
        try:
            await bot.send_chat_action(place.chat_id, action, message_thread_id=place.topic_id)
        except TelegramError as error:
            _log.debug("The typing indicator was not shown: %s", type(error).__name__)
        await asyncio.sleep(every)
