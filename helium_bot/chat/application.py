"""TelegramBot: the chat's parts joined to Telegram by polling, for as long as its ``async with`` block runs."""

import asyncio
import logging
from contextlib import AsyncExitStack, suppress
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from telegram import Update
from telegram.error import Conflict, InvalidToken, TelegramError
from telegram.ext import Application, ApplicationBuilder, ExtBot, Updater
from telegram.request import HTTPXRequest

from helium_bot.chat.browsing import Browsing
from helium_bot.chat.commands import introduce
from helium_bot.chat.conversation import RecentQuestions
from helium_bot.chat.failures import report, report_stuck
from helium_bot.chat.needs import Answers, Clock, Detect, Documents
from helium_bot.chat.patience import Patience
from helium_bot.chat.per_chat import PerChat
from helium_bot.chat.questions import Questions
from helium_bot.chat.welcome import Welcome

_UPDATES = (Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY)
_SWEEP_SECONDS = 60
_READ_SECONDS = 20
_UNAUTHORISED = 401

_log = logging.getLogger(__name__)


class ServingError(Exception):
    """Telegram cannot be served. ``str()`` is one plain English sentence that says what to do, without the token."""


class TelegramBot:
    """The bot on Telegram. ``async with`` it: it polls until the block ends, then finishes what it has begun.

    ``api`` and ``file_api`` end before the token. ``handler_seconds`` bounds the work on one message.
    ``sends_out`` says whether questions go to an outside language model, which /start tells people.
    ``update_queue`` may be given to keep updates safe between arrival and reply.
    """

    def __init__(
        self,
        token: str,
        *,
        api: str,
        file_api: str,
        answers: Answers,
        documents: Documents,
        detect: Detect,
        conversation: RecentQuestions | None = None,
        clock: Clock = lambda: datetime.now(UTC),
        handler_seconds: float = 120,
        sends_out: bool = False,
        update_queue: "asyncio.Queue[object] | None" = None,
    ) -> None:
        self._api = api
        self._clock = clock
        self._conversation = conversation or RecentQuestions()
        self._polling = _PollingRequest()
        self._application = self._built(token, file_api, handler_seconds, update_queue or asyncio.Queue())
        kept = self._conversation
        welcome = Welcome(kept, kept.lifetime, kept.count, sends_out=sends_out)
        for room in (
            welcome.handlers(),
            Browsing(documents).handlers(),
            Questions(answers, kept, detect, clock).handlers(),
            welcome.leftovers(),
        ):
            self._application.add_handlers(room)
        self._application.add_error_handler(report)
        self._closing = AsyncExitStack()

    @property
    def username(self) -> str:
        """The bot's name in Telegram, without the @; known once the block has begun."""
        return self._application.bot.username

    async def serve(self) -> None:
        """Stays until cancelled. Raises ServingError when Telegram withdraws the token."""
        await self._polling.refused.wait()
        raise _token_refused()

    async def __aenter__(self) -> Self:
        """Begin to poll. Raises ServingError when Telegram refuses the token or cannot be reached."""
        async with AsyncExitStack() as opened:
            try:
                await self._open(opened)
            except InvalidToken:
                raise _token_refused() from None
            except TelegramError as error:
                raise _unreachable(self._api, error) from None
            self._closing = opened.pop_all()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop polling, let the replies that are being written go out, and close the connections."""
        await self._closing.aclose()

    async def _open(self, opened: AsyncExitStack) -> None:
        application = self._application
        updater = application.updater
        if updater is None:
            raise TypeError("The application was built without an updater.")
        # An application that fails to begin leaves its bot's connections open.
        opened.push_async_callback(application.bot.shutdown)
        await opened.enter_async_context(application)
        await application.start()
        opened.push_async_callback(application.stop)
        await updater.start_polling(allowed_updates=_UPDATES, bootstrap_retries=0, error_callback=_note_outage)
        opened.push_async_callback(_stop, updater)
        for work in (introduce(application.bot), self._sweep()):
            opened.push_async_callback(_end, asyncio.create_task(work))

    def _built(
        self, token: str, file_api: str, handler_seconds: float, update_queue: "asyncio.Queue[object]"
    ) -> "Application[ExtBot[None], Any, Any, Any, Any, Any]":
        async def on_stuck(update: object) -> None:
            await report_stuck(update, self._application.bot)

        return (
            ApplicationBuilder()
            .token(token)
            .base_url(self._api)
            .base_file_url(file_api)
            .rate_limiter(Patience())
            .read_timeout(_READ_SECONDS)
            .get_updates_request(self._polling)
            .concurrent_updates(PerChat(on_stuck, handler_seconds))
            .update_queue(update_queue)
            .job_queue(None)
            .build()
        )

    async def _sweep(self) -> None:
        """Forget old questions on time, also when nobody asks new ones."""
        while True:
            await asyncio.sleep(_SWEEP_SECONDS)
            self._conversation.sweep(self._clock())


class _PollingRequest(HTTPXRequest):
    """The connection for updates; ``refused`` is set when Telegram no longer knows the token.

    The library's polling loop ends quietly then.
    """

    def __init__(self) -> None:
        super().__init__(connection_pool_size=1)
        self.refused = asyncio.Event()

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """The status and body that the server sends."""
        status, body = await super().do_request(*args, **kwargs)
        if status == _UNAUTHORISED:
            self.refused.set()
        return status, body


def _note_outage(error: TelegramError) -> None:
    if isinstance(error, Conflict):
        _log.error("Another program is fetching this bot's messages with the same token; stop one of the two.")
    else:
        _log.warning("No messages can be fetched from Telegram just now (%s); trying again.", type(error).__name__)


def _unreachable(api: str, error: TelegramError) -> ServingError:
    host = urlsplit(api).netloc.rpartition("@")[2]
    return ServingError(
        f"Telegram could not be reached at {host} ({type(error).__name__}); check the network connection and "
        "HELIUM_TELEGRAM_API."
    )


def _token_refused() -> ServingError:
    return ServingError(
        "Telegram does not accept the token in HELIUM_TELEGRAM_TOKEN; copy it again from @BotFather, and check "
        "HELIUM_TELEGRAM_API if you set it."
    )


async def _stop(updater: Updater) -> None:
    # When the token was withdrawn, polling has failed already, and stopping it says so once more.
    with suppress(InvalidToken):
        await updater.stop()


async def _end(task: "asyncio.Task[None]") -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
