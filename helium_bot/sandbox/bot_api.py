"""BotApi: the bot's door, with the addresses, bodies and refusals of Telegram's Bot API."""

import asyncio
from collections.abc import Callable
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from .bell import Bell
from .calls import Call, CallLog
from .faults import Fault, FaultKind, FaultSchedule
from .methods import TABLE, Methods
from .pacing import Pacing
from .parameters import Parameters, read_parameters
from .refusals import Refusal, flood, method_not_found, other_poller, server_error, unauthorized, webhook_active
from .world import World

MAX_POLL_SECONDS = 50
MAX_UPDATES = 100
LONGEST_TIMEOUT = 3600
"""Seconds that a call struck by a time-out is kept waiting, unless its caller gives up first."""


class BotApi:
    """Answers ``/bot<token>/<method>`` and ``/file/bot<token>/<path>`` for one bot."""

    def __init__(self, world: World, token: str, bell: Bell, pacing: Pacing) -> None:
        self.world = world
        self.token = token
        self.bell = bell
        self.pacing = pacing
        self.calls = CallLog()
        self.faults = FaultSchedule()
        self._methods = Methods(world)
        self.polls = 0

    def app(self) -> Starlette:
        """The ASGI application of this door."""
        return Starlette(
            routes=[
                Route("/bot{token}/{method}", self._call, methods=["GET", "POST"]),
                Route("/file/bot{token}/{path:path}", self._download, methods=["GET"]),
                Route("/{rest:path}", self._nothing, methods=["GET", "POST"]),
            ]
        )

    async def _nothing(self, request: Request) -> Response:
        return _refused(Refusal(404, "Not Found"))

    async def _download(self, request: Request) -> Response:
        path = request.path_params["path"]
        file = next((file for file in self.world.files.values() if file.path == path), None)
        if request.path_params["token"] != self.token or file is None:
            return _refused(Refusal(404, "Not Found"))
        return Response(file.data, media_type="application/octet-stream")

    async def _call(self, request: Request) -> Response:
        if request.path_params["token"] != self.token:
            return _refused(unauthorized())
        name = request.path_params["method"]
        try:
            parameters = await read_parameters(request)
        except Refusal as refusal:
            call = self.calls.begin(name, {}, self.world.now())
            return self._refuse(call, refusal)
        call = self.calls.begin(name, parameters.as_json(), self.world.now())
        fault = self.faults.strike(name, parameters.number("chat_id") or None)
        try:
            return await self._carried_out(request, call, parameters, fault)
        except Refusal as refusal:
            return self._refuse(call, refusal)

    async def _carried_out(self, request: Request, call: Call, parameters: Parameters, fault: Fault | None) -> Response:
        if fault:
            call.fault = fault.kind.value
            if fault.kind is FaultKind.TIMEOUT:
                await self._until_gone(request, lambda: False, LONGEST_TIMEOUT)
                return BrokenOff()
            _strike(fault)
        if call.method.lower() == "getupdates":
            result: Any = await self._updates(request, parameters)
            if not result:
                self.calls.forget(call)
        else:
            result = self._result(call, parameters)
        if fault and fault.kind is FaultKind.DROP:
            call.description = "carried out, and the connection broken before the answer"
            return BrokenOff()
        call.code, call.result = 200, result
        return JSONResponse({"ok": True, "result": result})

    def _result(self, call: Call, parameters: Parameters) -> Any:
        if call.method.lower() not in TABLE:
            raise method_not_found()
        chat = parameters.number("chat_id")
        if chat in self.world.chats:
            self.pacing.count(call.method, chat)
        try:
            return self._methods.call(call.method, parameters)
        finally:
            call.warnings = list(self._methods.warnings)

    async def _updates(self, request: Request, parameters: Parameters) -> list[dict[str, Any]]:
        """getUpdates: wait for updates, until another poll takes over. Raises Refusal."""
        if self.world.webhook:
            raise webhook_active()
        self.polls += 1
        mine = self.polls
        self.bell.ring()
        mailbox = self.world.mailbox
        kinds = parameters.structure("allowed_updates")
        if isinstance(kinds, list):
            mailbox.ask_for([str(kind) for kind in kinds])
        mailbox.confirm(parameters.number("offset"))
        limit = parameters.number("limit")
        seconds = min(max(parameters.number("timeout"), 0), MAX_POLL_SECONDS)
        await self._until_gone(
            request, lambda: bool(len(mailbox)) or self.polls != mine or bool(self.world.webhook), seconds
        )
        if self.world.webhook:
            raise Refusal(409, "Conflict: terminated by setWebhook request")
        if self.polls != mine:
            raise other_poller()
        return mailbox.first(limit if 0 < limit <= MAX_UPDATES else MAX_UPDATES)

    async def _until_gone(self, request: Request, condition: Callable[[], bool], seconds: float) -> None:
        """Wait until ``condition`` holds, the caller hangs up, the sandbox closes or ``seconds`` are over."""
        left = False

        async def watch() -> None:
            nonlocal left
            while (await request.receive())["type"] != "http.disconnect":
                pass
            left = True
            self.bell.ring()

        watching = asyncio.create_task(watch())
        try:
            await self.bell.until(lambda: left or condition(), seconds)
        finally:
            watching.cancel()

    def _refuse(self, call: Call, refusal: Refusal) -> Response:
        call.code, call.description = refusal.code, refusal.description
        return _refused(refusal)


def _strike(fault: Fault) -> None:
    """Refuse the call if that is what the fault does. Raises Refusal."""
    if fault.kind is FaultKind.FLOOD:
        raise flood(fault.seconds)
    if fault.kind is FaultKind.SERVER_ERROR:
        raise server_error()


def _refused(refusal: Refusal) -> Response:
    headers = {"Retry-After": str(refusal.parameters["retry_after"])} if "retry_after" in refusal.parameters else None
    return JSONResponse(refusal.as_json(), refusal.code, headers)


class BrokenOff(Response):
    """Promises a body and sends none: the server then breaks the connection, as a failing network would."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(b"content-type", b"application/json"), (b"content-length", b"1000")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
