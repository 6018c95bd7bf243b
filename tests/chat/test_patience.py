"""What is sent again after a hiccup, and what is not."""

from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any

import pytest
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError, TimedOut

from helium_bot.chat.patience import Patience


class Telegram:
    """Answers with each of ``errors`` first, then with success; ``calls`` counts."""

    def __init__(self, *errors: TelegramError) -> None:
        self.errors = list(errors)
        self.calls = 0

    async def __call__(self) -> bool:
        self.calls += 1
        if self.errors:
            raise self.errors.pop(0)
        return True


Send = Callable[..., Coroutine[Any, Any, Any]]


@pytest.fixture
async def send(monkeypatch: pytest.MonkeyPatch) -> Send:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    patience = Patience(pause=0.0)
    await patience.initialize()

    async def sent(telegram: Telegram, endpoint: str = "sendMessage") -> Any:
        return await patience.process_request(telegram, (), {}, endpoint, {}, None)

    return sent


async def test_a_message_put_off_by_telegram_is_sent_when_it_may(send: Send) -> None:
    telegram = Telegram(RetryAfter(timedelta(milliseconds=10)))
    assert await send(telegram) is True
    assert telegram.calls == 2


async def test_a_broken_connection_is_tried_again_a_few_times(send: Send) -> None:
    telegram = Telegram(NetworkError("gone"), NetworkError("gone"))
    assert await send(telegram) is True
    hopeless = Telegram(*[NetworkError("gone")] * 9)
    with pytest.raises(NetworkError):
        await send(hopeless)
    assert hopeless.calls == 3


@pytest.mark.parametrize("error", [TimedOut(), BadRequest("no")])
async def test_what_was_refused_or_may_have_arrived_is_not_sent_again(send: Send, error: TelegramError) -> None:
    telegram = Telegram(error)
    with pytest.raises(type(error)):
        await send(telegram)
    assert telegram.calls == 1


async def test_a_wait_of_minutes_is_not_waited_for(send: Send) -> None:
    telegram = Telegram(RetryAfter(timedelta(minutes=5)))
    with pytest.raises(RetryAfter):
        await send(telegram)
    assert telegram.calls == 1


async def test_the_typing_indicator_is_not_worth_waiting_for(send: Send) -> None:
    telegram = Telegram(RetryAfter(timedelta(seconds=1)))
    with pytest.raises(RetryAfter):
        await send(telegram, "sendChatAction")
    assert telegram.calls == 1
