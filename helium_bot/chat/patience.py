"""Patience: waits as long as Telegram asks, and tries again what most likely did not arrive."""

import asyncio
import logging
import os
from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any

from telegram.error import NetworkError, RetryAfter
from telegram.ext import BaseRateLimiter

_LONGEST_WAIT = timedelta(seconds=60)
_TRIES = 3
_NOT_REPEATED = frozenset({"sendChatAction", "answerCallbackQuery", "getMe", "deleteWebhook"})
"""What is late at once, and what a start should fail with at once."""

_log = logging.getLogger(__name__)

Reply = bool | dict[str, Any] | list[dict[str, Any]]


class Patience(BaseRateLimiter[None]):
    """Repeats a call that Telegram put off ("retry after") or that could not be handed over at all.

    Only the chat that was told to wait waits. A call that timed out may have arrived and is not repeated.
    """

    def __init__(self, pause: float = 1.0) -> None:
        self._pause = pause

    async def initialize(self) -> None:
        """Ask the library for waiting times as ``timedelta``, its coming form, which it takes from the environment."""
        os.environ.setdefault("PTB_TIMEDELTA", "true")

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Reply]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: None,
    ) -> Reply:
        """The reply of ``callback``, after as many tries as are worth it."""
        for tried in range(1, _TRIES):
            try:
                return await callback(*args, **kwargs)
            except (RetryAfter, NetworkError) as error:
                wait = self._wait_after(error, tried)
                if wait is None or endpoint in _NOT_REPEATED:
                    raise
            _log.info("%s is tried again in %.1f seconds", endpoint, wait)
            await asyncio.sleep(wait)
        return await callback(*args, **kwargs)

    def _wait_after(self, error: RetryAfter | NetworkError, tried: int) -> float | None:
        """Seconds until another try, or None where it would be too long, useless or perhaps a repetition."""
        if isinstance(error, RetryAfter):
            asked = error.retry_after
            wait = asked if isinstance(asked, timedelta) else timedelta(seconds=asked)
            return wait.total_seconds() if wait <= _LONGEST_WAIT else None
        # Of the network errors, the subclasses are refusals (bad request) or may have arrived (timed out).
        return self._pause * tried if type(error) is NetworkError else None
