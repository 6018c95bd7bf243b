"""Serving: the bot running, on Telegram or on the sandbox, with its library kept in step meanwhile."""

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from helium_bot.chat.application import ServingError, TelegramBot
from helium_bot.failures import CannotDo
from helium_bot.following import follow
from helium_bot.progress import progress_bar
from helium_bot.sandbox.person import DEMO_PERSONAS
from helium_bot.sandbox.server import PortTaken, Sandbox
from helium_bot.settings import EMBEDDED_EMBEDDER, Settings
from helium_bot.wiring import EXAMPLES, House, for_demo, opened, opened_for_demo, owned
from ingest.folder import FolderError
from knowledge.language import detect

_SIGNALS = (signal.SIGINT, signal.SIGTERM)

SEARCH_SECONDS = 60
"""What answering one message may take beyond the chat model's own time."""

_log = logging.getLogger(__name__)


async def run(settings: Settings) -> None:
    """Serve Telegram by polling until interrupted. Raises CannotDo and KnowledgeError."""
    await _until_stopped(_run(settings))


async def demo(settings: Settings, port: int) -> None:
    """Serve the sandbox with its chat page on 127.0.0.1 until interrupted. Raises CannotDo and KnowledgeError."""
    await _until_stopped(_demo(settings, port))


async def _run(settings: Settings) -> None:
    if not settings.telegram_token:
        raise CannotDo(
            "HELIUM_TELEGRAM_TOKEN is not set: get a token from @BotFather and set it (see .env.example), "
            "or try the bot without Telegram with `make demo`."
        )
    with owned(settings), opened(settings) as house:
        folders = [settings.documents_dir]
        await _take_up(house, folders)
        async with _serving(house, settings, folders) as bot:
            print(
                f"@{bot.username} is serving with {len(house.documents())} documents. Stop it with Ctrl-C.", flush=True
            )
            await bot.serve()


async def _demo(settings: Settings, port: int) -> None:
    settings = for_demo(settings)
    with owned(settings), opened_for_demo(settings) as house:
        folders = [settings.documents_dir, EXAMPLES]
        try:
            async with Sandbox(DEMO_PERSONAS, page_port=port) as sandbox:
                print("Getting the documents ready ...", flush=True)
                await _take_up(house, folders)
                telegram = (sandbox.token, sandbox.api_base, sandbox.file_base)
                async with _serving(house, settings, folders, telegram) as bot:
                    print(_welcome(house, sandbox), flush=True)
                    await bot.serve()
        except PortTaken as taken:
            raise CannotDo(f"{taken} For example: make demo HELIUM_DEMO_PORT={taken.port + 1}") from None


def _welcome(house: House, sandbox: Sandbox) -> str:
    names = ", ".join(f"{persona.name} ({persona.role.lower()})" for persona in DEMO_PERSONAS)
    return (
        f"\nOpen {sandbox.page} and write to the bot as {names}."
        f"\nIt answers from {len(house.documents())} documents, some of them made up for this demo. "
        "Stop it with Ctrl-C."
    )


async def _take_up(house: House, folders: Sequence[Path]) -> None:
    """The library in step with its folders before anybody asks."""
    for folder in folders:
        try:
            with progress_bar() as progress:
                await house.sync_aside(folder, progress)
        except FolderError as missing:
            raise CannotDo(str(missing)) from None


@asynccontextmanager
async def _serving(
    house: House, settings: Settings, folders: Sequence[Path], telegram: tuple[str, str, str] | None = None
) -> AsyncIterator[TelegramBot]:
    """The bot polling and the folders followed, until the block ends. Raises CannotDo."""
    token, api, file_api = telegram or (settings.telegram_token, settings.telegram_api, settings.telegram_file_api)
    async with house.answerer() as answerer:
        bot = TelegramBot(
            token,
            api=api,
            file_api=file_api,
            answers=answerer,
            documents=house,
            detect=detect,
            handler_seconds=settings.model_seconds + SEARCH_SECONDS,
            sends_out=bool(settings.chat_model) or settings.embedding_model != EMBEDDED_EMBEDDER,
        )
        try:
            async with bot:
                following = asyncio.create_task(follow(folders, house.sync_aside))
                try:
                    yield bot
                finally:
                    following.cancel()
                    with suppress(asyncio.CancelledError):
                        await following
        except ServingError as error:
            raise CannotDo(str(error)) from None


async def _until_stopped(work: Coroutine[Any, Any, None]) -> None:
    """Do ``work`` until it ends or SIGINT or SIGTERM comes; a second signal does not wait for what is being ended."""
    loop = asyncio.get_running_loop()
    task = asyncio.create_task(work)
    stopped = False

    def stop() -> None:
        nonlocal stopped
        stopped = True
        for number in _SIGNALS:
            loop.remove_signal_handler(number)
        task.cancel()

    for number in _SIGNALS:
        loop.add_signal_handler(number, stop)
    try:
        await task
    except asyncio.CancelledError:
        if not stopped:
            raise
