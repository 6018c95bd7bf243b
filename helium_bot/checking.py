"""Checking: what an operator wants to know before people use the bot, one finding after the other."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass

import httpx
from pydantic import BaseModel

from helium_bot.language_model import open_language_model
from helium_bot.model_failures import ModelUnavailable
from helium_bot.settings import Settings, SettingsError
from helium_bot.wiring import embedder_of, opened, owned
from knowledge.failures import KnowledgeError, StoreOwned

_TELEGRAM_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it is in order, and a sentence on it."""

    subject: str
    ok: bool
    detail: str


def findings(settings: Settings) -> Iterator[Finding]:
    """Every part in turn; a part that fails does not keep the next from being looked at."""
    yield from (
        _looked_at(subject, look, settings)
        for subject, look in (
            ("data folder", _data_folder),
            ("documents folder", _documents_folder),
            ("embedder", _embedder),
            ("library", _library),
            ("chat model", _chat_model),
            ("Telegram", _telegram),
        )
    )


class _Wrong(Exception):
    """What was looked at is not in order; ``str()`` says why and what to do."""


def _looked_at(subject: str, look: Callable[[Settings], str], settings: Settings) -> Finding:
    try:
        return Finding(subject, True, look(settings))
    except (_Wrong, KnowledgeError, SettingsError, ModelUnavailable) as why:
        return Finding(subject, False, str(why))


def _data_folder(settings: Settings) -> str:
    with suppress(StoreOwned), owned(settings):
        return f"{settings.data_dir} can be written."
    return f"{settings.data_dir} is in use by a running bot."


def _documents_folder(settings: Settings) -> str:
    if not settings.documents_dir.is_dir():
        raise _Wrong(f"{settings.documents_dir} is not there; make it, or set HELIUM_DOCUMENTS_DIR to another folder.")
    count = sum(1 for path in settings.documents_dir.rglob("*") if path.is_file())
    return f"{settings.documents_dir} holds {count} files."


def _embedder(settings: Settings) -> str:
    embedder = embedder_of(settings)
    embedder.embed_question("health")
    return f"{embedder.name} works."


def _library(settings: Settings) -> str:
    with opened(settings) as house:
        if not house.store.count():
            raise _Wrong("There are no documents in it yet; run `helium-bot ingest`.")
        return f"{len(house.documents())} documents in {house.store.count()} passages."


class _Ready(BaseModel):
    """A reply that shows that the chat model can fill in a form."""

    ready: bool


def _chat_model(settings: Settings) -> str:
    if not settings.chat_model:
        return "None is set; answers are quoted from the documents."

    async def try_out() -> None:
        model = open_language_model(settings)
        if model:
            try:
                await model.complete("Fill in the form.", "Are you ready? Say yes.", _Ready)
            finally:
                await model.aclose()

    asyncio.run(try_out())
    return f"{settings.chat_model} works."


def _telegram(settings: Settings) -> str:
    if not settings.telegram_token:
        return "No token is set; `helium-bot demo` works without one."
    try:
        reply = httpx.post(f"{settings.telegram_api}{settings.telegram_token}/getMe", timeout=_TELEGRAM_SECONDS)
        found = reply.json()
    except (httpx.HTTPError, ValueError):
        raise _Wrong("Telegram could not be reached; check the network connection and HELIUM_TELEGRAM_API.") from None
    if not isinstance(found, dict) or not found.get("ok"):
        raise _Wrong("Telegram does not accept the token in HELIUM_TELEGRAM_TOKEN; copy it again from @BotFather.")
    return f"The token is that of @{found.get('result', {}).get('username', '')}."
