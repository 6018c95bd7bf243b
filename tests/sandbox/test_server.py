"""Starting, stopping and guarding the two doors."""

import asyncio
import socket

import pytest

from helium_bot.sandbox.people import Visitor
from helium_bot.sandbox.server import PortTaken, Sandbox


async def test_a_taken_port_is_named_in_one_sentence() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(PortTaken, match=rf"^Port {port} on 127\.0\.0\.1 is taken by another program: .*\.$"):
            await Sandbox(page_port=port).start()


async def test_a_chosen_port_is_free_again_after_the_stop() -> None:
    async with Sandbox() as first:
        port = int(first.page.rsplit(":", 1)[1].strip("/"))
    async with Sandbox(page_port=port) as second, Visitor(second.control_base) as anna:
        assert (await anna.says("hello")).text == "hello"


async def test_the_servers_listen_on_loopback_only(sandbox) -> None:
    for address in (sandbox.api_base, sandbox.file_base, sandbox.page, sandbox.control_base):
        assert address.startswith("http://127.0.0.1:")


async def test_stopping_ends_long_polls_and_live_pages_at_once(client) -> None:
    sandbox = Sandbox()
    await sandbox.start()
    poll = asyncio.ensure_future(client.get(f"{sandbox.api_base}{sandbox.token}/getUpdates?timeout=50"))
    async with client.stream("GET", f"{sandbox.control_base}/events") as events:
        lines = events.aiter_lines()
        assert await anext(lines) == "event: change"
        while not sandbox.bot_api.polls:
            await asyncio.sleep(0)
        await asyncio.wait_for(sandbox.stop(), 1.5)
        assert [line async for line in lines][-1] == ""
    assert (await poll).json() == {"ok": True, "result": []}


async def test_a_live_page_hears_of_every_change(sandbox, client, anna) -> None:
    async with client.stream("GET", f"{sandbox.control_base}/events") as events:
        lines = events.aiter_lines()
        first = await anext(line async for line in lines if line.startswith("data:"))
        await anna.says("news")
        second = await anext(line async for line in lines if line.startswith("data:"))
    assert first != second


@pytest.mark.parametrize("door", ["page", "api"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example:8765"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
async def test_other_web_pages_are_turned_away(sandbox, client, anna, door, headers) -> None:
    address = (
        f"{sandbox.control_base}/people/{anna.id}/messages"
        if door == "page"
        else f"{sandbox.api_base}{sandbox.token}/sendMessage"
    )
    answer = await client.post(address, json={"chat_id": anna.id, "text": "forged"}, headers=headers)
    assert answer.status_code == 403
    assert len((await anna.transcript()).messages) == 1


async def test_a_link_to_the_page_works_wherever_it_stands(sandbox, client) -> None:
    following = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert (await client.get(sandbox.page, headers=following)).status_code == 200
    state = f"{sandbox.control_base}/state"
    assert (await client.get(state, headers=following)).status_code == 403


async def test_the_page_may_load_nothing_from_elsewhere(sandbox, client) -> None:
    answer = await client.get(sandbox.page)
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'self';")
    for name in ("index.html", "app.js", "style.css"):
        text = (await client.get(f"{sandbox.page}page/{name}")).text
        assert "http://" not in text
        assert "https://" not in text


async def test_a_file_of_a_stranger_is_saved_not_opened(sandbox, client, anna) -> None:
    heard = await anna.sends(b"<script>alert(1)</script>", "x.html", mime_type="text/html")
    answer = await client.get(f"{sandbox.control_base}/files/{heard.file['id']}")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
