"""ScriptedModel: an OpenAI-compatible server on loopback that replies as a test scripts it and keeps what was asked."""

import asyncio
import base64
import hashlib
import json
import math
import re
import socket
import struct
import threading
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

API_KEY = "sk-scripted-0123456789-secret"
"""A key to hand to the bot; the server takes any key, and tests look for this one where it must not be."""

_PASSAGE = re.compile(
    r"<passage-(?P<fence>\w+) number=\"(?P<number>\d+)\"[^>]*>\n(?P<text>.*?)\n</passage-(?P=fence)>", re.DOTALL
)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")


@dataclass(frozen=True)
class Asked:
    """One request as it arrived: ``body`` is its JSON, ``authorization`` the header of that name."""

    path: str
    body: dict[str, Any]
    authorization: str

    @property
    def instructions(self) -> str:
        """The system messages of a chat request."""
        return "\n".join(m["content"] for m in self.body["messages"] if m["role"] in {"system", "developer"})

    @property
    def prompt(self) -> str:
        """The user messages of a chat request."""
        return "\n".join(m["content"] for m in self.body["messages"] if m["role"] == "user")

    @property
    def passages(self) -> list[tuple[int, str]]:
        """Number and text of each passage that the prompt hands over."""
        return [(int(match["number"]), match["text"]) for match in _PASSAGE.finditer(self.prompt)]

    @property
    def format(self) -> str:
        """``json_schema``, ``json_object``, ``tools`` or "" when the reply is left free."""
        if self.body.get("tools"):
            return "tools"
        return str(self.body.get("response_format", {}).get("type", ""))


Reply = Callable[[Asked], Response | Awaitable[Response]]


# What a model may say


def says(text: str) -> Reply:
    """A reply of these very words."""
    return lambda asked: _completion(asked, text)


def says_json(value: object) -> Reply:
    """A reply of this value as JSON."""
    return says(json.dumps(value, ensure_ascii=False))


def claims(*written: dict[str, Any], missing: Sequence[str] = (), answered: bool = True) -> Reply:
    """An answer of these claims (text, passage, quote and perhaps part)."""
    return says_json({"claims": list(written), "missing": list(missing), "answered": answered})


def quotes_the_first_passage(asked: Asked) -> Response:
    """The first sentence of the first passage, said and quoted word for word; what a well-behaved model may do."""
    if not asked.passages:
        return _completion(asked, json.dumps({"claims": [], "missing": [], "answered": False}))
    number, text = asked.passages[0]
    sentence = _SENTENCE_END.split(text.strip())[0]
    return claims({"part": "", "text": sentence, "passage": number, "quote": sentence})(asked)


def obeys_every_order(asked: Asked) -> Response:
    """A claim for every line of the prompt, whoever wrote it: the most gullible model there can be."""
    number, text = asked.passages[0] if asked.passages else (1, "")
    quote = _SENTENCE_END.split(text.strip())[0]
    orders = [line.strip() for line in asked.prompt.splitlines() if line.strip() and not line.startswith("<")]
    written = [{"part": order, "text": order, "passage": number, "quote": quote} for order in orders]
    return claims(*written, missing=orders)(asked)


def invents_quotes(asked: Asked) -> Response:
    """Fluent claims whose quotes stand in no passage."""
    return claims(
        {"part": "", "text": "The moon is made of cheese.", "passage": 1, "quote": "the moon is made of green cheese"}
    )(asked)


def quotes_nothing(asked: Asked) -> Response:
    """Claims without a quote."""
    return claims({"part": "", "text": "It is so.", "passage": 1, "quote": ""}, {"text": "Believe me."})(asked)


def has_no_answer(asked: Asked) -> Response:
    """What a model says when the passages do not hold the answer."""
    return claims(answered=False)(asked)


# What a server may do


def busy(retry_after: str | None = None, code: str = "rate_limit_exceeded") -> Reply:
    """429, with or without a word on when to come back."""
    headers = {} if retry_after is None else {"Retry-After": retry_after}
    return lambda asked: _error(429, "Rate limit reached", code, headers)


def fails(status: int = 500, code: str | None = None) -> Reply:
    """An HTTP error in OpenAI's form, which repeats the key as careless servers do."""
    return lambda asked: _error(status, f"Something is wrong with {asked.authorization}", code)


def refuses_formats(*formats: str, then: Reply = quotes_the_first_passage) -> Reply:
    """400 for replies in these forms (``json_schema``, ``json_object``), ``then`` for others."""

    def reply(asked: Asked) -> Response | Awaitable[Response]:
        if asked.format in formats:
            return _error(400, "This response_format type is unavailable now", "invalid_request_error")
        return then(asked)

    return reply


def refuses_temperature(then: Reply = quotes_the_first_passage) -> Reply:
    """400 for a request that sets the temperature, as reasoning models do; ``then`` for others."""

    def reply(asked: Asked) -> Response | Awaitable[Response]:
        if "temperature" in asked.body:
            return _error(400, "Unsupported value: 'temperature' does not support 0.0.", "unsupported_value")
        return then(asked)

    return reply


def hangs(asked: Asked) -> Response:
    """No reply until the client leaves or the server stops."""
    return _Silence()


def cuts_off(asked: Asked) -> Response:
    """Half a reply, streamed or whole, then the connection is gone."""
    text = json.dumps({"claims": [], "missing": [], "answered": False})
    if asked.body.get("stream"):
        return _HalfBody("".join(_events(asked, text)), media_type="text/event-stream")
    return _HalfBody(json.dumps(_body(asked, text)), media_type="application/json")


def malformed(asked: Asked) -> Response:
    """A reply that calls itself JSON and is not."""
    return Response('{"id": "x", "choices": [', media_type="application/json")


def no_choices(asked: Asked) -> Response:
    """A completion without any choice."""
    return JSONResponse({**_body(asked, ""), "choices": []})


def html_page(status: int = 200) -> Reply:
    """A web page, such as a proxy's error page or a captive portal."""
    return lambda asked: HTMLResponse("<html><body><h1>Bad gateway</h1></body></html>", status_code=status)


class ScriptedModel:
    """The server. ``base_url`` is what OPENAI_BASE_URL would be; ``requests`` is all that was asked, in order.

    Until scripted otherwise every question is answered by ``quotes_the_first_passage``. Embeddings are made from the
    words' hashes, so that texts with common words lie close; ``dimension`` is their length where a request names none.
    """

    def __init__(self, dimension: int = 64) -> None:
        self.requests: list[Asked] = []
        self.dimension = dimension
        self.client_left = threading.Event()
        """Set once a client has left a request that hangs."""
        self._script: list[Reply] = [quotes_the_first_passage]
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.base_url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/v1"
        self._stopping = asyncio.Event()
        app = Starlette(
            routes=[
                Route("/v1/chat/completions", self._chat, methods=["POST"]),
                Route("/v1/embeddings", self._embeddings, methods=["POST"]),
                Route("/{path:path}", self._elsewhere, methods=["GET", "POST", "PATCH"]),
            ]
        )
        app.state.stopping = self._stopping
        app.state.client_left = self.client_left
        config = uvicorn.Config(
            app, log_level="critical", access_log=False, lifespan="off", ws="none", timeout_graceful_shutdown=1
        )
        self._server = uvicorn.Server(config)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = threading.Thread(target=self._run, name="scripted-model")
        self._thread.start()

    def will(self, *replies: Reply) -> None:
        """Reply so from now on: one after another, the last for all that follow."""
        self._script = list(replies)

    @property
    def chats(self) -> list[Asked]:
        """The chat requests, in order."""
        return [asked for asked in self.requests if asked.path == "/v1/chat/completions"]

    def stop(self) -> None:
        """Shut down at once, cutting what is under way; doing so twice is harmless."""
        if self._thread.is_alive():
            self._server.should_exit = True
            self._server.force_exit = True
            if self._loop is not None:
                self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join()
        self._socket.close()

    def _run(self) -> None:
        async def serve() -> None:
            self._loop = asyncio.get_running_loop()
            await self._server.serve(sockets=[self._socket])

        asyncio.run(serve())

    async def _chat(self, request: Request) -> Response:
        asked = await self._asked(request)
        reply = self._script.pop(0) if len(self._script) > 1 else self._script[0]
        response = reply(asked)
        return response if isinstance(response, Response) else await response

    async def _embeddings(self, request: Request) -> Response:
        asked = await self._asked(request)
        given = asked.body["input"]
        texts = [given] if isinstance(given, str) else given
        dimension = asked.body.get("dimensions", self.dimension)
        encoded = asked.body.get("encoding_format") == "base64"
        data = [
            {"object": "embedding", "index": at, "embedding": _vector(str(text), dimension, encoded=encoded)}
            for at, text in enumerate(texts)
        ]
        tokens = sum(len(str(text).split()) for text in texts)
        usage = {"prompt_tokens": tokens, "total_tokens": tokens}
        return JSONResponse({"object": "list", "model": asked.body["model"], "data": data, "usage": usage})

    async def _elsewhere(self, request: Request) -> Response:
        self.requests.append(Asked(request.url.path, {}, request.headers.get("authorization", "")))
        return _error(404, "Not found", "not_found")

    async def _asked(self, request: Request) -> Asked:
        asked = Asked(request.url.path, await request.json(), request.headers.get("authorization", ""))
        self.requests.append(asked)
        return asked


# The wire


def _completion(asked: Asked, text: str) -> Response:
    if asked.body.get("stream"):
        return StreamingResponse(_events(asked, text), media_type="text/event-stream")
    return JSONResponse(_body(asked, text))


def _body(asked: Asked, text: str) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant", "content": text, "refusal": None}
    finish = "stop"
    if asked.format == "tools":
        call = {"name": asked.body["tools"][0]["function"]["name"], "arguments": text}
        message |= {"content": None, "tool_calls": [{"id": "call_1", "type": "function", "function": call}]}
        finish = "tool_calls"
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1_700_000_000,
        "model": asked.body["model"],
        "choices": [{"index": 0, "message": message, "finish_reason": finish, "logprobs": None}],
        "usage": _usage(asked, text),
    }


def _usage(asked: Asked, text: str) -> dict[str, int]:
    read = len((asked.instructions + asked.prompt).split())
    wrote = len(text.split())
    return {"prompt_tokens": read, "completion_tokens": wrote, "total_tokens": read + wrote}


def _events(asked: Asked, text: str) -> Iterator[str]:
    frame = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1_700_000_000}
    frame["model"] = asked.body["model"]
    for piece in re.findall(r"\s*\S+\s*", text) or [""]:
        choice = {"index": 0, "delta": {"role": "assistant", "content": piece}, "finish_reason": None}
        yield f"data: {json.dumps({**frame, 'choices': [choice]})}\n\n"
    last = {"index": 0, "delta": {}, "finish_reason": "stop"}
    yield f"data: {json.dumps({**frame, 'choices': [last]})}\n\n"
    if asked.body.get("stream_options", {}).get("include_usage"):
        yield f"data: {json.dumps({**frame, 'choices': [], 'usage': _usage(asked, text)})}\n\n"
    yield "data: [DONE]\n\n"


def _error(status: int, message: str, code: str | None, headers: dict[str, str] | None = None) -> Response:
    error = {"message": message, "type": "error", "param": None, "code": code}
    return JSONResponse({"error": error}, status_code=status, headers=headers)


def _vector(text: str, dimension: int, *, encoded: bool) -> list[float] | str:
    numbers = [0.0] * dimension
    for word in re.findall(r"\w+", text.casefold()):
        digest = hashlib.sha256(word.encode()).digest()
        numbers[int.from_bytes(digest[:4], "big") % dimension] += 1.0 if digest[4] % 2 else -1.0
    if not any(numbers):
        numbers[0] = 1.0
    length = math.sqrt(sum(number * number for number in numbers))
    unit = [number / length for number in numbers]
    return base64.b64encode(struct.pack(f"<{dimension}f", *unit)).decode() if encoded else unit


class _Silence(Response):
    """Sends nothing; ends when the client leaves or the server stops."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        state = scope["app"].state
        leaving = asyncio.create_task(receive())
        stopping = asyncio.create_task(state.stopping.wait())
        await asyncio.wait({leaving, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if leaving.done():
            state.client_left.set()
        for task in (leaving, stopping):
            task.cancel()


class _HalfBody(Response):
    """Announces the whole body, sends half of it and drops the connection."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        await send({"type": "http.response.body", "body": self.body[: len(self.body) // 2], "more_body": True})
