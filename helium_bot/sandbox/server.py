"""Sandbox: the loopback server that plays Telegram, for the demo and for tests."""

import asyncio
import errno
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType

import uvicorn
from starlette.types import ASGIApp

from .bell import Bell
from .bot_api import BotApi
from .control import Control
from .guard import Guard
from .pacing import Pacing
from .person import Person, Persona
from .world import Clock, World, utc_now

HOST = "127.0.0.1"
DEFAULT_TOKEN = "4200000001:AAH-sandbox-token-of-the-loopback-bot"  # noqa: S105
"""No secret: it opens nothing but a sandbox on this machine."""
GRACE_SECONDS = 2


class PortTaken(Exception):
    """The sandbox cannot listen on a port; ``str()`` is one sentence that says which and what to do."""

    def __init__(self, port: int) -> None:
        super().__init__(
            f"Port {port} on {HOST} is taken by another program: stop that program or choose another port."
        )
        self.port = port


class Sandbox:
    """A strict Bot API on 127.0.0.1, with a control API and a chat page on a second port.

    Use it as ``async with Sandbox() as sandbox:``, or call ``start`` and ``stop``. Ports of 0 are chosen freely.
    ``personas`` stand ready on the chat page. ``clock`` gives the time of messages; ``monotonic`` (seconds) the pacing.
    """

    def __init__(
        self,
        personas: Sequence[Persona] = (),
        *,
        api_port: int = 0,
        page_port: int = 0,
        token: str = DEFAULT_TOKEN,
        bot_name: str = "Helium bot",
        bot_username: str = "helium_sandbox_bot",
        clock: Clock = utc_now,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.token = token
        self._ports = [api_port, page_port]
        self._bell = Bell()
        self.world = World(int(token.partition(":")[0]), bot_name, bot_username, clock)
        self.world.changed = self._bell.ring
        self.bot_api = BotApi(self.world, token, self._bell, Pacing(monotonic))
        self._control = Control(self.world, self.bot_api, self._bell)
        self._servers: list[_QuietServer] = []
        self._running: list[asyncio.Task[None]] = []
        for persona in personas:
            self.world.arrive(
                Person(0, persona.name, language_code=persona.language_code, role=persona.role, colour=persona.colour)
            )

    @property
    def api_base(self) -> str:
        """What ``HELIUM_TELEGRAM_API`` takes: the address up to the token."""
        return f"http://{HOST}:{self._ports[0]}/bot"

    @property
    def file_base(self) -> str:
        """What ``HELIUM_TELEGRAM_FILE_API`` takes: the download address up to the token."""
        return f"http://{HOST}:{self._ports[0]}/file/bot"

    @property
    def page(self) -> str:
        """The address of the chat page."""
        return f"http://{HOST}:{self._ports[1]}/"

    @property
    def control_base(self) -> str:
        """The address under which the control API lives, which ``Visitor`` takes."""
        return f"http://{HOST}:{self._ports[1]}/control"

    async def start(self) -> None:
        """Listen. Raises PortTaken, and then listens on nothing."""
        sockets: list[socket.socket] = []
        try:
            for index, port in enumerate(self._ports):
                sockets.append(_listening(port))
                self._ports[index] = sockets[-1].getsockname()[1]
        except PortTaken:
            for opened in sockets:
                opened.close()
            raise
        for app, listening in zip((self.bot_api.app(), self._control.app()), sockets, strict=True):
            server = _QuietServer(Guard(app))
            self._servers.append(server)
            self._running.append(asyncio.create_task(server.serve(sockets=[listening])))
            await server.ready.wait()

    async def stop(self) -> None:
        """End all long polls and live pages, and stop listening."""
        self._bell.close()
        for server in self._servers:
            server.leave()
        await asyncio.gather(*self._running)
        self._servers.clear()
        self._running.clear()

    async def __aenter__(self) -> "Sandbox":
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()


class _QuietServer(uvicorn.Server):
    """A uvicorn server inside somebody else's event loop: it leaves signals alone and says when it is ready."""

    def __init__(self, app: ASGIApp) -> None:
        config = uvicorn.Config(
            app, log_config=None, log_level="critical", access_log=False, date_header=False, lifespan="off",
            timeout_graceful_shutdown=GRACE_SECONDS,
        )  # fmt: skip
        super().__init__(config)
        self.ready = asyncio.Event()
        self._leaving = asyncio.Event()

    def leave(self) -> None:
        """Stop serving, at once."""
        self.should_exit = True
        self._leaving.set()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()

    async def main_loop(self) -> None:
        await self.on_tick(0)
        await self._leaving.wait()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def _listening(port: int) -> socket.socket:
    opened = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        opened.bind((HOST, port))
        opened.listen(128)
    except OSError as error:
        opened.close()
        if error.errno in {errno.EADDRINUSE, errno.EACCES}:
            raise PortTaken(port) from None
        raise
    return opened
