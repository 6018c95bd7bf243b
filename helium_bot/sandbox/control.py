"""Control: the people's door, which tests and the chat page use to write, tap, wait and look around."""

import json
import secrets
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from functools import partial, wraps
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from .bell import Bell
from .bot_api import BotApi
from .buttons import find_button
from .entities import plain
from .message import Chat, Content, Message
from .methods import image_size
from .person import Person
from .transcript import message_entry, person_json, tap_entry, transcript_json
from .world import Unknown, World

PAGE = Path(__file__).parent / "page"
MAX_WAIT_SECONDS = 60.0
MAX_FILE = 2000 * 1024 * 1024
SHOWN_INLINE = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})

Handler = Callable[["Control", Request], Coroutine[Any, Any, Response]]


class BadInput(Exception):
    """A control request that makes no sense; ``str()`` says what to change."""


def answered(handler: Handler) -> Handler:
    """Turn what goes wrong in a handler into a JSON body with one sentence under ``error``."""

    @wraps(handler)
    async def safe(control: "Control", request: Request) -> Response:
        try:
            return await handler(control, request)
        except Unknown as unknown:
            return JSONResponse({"error": str(unknown)}, 404)
        except BadInput as bad:
            return JSONResponse({"error": str(bad)}, 400)

    return safe


class Control:
    """Answers ``/control/...`` and serves the chat page at ``/``."""

    def __init__(self, world: World, bot_api: BotApi, bell: Bell) -> None:
        self.world = world
        self.bot_api = bot_api
        self.bell = bell
        self._run = secrets.token_hex(4)

    def app(self) -> Starlette:
        """The ASGI application of this door."""
        return Starlette(
            routes=[
                Route("/", self._page, methods=["GET"]),
                Mount("/page", StaticFiles(directory=PAGE)),
                Mount("/control", routes=self._routes()),
            ]
        )

    def _routes(self) -> list[Route]:
        return [
            Route("/state", self.state, methods=["GET"]),
            Route("/events", self.events, methods=["GET"]),
            Route("/people", self.arrive, methods=["POST"]),
            Route("/people/{person:int}/messages", self.say, methods=["POST"]),
            Route("/people/{person:int}/messages/{message:int}", self.correct, methods=["POST"]),
            Route("/people/{person:int}/messages/{message:int}/reactions", self.react, methods=["POST"]),
            Route("/people/{person:int}/files", self.send_file, methods=["POST"]),
            Route("/people/{person:int}/taps", self.tap, methods=["POST"]),
            Route("/people/{person:int}/block", self.block, methods=["POST"]),
            Route("/people/{person:int}/unblock", self.unblock, methods=["POST"]),
            Route("/people/{person:int}/deactivate", self.deactivate, methods=["POST"]),
            Route("/people/{person:int}/menu", self.menu, methods=["GET"]),
            Route("/taps/{tap}", self.tapped, methods=["GET"]),
            Route("/chats/{chat:int}/transcript", self.transcript, methods=["GET"]),
            Route("/chats/{chat:int}/wait", self.wait, methods=["GET"]),
            Route("/files/{file}", self.file, methods=["GET"]),
            Route("/updates", self.inject, methods=["POST"]),
            Route("/calls", self.calls, methods=["GET"]),
            Route("/pacing", self.pacing, methods=["GET"]),
            Route("/pacing", self.set_pacing, methods=["POST"]),
            Route("/faults", self.add_fault, methods=["POST"]),
            Route("/faults", self.clear_faults, methods=["DELETE"]),
        ]

    async def _page(self, request: Request) -> Response:
        return FileResponse(PAGE / "index.html")

    # -- looking

    @answered
    async def state(self, request: Request) -> Response:
        """The bot and the people, with the menu each of them sees."""
        world = self.world
        people = [{**person_json(person), "menu": self._menu(person)} for person in world.people.values()]
        bot = {
            "id": world.bot_id,
            "name": world.profile.text("name", ""),
            "username": world.bot_username,
            "description": {p.id: world.profile.text("description", p.language_code) for p in world.people.values()},
        }
        return JSONResponse({"version": world.version, "bot": bot, "people": people})

    @answered
    async def menu(self, request: Request) -> Response:
        """The commands a person sees under "/"."""
        return JSONResponse({"commands": self._menu(self._person(request))})

    def _menu(self, person: Person) -> list[Mapping[str, str]]:
        return self.world.profile.menu(person.id, person.language_code)

    @answered
    async def transcript(self, request: Request) -> Response:
        """The chat as it stands; with ``newer_than`` (a version) and ``timeout`` it waits for a change first."""
        chat = self._chat(request)
        newer_than = _integer(request, "newer_than", -1)
        await self.bell.until(lambda: chat.version > newer_than, _seconds(request))
        return JSONResponse(transcript_json(self.world, chat))

    @answered
    async def wait(self, request: Request) -> Response:
        """Wait for ``count`` messages of the bot after entry number ``after``; tells whether they came, and which."""
        chat = self._chat(request)
        after, count = _integer(request, "after", 0), _integer(request, "count", 1)
        came = await self.bell.until(lambda: len(_from_bot(chat, after)) >= count, _seconds(request))
        return JSONResponse({"came": came, "messages": [message_entry(message) for message in _from_bot(chat, after)]})

    @answered
    async def tapped(self, request: Request) -> Response:
        """A tap, after waiting up to ``timeout`` seconds for the bot's answer to it."""
        tap = self.world.taps.get(request.path_params["tap"])
        if tap is None:
            raise Unknown("There is no such tap.")
        await self.bell.until(lambda: tap.answer is not None, _seconds(request))
        return JSONResponse(tap_entry(tap))

    @answered
    async def calls(self, request: Request) -> Response:
        """The Bot API calls, oldest first; ``method`` and ``after`` (a call number) narrow them."""
        chosen = self.bot_api.calls.since(_integer(request, "after", 0), request.query_params.get("method", ""))
        return JSONResponse({"calls": [call.as_json() for call in chosen]})

    @answered
    async def file(self, request: Request) -> Response:
        """A file of a chat, to save or, for pictures, to show."""
        file = self.world.files.get(request.path_params["file"])
        if file is None:
            raise Unknown("There is no such file.")
        place = "inline" if file.mime_type in SHOWN_INLINE else "attachment"
        kind = file.mime_type if place == "inline" else "application/octet-stream"
        headers = {"Content-Disposition": f"{place}; filename*=UTF-8''{quote(file.name)}"}
        return Response(file.data, media_type=kind, headers=headers)

    async def events(self, request: Request) -> Response:
        """Server-sent events: ``change`` with the versions of all chats, at once and after each change."""
        return EventSourceResponse(self._changes(), ping=15)

    async def _changes(self) -> AsyncIterator[ServerSentEvent]:
        seen = -1
        while not self.bell.closed:
            if self.world.version > seen:
                seen = self.world.version
                chats = {str(chat.id): chat.version for chat in self.world.chats.values()}
                yield ServerSentEvent(
                    data=json.dumps({"run": self._run, "version": seen, "chats": chats}), event="change", retry=1000
                )
            await self.bell.until(partial(self._newer_than, seen), 3600)

    def _newer_than(self, version: int) -> bool:
        return self.world.version > version

    # -- doing what people do

    @answered
    async def arrive(self, request: Request) -> Response:
        """A person appears: ``first_name``, and if wanted ``id``, ``last_name``, ``username``, ``language_code``."""
        body = await _body(request)
        person = Person(
            id=int(body.get("id") or 0),
            first_name=_text(body, "first_name"),
            last_name=str(body.get("last_name") or ""),
            username=str(body.get("username") or ""),
            language_code=str(body.get("language_code") or "en"),
            role=str(body.get("role") or ""),
            colour=str(body.get("colour") or ""),
        )
        if person.id in self.world.people:
            raise BadInput(f"There is a person {person.id} already.")
        return JSONResponse(person_json(self.world.arrive(person)), 201)

    @answered
    async def say(self, request: Request) -> Response:
        """A person writes ``text``, as a reply to message ``reply_to`` if given."""
        body = await _body(request)
        person = self._person(request)
        parts = self.world.say_text(person, _text(body, "text"), body.get("reply_to"))
        return JSONResponse(message_entry(parts[-1]), 201)

    @answered
    async def correct(self, request: Request) -> Response:
        """A person changes the text of their message."""
        body = await _body(request)
        message = self.world.correct(self._person(request), request.path_params["message"], _text(body, "text"))
        return JSONResponse(message_entry(message))

    @answered
    async def react(self, request: Request) -> Response:
        """A person puts ``emoji`` (a list, or one; empty to take it away) on a message."""
        given = (await _body(request)).get("emoji") or []
        emoji = tuple([given] if isinstance(given, str) else [str(each) for each in given])
        self.world.react(self._person(request), request.path_params["message"], emoji)
        return JSONResponse({"emoji": emoji})

    @answered
    async def send_file(self, request: Request) -> Response:
        """A person sends ``file`` (multipart) with ``caption``, as ``document`` or, with ``kind``, as ``photo``."""
        person = self._person(request)
        async with request.form(max_part_size=MAX_FILE) as form:
            file, caption, kind = form.get("file"), str(form.get("caption") or ""), form.get("kind")
            if not isinstance(file, UploadFile):
                raise BadInput("Put a file into the field `file`.")
            data = await file.read()
            name, mime_type = file.filename or "file", file.content_type or "application/octet-stream"
        size = image_size(data) if kind == "photo" else None
        if kind == "photo" and size is None:
            raise BadInput("A photo must be a PNG, GIF or JPEG picture.")
        words = plain(caption)
        kept = self.world.keep_file(name, mime_type, data, "photos" if size else "documents")
        content = (
            Content(words.text, words.entities, kept, "photo", *size)
            if size
            else Content(words.text, words.entities, kept, "document")
        )
        return JSONResponse(message_entry(self.world.say(person, content)), 201)

    @answered
    async def tap(self, request: Request) -> Response:
        """A person taps the button called ``label``, or any button carrying ``data``, of ``message`` or the newest."""
        body = await _body(request)
        person = self._person(request)
        chat = self.world.chat_of(person.id)
        label, data, number = body.get("label"), body.get("data"), body.get("message")
        if label is None and data is None:
            raise BadInput("Say which button: `label` or `data`.")
        message, button = find_button(chat, label, data, number)
        if "callback_data" not in button:
            return JSONResponse({"kind": "link", "button": dict(button)})
        tap = self.world.tap(person, message.id, button["callback_data"], button["text"])
        return JSONResponse(tap_entry(tap), 201)

    @answered
    async def block(self, request: Request) -> Response:
        """A person blocks the bot."""
        self.world.block(self._person(request))
        return JSONResponse({"blocked": True})

    @answered
    async def unblock(self, request: Request) -> Response:
        """A person lifts the block."""
        self.world.unblock(self._person(request))
        return JSONResponse({"blocked": False})

    @answered
    async def deactivate(self, request: Request) -> Response:
        """A person's account is gone for good."""
        self._person(request).deactivated = True
        return JSONResponse({"deactivated": True})

    @answered
    async def inject(self, request: Request) -> Response:
        """Put an update before the bot as it stands."""
        number = self.world.mailbox.add_raw(await _body(request))
        self.world.touch()
        return JSONResponse({"update_id": number}, 201)

    # -- making it hard for the bot

    @answered
    async def pacing(self, request: Request) -> Response:
        """How fast the bot has sent so far."""
        return JSONResponse(self.bot_api.pacing.as_json())

    @answered
    async def set_pacing(self, request: Request) -> Response:
        """``enforced``: answer 429 beyond the limits, or only count; ``reset``: start counting afresh."""
        body = await _body(request)
        if body.get("reset"):
            self.bot_api.pacing.reset()
        self.bot_api.pacing.enforced = bool(body.get("enforced", self.bot_api.pacing.enforced))
        return JSONResponse(self.bot_api.pacing.as_json())

    @answered
    async def add_fault(self, request: Request) -> Response:
        """Let the next ``times`` calls of ``method`` fail: ``kind`` flood, server_error, timeout or drop."""
        try:
            fault = self.bot_api.faults.add(await _body(request))
        except (KeyError, ValueError, TypeError):
            raise BadInput("A fault needs a `kind`: flood, server_error, timeout or drop.") from None
        return JSONResponse({"kind": fault.kind.value, "method": fault.method, "times": fault.times}, 201)

    @answered
    async def clear_faults(self, request: Request) -> Response:
        """No faults any more."""
        self.bot_api.faults.clear()
        return JSONResponse({})

    # -- shared steps

    def _person(self, request: Request) -> Person:
        return self.world.person(request.path_params["person"])

    def _chat(self, request: Request) -> Chat:
        return self.world.chat_of(request.path_params["chat"])


def _from_bot(chat: Chat, after: int) -> list[Message]:
    return [message for message in chat.messages if message.sender is None and message.n > after]


async def _body(request: Request) -> dict[str, Any]:
    """The JSON object of a request. Raises BadInput; other content types are refused, so that no form can post here."""
    if request.headers.get("content-type", "").split(";")[0].strip() != "application/json":
        raise BadInput("Send a JSON object, with the content type application/json.")
    try:
        body = await request.json()
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise BadInput("Send a JSON object.")
    return body


def _text(body: Mapping[str, Any], name: str) -> str:
    value = str(body.get(name) or "").encode("utf-8", "replace").decode()
    if not value.strip():
        raise BadInput(f"`{name}` must not be empty.")
    return value


def _integer(request: Request, name: str, default: int) -> int:
    try:
        return int(request.query_params.get(name, default))
    except ValueError:
        raise BadInput(f"`{name}` must be a whole number.") from None


def _seconds(request: Request) -> float:
    try:
        return min(max(float(request.query_params.get("timeout", 0)), 0.0), MAX_WAIT_SECONDS)
    except ValueError:
        raise BadInput("`timeout` must be a number of seconds.") from None
