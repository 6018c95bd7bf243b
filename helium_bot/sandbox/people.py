"""Visitor: a person at the other end of the chat, for tests of whole conversations.

A flow test reads like the conversation it describes::

    async with Sandbox() as sandbox:
        ...                                        # start the bot on sandbox.token, .api_base, .file_base
        async with Visitor(sandbox.control_base, "Anna", language_code="nl") as anna:
            await anna.says("/start")
            hello = await anna.hears()             # the next message of the bot
            assert "AI" in hello.text
            toast = await anna.taps(hello.labels[0])
            answer, sources = await anna.reads(2)  # the next two
            assert answer.quotes                   # texts of its block quotes
            shown = await anna.sees("page 12")     # any message, edited ones included, that says so
            assert (await anna.transcript()).actions == ["typing"]

Nothing here sleeps: every wait ends with the event it waits for, or fails after ``timeout`` seconds with the
transcript in the failure's words. ``Visitor`` talks to the control API by HTTP only.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import httpx

from .entities import slice_utf16

TIMEOUT = 10.0
"""Seconds that a visitor waits unless told otherwise."""


class NothingCame(AssertionError):
    """The bot did not do in time what the visitor waited for; ``str()`` shows the chat as it stands."""


class Refused(AssertionError):
    """The control API turned a visitor's deed down; ``str()`` is its sentence."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A message of the chat as the visitor sees it; ``raw`` is its transcript entry."""

    raw: Mapping[str, Any]

    @property
    def id(self) -> int:
        """Telegram's message id."""
        return int(self.raw["id"])

    @property
    def text(self) -> str:
        """The text, or the caption of a file."""
        return str(self.raw["text"])

    @property
    def from_bot(self) -> bool:
        """Whether the bot wrote it."""
        return bool(self.raw["from"] == "bot")

    @property
    def edited(self) -> bool:
        """Whether it was edited."""
        return self.raw["edited"] is not None

    @property
    def deleted(self) -> bool:
        """Whether it was deleted."""
        return bool(self.raw["deleted"])

    @property
    def reply_to(self) -> int | None:
        """The id of the message it replies to."""
        number = self.raw["reply_to"]
        return None if number is None else int(number)

    @property
    def buttons(self) -> list[Mapping[str, Any]]:
        """All inline buttons, row after row."""
        return [button for row in self.raw["buttons"] for button in row]

    @property
    def labels(self) -> list[str]:
        """The words on the inline buttons, row after row."""
        return [str(button["text"]) for button in self.buttons]

    @property
    def entities(self) -> list[Mapping[str, Any]]:
        """MessageEntity objects; offsets in UTF-16 units."""
        return list(self.raw["entities"])

    @property
    def quotes(self) -> list[str]:
        """The texts of its block quotes, expandable or not."""
        return self.marked("blockquote", "expandable_blockquote")

    @property
    def links(self) -> list[str]:
        """The addresses behind its links."""
        return [str(entity["url"]) for entity in self.entities if entity["type"] == "text_link"] + self.marked("url")

    @property
    def file(self) -> Mapping[str, Any] | None:
        """Its file: kind, id, name, mime_type, size in bytes."""
        file: Mapping[str, Any] | None = self.raw["file"]
        return file

    def marked(self, *kinds: str) -> list[str]:
        """The runs of text that entities of these kinds mark."""
        chosen = [entity for entity in self.entities if entity["type"] in kinds]
        return [slice_utf16(self.text, entity["offset"], entity["length"]) for entity in chosen]


@dataclass(frozen=True, slots=True)
class Toast:
    """The bot's answer to a tap, as it pops up on the visitor's screen. Empty text shows nothing."""

    text: str
    alert: bool
    url: str = ""


@dataclass(frozen=True, slots=True)
class Transcript:
    """The whole chat; ``raw`` is the control API's JSON."""

    raw: Mapping[str, Any]

    @property
    def messages(self) -> list[Heard]:
        """All messages of both sides that were not deleted, oldest first."""
        heard = [Heard(entry) for entry in self.raw["entries"] if entry["kind"] == "message"]
        return [message for message in heard if not message.deleted]

    @property
    def from_bot(self) -> list[Heard]:
        """The bot's messages."""
        return [message for message in self.messages if message.from_bot]

    @property
    def actions(self) -> list[str]:
        """The chat actions the bot showed, oldest first."""
        return [str(entry["action"]) for entry in self.raw["entries"] if entry["kind"] == "action"]

    @property
    def keyboard(self) -> list[str]:
        """The words on the reply keyboard under the chat."""
        return [label for row in self.raw["keyboard"] for label in row]

    @property
    def draft(self) -> str | None:
        """What the bot is writing before the visitor's eyes."""
        return str(self.raw["draft"]["text"]) if self.raw["draft"] else None

    def __str__(self) -> str:
        """The chat as plain lines, for a failing test's message."""
        return "\n".join(_line(entry) for entry in self.raw["entries"]) or "(nothing was said)"


class Visitor:
    """One person in a private chat with the bot. Enter it with ``async with``.

    ``control_base`` is ``Sandbox.control_base``. A persona of that name who stands in the sandbox already is taken
    over; otherwise a new person arrives with ``language_code`` (ISO 639-1) and ``more`` (id, last_name, username).
    """

    def __init__(
        self, control_base: str, name: str = "Anna", *, language_code: str = "en", timeout: float = TIMEOUT, **more: Any
    ) -> None:
        self.name = name
        self.timeout = timeout
        self.id = 0
        self._wanted = {"first_name": name, "language_code": language_code, **more}
        self._client = httpx.AsyncClient(base_url=control_base, timeout=70.0, trust_env=False)
        self._read_up_to = 0

    async def __aenter__(self) -> "Visitor":
        state = await self._get("/state")
        known = [person for person in state["people"] if person["first_name"] == self.name and "id" not in self._wanted]
        person = known[0] if known else await self._post("/people", self._wanted)
        self.id = int(person["id"])
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.aclose()

    # -- doing

    async def says(self, text: str, *, reply_to: Heard | int | None = None) -> Heard:
        """Write ``text``, and skip what the bot had said before: ``reads`` then gives what comes after."""
        number = reply_to.id if isinstance(reply_to, Heard) else reply_to
        said = Heard(await self._post(f"{self._me}/messages", {"text": text, "reply_to": number}))
        return self._spoken(said)

    async def edits(self, message: Heard, text: str) -> Heard:
        """Change the text of an own message."""
        return Heard(await self._post(f"{self._me}/messages/{message.id}", {"text": text}))

    async def taps(self, label: str = "", *, data: str | None = None, message: Heard | None = None) -> Toast:
        """Tap the newest button called ``label`` (or carrying ``data``, or of ``message``), and wait for the answer.

        Raises Refused when there is no such button, naming those there are, and NothingCame when the bot does not
        answer the tap. With ``data`` and ``message`` any data is sent, as a forger would.
        """
        wanted = {"label": label if data is None else None, "data": data, "message": message.id if message else None}
        tap = await self._post(f"{self._me}/taps", wanted)
        if tap["kind"] == "link":
            return Toast("", alert=False, url=str(tap["button"].get("url", "")))
        self._read_up_to = max(self._read_up_to, int(tap["n"]))
        tap = await self._get(f"/taps/{tap['id']}", timeout=self.timeout)
        if tap["answer"] is None:
            raise NothingCame(f'The bot did not answer the tap on "{tap["label"]}".\n{await self.transcript()}')
        return Toast(str(tap["answer"]["text"]), bool(tap["answer"]["show_alert"]), str(tap["answer"]["url"]))

    async def sends(
        self, file: Path | bytes, name: str = "", *, caption: str = "", mime_type: str = "", photo: bool = False
    ) -> Heard:
        """Send a file: a path, or bytes under ``name``; as a document, or as a photo."""
        data = _bytes_of(file)
        name = name or (file.name if isinstance(file, Path) else "file.bin")
        kind = mime_type or ("image/png" if photo else "application/octet-stream")
        fields = {"caption": caption, "kind": "photo" if photo else "document"}
        answer = await self._client.post(f"{self._me}/files", data=fields, files={"file": (name, data, kind)})
        return self._spoken(Heard(_said(answer)))

    async def reacts(self, message: Heard, *emoji: str) -> None:
        """Put reactions on a message; none takes them away."""
        await self._post(f"{self._me}/messages/{message.id}/reactions", {"emoji": list(emoji)})

    async def blocks(self) -> None:
        """Block the bot."""
        await self._post(f"{self._me}/block", {})

    async def unblocks(self) -> None:
        """Lift the block."""
        await self._post(f"{self._me}/unblock", {})

    # -- seeing

    async def reads(self, count: int = 1, *, timeout: float | None = None) -> list[Heard]:  # noqa: ASYNC109
        """The next ``count`` messages of the bot that were not read before. Raises NothingCame."""
        seconds = self.timeout if timeout is None else timeout
        path = f"/chats/{self.id}/wait"
        answer = await self._get(path, after=self._read_up_to, count=count, timeout=seconds)
        if not answer["came"]:
            came = len(answer["messages"])
            raise NothingCame(f"{self.name} waited for {count} message(s), {came} came.\n{await self.transcript()}")
        heard = [Heard(entry) for entry in answer["messages"][:count]]
        self._read_up_to = int(heard[-1].raw["n"]) if heard else self._read_up_to
        return heard

    async def hears(self, *, timeout: float | None = None) -> Heard:  # noqa: ASYNC109
        """The next message of the bot. Raises NothingCame."""
        return (await self.reads(1, timeout=timeout))[0]

    async def sees(self, words: str, *, timeout: float | None = None) -> Heard:  # noqa: ASYNC109
        """The newest message of the bot that holds ``words``, as soon as there is one. Raises NothingCame."""

        def holding(transcript: Transcript) -> bool:
            return any(words in message.text for message in transcript.from_bot)

        transcript = await self.waits(holding, f'"{words}"', timeout=timeout)
        return next(message for message in reversed(transcript.from_bot) if words in message.text)

    async def waits(
        self,
        condition: Callable[[Transcript], bool],
        what: str = "it",
        *,
        timeout: float | None = None,  # noqa: ASYNC109
    ) -> Transcript:
        """The transcript as soon as ``condition`` holds for it. Raises NothingCame, naming ``what`` was awaited."""
        seconds = self.timeout if timeout is None else timeout
        version = -1
        while True:
            raw = await self._get(f"/chats/{self.id}/transcript", newer_than=version, timeout=seconds)
            transcript = Transcript(raw)
            if condition(transcript):
                return transcript
            if raw["version"] == version:
                raise NothingCame(f"{self.name} waited in vain for {what}.\n{transcript}")
            version = int(raw["version"])

    async def transcript(self) -> Transcript:
        """The chat as it stands."""
        return Transcript(await self._get(f"/chats/{self.id}/transcript"))

    async def menu(self) -> dict[str, str]:
        """The commands under "/", with their descriptions."""
        answer = await self._get(f"{self._me}/menu")
        return {command["command"]: command["description"] for command in answer["commands"]}

    async def downloads(self, message: Heard) -> bytes:
        """The bytes of a message's file."""
        if message.file is None:
            raise Refused("This message has no file.")
        answer = await self._client.get(f"/files/{message.file['id']}")
        return answer.raise_for_status().content

    # -- the bot's calls, and making them fail

    async def calls(self, method: str = "") -> list[Mapping[str, Any]]:
        """The bot's calls (all chats), oldest first: method, parameters, code, description, warnings."""
        return list((await self._get("/calls", method=method))["calls"])

    async def fails(self, kind: str, method: str = "", *, times: int = 1, seconds: int = 1) -> None:
        """Let the next calls fail: ``kind`` is flood, server_error, timeout or drop."""
        await self._post("/faults", {"kind": kind, "method": method, "times": times, "seconds": seconds})

    # -- HTTP

    @property
    def _me(self) -> str:
        return f"/people/{self.id}"

    def _spoken(self, said: Heard) -> Heard:
        self._read_up_to = max(self._read_up_to, int(said.raw["n"]))
        return said

    async def _get(self, path: str, **query: Any) -> Any:
        return _said(await self._client.get(path, params=query))

    async def _post(self, path: str, body: Mapping[str, Any]) -> Any:
        return _said(await self._client.post(path, json=body))


def _bytes_of(file: Path | bytes) -> bytes:
    return file if isinstance(file, bytes) else file.read_bytes()


def _said(answer: httpx.Response) -> Any:
    body = answer.json() if answer.headers.get("content-type", "").startswith("application/json") else {}
    if answer.is_error:
        raise Refused(str(body.get("error") or body.get("description") or f"HTTP {answer.status_code}"))
    return body


def _line(entry: Mapping[str, Any]) -> str:
    if entry["kind"] == "message":
        labels: Sequence[str] = [f"[{button['text']}]" for row in entry["buttons"] for button in row]
        marks = [mark for mark in ("edited", "deleted") if entry[mark]]
        return f"{entry['from']}: {entry['text']} {' '.join([*labels, *marks])}".rstrip()
    if entry["kind"] == "tap":
        return f"person taps [{entry['label']}] -> {json.dumps(entry['answer'], ensure_ascii=False)}"
    return f"bot: ({entry['action']})"
