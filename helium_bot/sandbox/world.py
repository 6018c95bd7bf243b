"""World: the people, chats, messages and updates of the sandbox, as Telegram's servers would hold them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from .entities import Formatted, plain, slice_utf16, utf16_length
from .mailbox import Mailbox
from .message import Action, Chat, Content, Draft, File, Markup, Message, Tap, Version
from .person import FIRST_PERSON_ID, Person
from .profile import Profile
from .reactions import REACTIONS
from .refusals import Refusal, bad_request, blocked, not_modified, old_query
from .wire import message_json

Clock = Callable[[], datetime]

MAX_TEXT = 4096
"""UTF-16 units of a message."""
CALLBACK_SECONDS = 15
"""A tap that the bot has not answered by then cannot be answered any more."""
ACTIONS = frozenset(
    {
        "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
        "choose_sticker", "find_location", "record_video_note", "upload_video_note",
    }
)  # fmt: skip


def utc_now() -> datetime:
    """The time of day that the sandbox uses unless it is given another clock."""
    return datetime.now(UTC)


class Unknown(Exception):
    """The control side named a person, chat, message or button that is not there; ``str()`` says which."""


class World:
    """Everything that Telegram would know. Both doors, the bot's and the people's, change it through these methods.

    ``changed`` is called after every change; ``version`` grows with it. Methods of the bot's side raise Refusal,
    those of the people's side Unknown.
    """

    def __init__(self, bot_id: int, bot_name: str, bot_username: str, clock: Clock = utc_now) -> None:
        self.bot_id = bot_id
        self.bot_username = bot_username
        self.clock = clock
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, File] = {}
        self.taps: dict[str, Tap] = {}
        self.mailbox = Mailbox()
        self.profile = Profile(bot_name)
        self.webhook: dict[str, Any] = {}
        self.version = 0
        self.changed: Callable[[], None] = lambda: None
        self._messages = 0

    # -- both sides

    def now(self) -> datetime:
        """The sandbox's time."""
        return self.clock()

    def bot_user(self) -> dict[str, Any]:
        """The bot as a Bot API User object."""
        return {
            "id": self.bot_id,
            "is_bot": True,
            "first_name": self.profile.text("name", ""),
            "username": self.bot_username,
        }

    def touch(self, chat: Chat | None = None) -> int:
        """Note a change, of ``chat`` if one is given; returns its number."""
        self.version += 1
        if chat:
            chat.version = self.version
        self.changed()
        return self.version

    def keep_file(self, name: str, mime_type: str, data: bytes, folder: str) -> File:
        """Keep a file and give it its ids and download path."""
        number = len(self.files) + 1
        suffix = name.rpartition(".")[2] if "." in name else "bin"
        file = File(
            id=f"BQACAgIAAxkB{number:08d}",
            unique_id=f"AgAD{number:08d}",
            name=name,
            mime_type=mime_type,
            data=data,
            path=f"{folder}/file_{number}.{suffix}",
        )
        self.files[file.id] = file
        return file

    def as_json(self, message: Message) -> dict[str, Any]:
        """``message`` as a Bot API Message object, with the message it replies to."""
        replied = self.chats[message.chat].message(message.reply_to) if message.reply_to else None
        return self._object(message, self._object(replied) if replied else None)

    # -- the people's side

    def arrive(self, person: Person) -> Person:
        """Let a person appear, with a private chat; an id of 0 is replaced by the next free one."""
        if not person.id:
            person.id = max((FIRST_PERSON_ID - 1, *self.people)) + 1
        self.people[person.id] = person
        self.chats.setdefault(person.id, Chat(person.id))
        self.touch()
        return person

    def person(self, number: int) -> Person:
        """The person with that id. Raises Unknown."""
        try:
            return self.people[number]
        except KeyError:
            raise Unknown(f"There is no person {number}.") from None

    def chat_of(self, number: int) -> Chat:
        """The chat with that id. Raises Unknown."""
        try:
            return self.chats[number]
        except KeyError:
            raise Unknown(f"There is no chat {number}.") from None

    def say(self, person: Person, content: Content, reply_to: int | None = None) -> Message:
        """A person writes to the bot in their private chat; writing again lifts a block, as in Telegram."""
        chat = self.chat_of(person.id)
        if reply_to is not None and chat.message(reply_to) is None:
            raise Unknown(f"There is no message {reply_to} to reply to.")
        self.unblock(person)
        person.started = True
        message = self._add(chat, Message(0, chat.id, person.id, self.now(), content, 0, reply_to=reply_to))
        self.mailbox.add("message", self.as_json(message))
        self.touch(chat)
        return message

    def say_text(self, person: Person, text: str, reply_to: int | None = None) -> list[Message]:
        """A person writes ``text``; one that is too long arrives in parts, as Telegram's apps send it."""
        return [
            self.say(person, Content(part.text, part.entities), reply_to)
            for part in map(plain, _parts(text))
            if part.text
        ]

    def correct(self, person: Person, number: int, text: str) -> Message:
        """A person edits one of their own messages."""
        chat = self.chat_of(person.id)
        message = chat.message(number)
        if message is None or message.sender != person.id:
            raise Unknown(f"{person.first_name} wrote no message {number}.")
        formatted = plain(text)
        content = replace(message.content, text=formatted.text, entities=formatted.entities)
        self._change(message, content, message.buttons)
        self.mailbox.add("edited_message", self.as_json(message))
        self.touch(chat)
        return message

    def tap(self, person: Person, number: int, data: str, label: str) -> Tap:
        """A person taps an inline button that carries ``data``. Does not check that the button is (still) there."""
        chat = self.chat_of(person.id)
        message = next((entry for entry in chat.entries if isinstance(entry, Message) and entry.id == number), None)
        if message is None:
            raise Unknown(f"There is no message {number} in this chat.")
        query = str(4_382_000_000_000_000_001 + len(self.taps))
        tap = Tap(self.version + 1, self.now(), query, person.id, number, label, data)
        chat.entries.append(tap)
        self.taps[query] = tap
        payload = {
            "id": query,
            "from": person.as_user(),
            "message": self.as_json(message),
            "chat_instance": str(-1_000_000_007 * chat.id),
            "data": data,
        }
        self.mailbox.add("callback_query", payload)
        self.touch(chat)
        return tap

    def react(self, person: Person, number: int, emoji: tuple[str, ...]) -> None:
        """A person puts reactions on a message, or takes them away with an empty tuple."""
        chat = self.chat_of(person.id)
        message = chat.message(number)
        if message is None:
            raise Unknown(f"There is no message {number} in this chat.")
        former = message.reactions.get(person.id, ())
        message.reactions[person.id] = emoji
        payload = {
            "chat": person.as_chat(),
            "message_id": number,
            "user": person.as_user(),
            "date": int(self.now().timestamp()),
            "old_reaction": [{"type": "emoji", "emoji": each} for each in former],
            "new_reaction": [{"type": "emoji", "emoji": each} for each in emoji],
        }
        self.mailbox.add("message_reaction", payload)
        self.touch(chat)

    def block(self, person: Person) -> None:
        """A person blocks the bot."""
        self._membership(person, blocking=True)

    def unblock(self, person: Person) -> None:
        """A person lifts the block."""
        self._membership(person, blocking=False)

    def _membership(self, person: Person, *, blocking: bool) -> None:
        if person.blocked == blocking:
            return
        person.blocked = blocking
        former, later = ("member", "kicked") if blocking else ("kicked", "member")
        until = {"until_date": 0}
        payload = {
            "chat": person.as_chat(),
            "from": person.as_user(),
            "date": int(self.now().timestamp()),
            "old_chat_member": {"user": self.bot_user(), "status": former, **({} if blocking else until)},
            "new_chat_member": {"user": self.bot_user(), "status": later, **(until if blocking else {})},
        }
        self.mailbox.add("my_chat_member", payload)
        self.touch(self.chats[person.id])

    # -- the bot's side

    def open_chat(self, number: int) -> Chat:
        """The chat the bot may write to. Raises Refusal: unknown, blocked, deactivated."""
        person = self.people.get(number)
        if number not in self.chats or (person and not person.started):
            raise bad_request("chat not found")
        if person and person.deactivated:
            raise Refusal(403, "Forbidden: user is deactivated")
        if person and person.blocked:
            raise blocked()
        return self.chats[number]

    def post(
        self,
        chat: Chat,
        content: Content,
        markup: Markup | None = None,
        reply_to: int | None = None,
        *,
        silent: bool = False,
    ) -> Message:
        """The bot writes a message; a real message wipes the draft, a reply keyboard replaces the former one."""
        buttons = markup if markup and "inline_keyboard" in markup else None
        if markup and buttons is None:
            chat.keyboard = None if markup.get("remove_keyboard") else markup
        chat.draft = None
        message = Message(0, chat.id, None, self.now(), content, 0, buttons=buttons, reply_to=reply_to, silent=silent)
        self._add(chat, message)
        self.touch(chat)
        return message

    def rewrite(self, chat: Chat, message: Message, content: Content, buttons: Markup | None) -> None:
        """The bot edits a message of its own. Raises Refusal when it is not its own or nothing changes."""
        if message.sender is not None:
            raise bad_request("message can't be edited")
        if content == message.content and _rows(buttons) == _rows(message.buttons):
            raise not_modified()
        self._change(message, content, buttons)
        self.touch(chat)

    def remove(self, chat: Chat, message: Message) -> None:
        """Delete a message for everybody."""
        message.deleted = True
        self.touch(chat)

    def answer(self, query: str, answer: Mapping[str, Any]) -> None:
        """Answer a tap. Raises Refusal when it is unknown, too old or answered."""
        tap = self.taps.get(query)
        if tap is None or tap.answer is not None or (self.now() - tap.at).total_seconds() > CALLBACK_SECONDS:
            raise old_query()
        tap.answer = answer
        self.touch(self.chats[self.people[tap.person].id])

    def act(self, chat: Chat, action: str) -> None:
        """Show that the bot is busy. Raises Refusal for an action Telegram does not know."""
        if action not in ACTIONS:
            raise bad_request("wrong parameter action in request")
        chat.entries.append(Action(self.version + 1, self.now(), action))
        self.touch(chat)

    def sketch(self, chat: Chat, number: int, formatted: Formatted) -> None:
        """Show a message while it is being written."""
        chat.draft = Draft(number, self.now(), formatted.text, formatted.entities)
        self.touch(chat)

    def react_as_bot(self, chat: Chat, message: Message, emoji: tuple[str, ...]) -> None:
        """Put the bot's reaction on a message. Raises Refusal for an emoji that is no reaction, or for two."""
        if len(emoji) > 1:
            raise bad_request("REACTIONS_TOO_MANY")
        if any(each not in REACTIONS for each in emoji):
            raise bad_request("REACTION_INVALID")
        message.reactions[None] = emoji
        self.touch(chat)

    # -- inside

    def _object(self, message: Message, replied: Mapping[str, Any] | None = None) -> dict[str, Any]:
        sender = self.bot_user() if message.sender is None else self.people[message.sender].as_user()
        return message_json(message, sender, self.people[message.chat].as_chat(), replied)

    def _add(self, chat: Chat, message: Message) -> Message:
        self._messages += 1
        message.id = self._messages
        message.n = self.version + 1
        chat.entries.append(message)
        return message

    def _change(self, message: Message, content: Content, buttons: Markup | None) -> None:
        message.versions.append(Version(message.edited or message.at, message.content, message.buttons))
        message.content, message.buttons, message.edited = content, buttons, self.now()


def _parts(text: str) -> list[str]:
    """``text`` in pieces that fit into a message, cut at a line's or word's end where there is one."""
    parts: list[str] = []
    while utf16_length(text) > MAX_TEXT:
        piece = slice_utf16(text, 0, MAX_TEXT).rstrip("\ufffd")
        cut = max(piece.rfind("\n"), piece.rfind(" ")) + 1 or len(piece)
        parts.append(text[:cut])
        text = text[cut:]
    return [*parts, text]


def _rows(markup: Markup | None) -> Any:
    return (markup or {}).get("inline_keyboard") or []
