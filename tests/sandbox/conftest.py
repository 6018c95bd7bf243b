"""A sandbox, a bot that calls it by plain HTTP, and a person, for the tests of this folder."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from helium_bot.sandbox.people import Visitor
from helium_bot.sandbox.server import Sandbox


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    time: datetime = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def forward(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)


class Bot:
    """Calls the Bot API as JSON; ``refused`` expects a refusal and gives its code and words."""

    def __init__(self, sandbox: Sandbox, client: httpx.AsyncClient) -> None:
        self.address = f"{sandbox.api_base}{sandbox.token}"
        self.client = client

    async def call(self, method: str, **fields: Any) -> Any:
        body = (await self.client.post(f"{self.address}/{method}", json=fields)).json()
        assert body["ok"], body
        return body["result"]

    async def refused(self, method: str, **fields: Any) -> tuple[int, str]:
        answer = await self.client.post(f"{self.address}/{method}", json=fields)
        body = answer.json()
        assert not body["ok"], body
        assert body["error_code"] == answer.status_code
        return answer.status_code, body["description"]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def sandbox(clock: Clock) -> AsyncIterator[Sandbox]:
    async with Sandbox(clock=clock, monotonic=lambda: clock().timestamp()) as running:
        yield running


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(trust_env=False, timeout=20) as running:
        yield running


@pytest.fixture
async def bot(sandbox: Sandbox, client: httpx.AsyncClient) -> Bot:
    return Bot(sandbox, client)


@pytest.fixture
async def anna(sandbox: Sandbox) -> AsyncIterator[Visitor]:
    """Anna, who has pressed Start."""
    async with Visitor(sandbox.control_base, "Anna", language_code="nl") as visitor:
        await visitor.says("/start")
        yield visitor
