"""LanguageModel: the one narrow door to a chat model, whichever provider LangChain reaches it by."""

import asyncio
import json
import logging
import re
import warnings
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from pydantic import BaseModel, ValidationError

from helium_bot.model_failures import (
    ModelDown,
    ModelNonsense,
    ModelSlow,
    error_code,
    http_status,
    pause_before_retry,
    unavailable,
)
from helium_bot.settings import Settings, SettingsError

if TYPE_CHECKING:
    from httpx2 import AsyncClient
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessage

OPENAI_API = "https://api.openai.com/v1"
OPENAI = "openai"

NO_KEY = "none"
"""What a server of one's own that wants no key is sent, since the library always sends one."""

LONGEST_REPLY = 100_000
"""Characters of a reply that are read; an answer needs a fraction of it."""

MAX_OBJECTS = 200
"""Opening braces of a reply that are tried."""

MAX_UNREADABLE = 2
"""Replies without a readable object before the model is given up for this question."""

_CHATTY_LOGGERS = ("openai", "httpx", "httpx2", "httpcore", "httpcore2", "langchain", "langchain_openai", "langsmith")
_PROVIDER = re.compile(r"(?P<provider>[a-z_]+):(?P<model>\S+)")

_log = logging.getLogger(__name__)

Schema = TypeVar("Schema", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Usage:
    """What a model's replies cost, as the provider counts: calls with a reply, tokens read and tokens written."""

    calls: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(
            self.calls + other.calls,
            self.prompt_tokens + other.prompt_tokens,
            self.completion_tokens + other.completion_tokens,
        )


class LanguageModel(Protocol):
    """A chat model that fills in a form."""

    async def complete(self, instructions: str, prompt: str, schema: type[Schema]) -> Schema:
        """What the model replies to ``prompt``, read as ``schema``. Raises ModelUnavailable."""


@dataclass(frozen=True, slots=True)
class _Manner:
    """How a reply in a given form is asked for; ``method`` is LangChain's name, or "" to ask in words alone."""

    method: str = "json_schema"
    temperature: float | None = 0.0

    @property
    def in_words(self) -> bool:
        """Whether the form must be described in the instructions, since the request does not carry it."""
        return self.method != "json_schema"

    def plainer(self) -> "_Manner | None":
        """The next manner, which more servers understand; None after the plainest."""
        following = {"json_schema": "json_mode", "json_mode": ""}.get(self.method)
        return None if following is None else replace(self, method=following)


class _MannerRefused(Exception):
    """The server takes no request in this manner; ``str()`` is its reason, which is never logged."""


class ChatModel:
    """A LanguageModel behind LangChain, with a bound on time, at most one retry, and the manner the server understands.

    ``build`` makes the LangChain model for a temperature (None: the provider's own). ``seconds`` bounds one completion,
    retries included. ``close`` lets go of connections.
    """

    def __init__(
        self,
        name: str,
        build: Callable[[float | None], "BaseChatModel"],
        seconds: float,
        close: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        self.name = name
        self.usage = Usage()
        """All that this model has been used for since it was opened."""
        self._build = build
        self._seconds = seconds
        self._close = close
        self._manner = _Manner()
        self._models: dict[float | None, BaseChatModel] = {}

    async def complete(self, instructions: str, prompt: str, schema: type[Schema]) -> Schema:
        """What the model replies to ``prompt``, read as ``schema``. Raises ModelUnavailable."""
        try:
            async with asyncio.timeout(self._seconds):
                return await self._complete(instructions, prompt, schema)
        except TimeoutError:
            _log.warning("The chat model %s did not reply within %g seconds.", self.name, self._seconds)
            raise ModelSlow(f"The language model did not reply within {self._seconds:g} seconds.") from None

    async def aclose(self) -> None:
        """Let go of the connections to the model's server."""
        if self._close is not None:
            await self._close()

    async def _complete(self, instructions: str, prompt: str, schema: type[Schema]) -> Schema:
        deadline = asyncio.get_running_loop().time() + self._seconds
        manner: _Manner | None = self._manner
        unreadable = 0
        while manner is not None and unreadable < MAX_UNREADABLE:
            try:
                message = await self._reply(manner, instructions, prompt, schema, deadline)
            except _MannerRefused as refusal:
                manner = _after_refusal(manner, str(refusal))
                continue
            value = _read(message, schema)
            if value is not None:
                self._manner = manner
                return value
            unreadable += 1
            manner = manner.plainer()
        if not unreadable:
            _log.warning("The chat model %s refused the request in every form (HTTP 400).", self.name)
            raise ModelDown("The language model's server refused the request.")
        _log.warning("The chat model %s replied with nothing that could be read.", self.name)
        raise ModelNonsense("The language model's reply could not be read.")

    async def _reply(
        self, manner: _Manner, instructions: str, prompt: str, schema: type[BaseModel], deadline: float
    ) -> "AIMessage":
        """One reply, asked for twice where the first failure looks passing and the time allows."""
        outcome = await self._ask(manner, instructions, prompt, schema)
        if isinstance(outcome, Exception):
            pause = pause_before_retry(outcome, datetime.now(UTC))
            remaining = deadline - asyncio.get_running_loop().time()
            if pause is not None and pause <= remaining / 2:
                await asyncio.sleep(pause)
                outcome = await self._ask(manner, instructions, prompt, schema)
        if isinstance(outcome, BaseException):
            raise self._failure(outcome)
        self.usage += _usage(outcome)
        return outcome

    async def _ask(
        self, manner: _Manner, instructions: str, prompt: str, schema: type[BaseModel]
    ) -> "AIMessage | BaseException":
        """The model's message, or what went wrong: providers share no family of errors, so all are taken as values."""
        from langchain_core.messages import HumanMessage, SystemMessage
        from langsmith import tracing_context

        form = f"\n\n{_form_in_words(schema)}" if manner.in_words else ""
        messages = [SystemMessage(instructions + form), HumanMessage(prompt)]
        with tracing_context(enabled=False):
            (outcome,) = await asyncio.gather(self._invoke(manner, messages, schema), return_exceptions=True)
        return outcome

    async def _invoke(self, manner: _Manner, messages: list[Any], schema: type[BaseModel]) -> "AIMessage":
        from langchain_core.runnables import RunnableSequence

        model = self._models.get(manner.temperature)
        if model is None:
            model = self._models[manner.temperature] = self._build(manner.temperature)
        if not manner.method:
            return await model.ainvoke(messages)
        strict = {"strict": True} if manner.method == "json_schema" and self.name.startswith(f"{OPENAI}:") else {}
        try:
            filling = model.with_structured_output(
                schema.model_json_schema(), method=manner.method, include_raw=True, **strict
            )
        except (NotImplementedError, ValueError) as unsupported:
            raise _MannerRefused(type(unsupported).__name__) from None
        # Only the request: LangChain's parser, which follows it, takes minutes over a hostile reply and reads less.
        request = filling.first if isinstance(filling, RunnableSequence) else filling
        reply: Any = await request.ainvoke(messages)
        message: AIMessage = reply["raw"]
        return message

    def _failure(self, error: BaseException) -> BaseException:
        """What ``error`` means to the caller; the operator's log gets its kind, never its text."""
        from langchain_core.exceptions import ContextOverflowError

        if isinstance(error, _MannerRefused | asyncio.CancelledError):
            return error
        status = http_status(error)
        if status in (400, 422) and not isinstance(error, ContextOverflowError):
            return _MannerRefused(str(error))
        failure = unavailable(error)
        _log.warning(
            "The chat model %s failed (%s%s%s): %s",
            self.name,
            type(error).__name__,
            f", HTTP {status}" if status else "",
            f", {code}" if (code := error_code(error)) else "",
            failure,
        )
        return failure


def open_language_model(settings: Settings) -> ChatModel | None:
    """The chat model that the settings name, or None when answers are quoted without one. Asks the network nothing.

    Raises SettingsError when the provider is unknown, its package is not installed, or its key is missing.
    """
    if not settings.chat_model:
        return None
    provider, model = _provider_and_model(settings.chat_model)
    if provider == OPENAI and not settings.openai_api_key and not settings.openai_base_url:
        raise SettingsError(
            f"HELIUM_CHAT_MODEL names {settings.chat_model}, which needs OPENAI_API_KEY; "
            f"set the key, or remove HELIUM_CHAT_MODEL to answer with quotes alone."
        )
    _hush()
    options: dict[str, Any] = {"timeout": settings.model_seconds, "max_retries": 0}
    close = None
    if provider == OPENAI:
        client = _http_client(settings.model_seconds)
        options |= _openai_options(settings, client)
        close = client.aclose

    def build(temperature: float | None) -> "BaseChatModel":
        from langchain.chat_models import init_chat_model

        chosen = options if temperature is None else {**options, "temperature": temperature}
        made: BaseChatModel = init_chat_model(model, model_provider=provider, **chosen)
        return made

    _try_out(build, settings.chat_model, provider)
    return ChatModel(f"{provider}:{model}", build, settings.model_seconds, close)


def _provider_and_model(name: str) -> tuple[str, str]:
    """``anthropic:claude-x`` as provider and model; a plain name, or a tag such as ``llama3.1:8b``, is OpenAI's."""
    match = _PROVIDER.fullmatch(name)
    return (match["provider"], match["model"]) if match else (OPENAI, name)


def _http_client(seconds: float) -> "AsyncClient":
    """A client of our own, which can be closed: LangChain's is shared by the whole process."""
    from openai import DefaultAsyncHttpxClient

    return DefaultAsyncHttpxClient(timeout=seconds)


def _openai_options(settings: Settings, client: "AsyncClient") -> dict[str, Any]:
    return {
        "api_key": settings.openai_api_key or NO_KEY,
        "base_url": settings.openai_base_url or OPENAI_API,
        "http_async_client": client,
    }


def _try_out(build: Callable[[float | None], "BaseChatModel"], name: str, provider: str) -> None:
    """Build once, so that what the operator must mend is said at the start. Raises SettingsError."""
    try:
        build(None)
    except ImportError:
        package = f"langchain-{provider.replace('_', '-')}"
        raise SettingsError(
            f"HELIUM_CHAT_MODEL names {name}, whose provider needs a package that is not installed, most likely "
            f"{package}; run `pip install {package}`, or choose another model."
        ) from None
    except ValidationError:
        raise SettingsError(
            f"HELIUM_CHAT_MODEL names {name}, whose provider cannot be set up; most likely its key is missing "
            f"({provider.upper()}_API_KEY)."
        ) from None
    except ValueError:
        raise SettingsError(
            f"HELIUM_CHAT_MODEL names {name}, but LangChain knows no provider {provider}; write openai:{name} "
            f"for a model of an OpenAI-compatible server."
        ) from None


def _hush() -> None:
    """Keep libraries that log requests, and so what people asked, out of the logs at every level."""
    for name in _CHATTY_LOGGERS:
        logging.getLogger(name).setLevel(logging.WARNING)
    warnings.filterwarnings("ignore", module="langchain_openai")  # it warns of formats that are retried in another


def _form_in_words(schema: type[BaseModel]) -> str:
    form = json.dumps(schema.model_json_schema(), ensure_ascii=False)
    return f"Reply with one JSON object and nothing else. It must fit this JSON Schema:\n{form}"


def _after_refusal(manner: _Manner, reason: str) -> _Manner | None:
    if manner.temperature is not None and "temperature" in reason:
        return replace(manner, temperature=None)
    return manner.plainer()


def _read(message: "AIMessage", schema: type[Schema]) -> Schema | None:
    """The last object in a reply that fits the schema: models think aloud before, and fence or explain it."""
    found = None
    for candidate in _objects(message):
        try:
            found = schema.model_validate(candidate)
        except ValidationError:
            continue
    return found


def _objects(message: "AIMessage") -> Iterator[Mapping[str, Any]]:
    for call in message.tool_calls:
        yield call["args"]
    text = str(message.text)[:LONGEST_REPLY]
    decoder = json.JSONDecoder(strict=False)
    at = text.find("{")
    for _ in range(MAX_OBJECTS):
        if at < 0:
            return
        try:
            value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            end = at + 1
        else:
            yield value
        at = text.find("{", end)


def _usage(message: "AIMessage") -> Usage:
    counted = message.usage_metadata
    return Usage(1, counted["input_tokens"], counted["output_tokens"]) if counted else Usage(1)
