"""PerChat: updates of different chats side by side, of one chat in order, none of them for ever."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

_ANY_NUMBER = 1_000_000


class _Line:
    """The updates of one chat that wait or are being handled."""

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.length = 0


class PerChat(BaseUpdateProcessor):
    """Handles ``at_once`` chats at a time.

    A handler that takes longer than ``seconds`` is stopped, ``on_stuck`` is told of its update, and the chat goes on.
    """

    def __init__(self, on_stuck: Callable[[object], Awaitable[None]], seconds: float = 120, at_once: int = 64) -> None:
        # Updates that wait for their chat must not take the places of other chats, so the limit is kept here instead.
        super().__init__(max_concurrent_updates=_ANY_NUMBER)
        self._on_stuck = on_stuck
        self._seconds = seconds
        self._running = asyncio.Semaphore(at_once)
        self._lines: dict[int, _Line] = {}

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Await ``coroutine`` when it is the turn of ``update``."""
        async with self._turn(_chat_of(update)), self._running:
            try:
                async with asyncio.timeout(self._seconds) as limit:
                    await coroutine
            except TimeoutError:
                if not limit.expired():
                    raise
                await self._on_stuck(update)

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    @property
    def chats(self) -> int:
        """How many chats have updates waiting or being handled."""
        return len(self._lines)

    @asynccontextmanager
    async def _turn(self, chat: int | None) -> AsyncIterator[None]:
        if chat is None:
            yield
            return
        line = self._lines.setdefault(chat, _Line())
        line.length += 1
        try:
            async with line.lock:
                yield
        finally:
            line.length -= 1
            if not line.length:
                del self._lines[chat]


def _chat_of(update: object) -> int | None:
    if not isinstance(update, Update):
        return None
    whose = update.effective_chat or update.effective_user
    return whose.id if whose else None
