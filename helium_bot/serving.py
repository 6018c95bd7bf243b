"""Serving: the bot running, on Telegram or on the sandbox, with its library kept in step meanwhile."""

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path

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

SEARCH_SECONDS = 60
"""What answering one message may take beyond the chat model's own time."""

_log = logging.getLogger(__name__)


async def run(settings: Settings) -> None:
    """Serve Telegram by polling until interrupted. Raises CannotDo and KnowledgeError."""
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
            await _until_interrupted(bot)


async def demo(settings: Settings, port: int) -> None:
    """Serve the sandbox with its chat page on 127.0.0.1 until interrupted. Raises CannotDo and KnowledgeError."""
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
                    await _until_interrupted(bot)
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
                await asyncio.to_thread(house.sync, folder, progress)
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
                following = asyncio.create_task(follow(folders, house.sync))
                try:
                    yield bot
                finally:
                    following.cancel()
                    with suppress(asyncio.CancelledError):
                        await following
        except ServingError as error:
            raise CannotDo(str(error)) from None


async def _until_interrupted(bot: TelegramBot) -> None:
    """Until SIGINT or SIGTERM comes, or the bot can no longer be served (ServingError)."""
    loop = asyncio.get_running_loop()
    interrupted = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, interrupted.set)
    waiting = {asyncio.create_task(interrupted.wait()), asyncio.create_task(bot.serve())}
    try:
        done, _ = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
