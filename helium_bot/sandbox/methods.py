"""Methods of the Bot API that the sandbox knows: parameters in, result out, or Telegram's refusal."""

import struct
from collections.abc import Callable, Mapping
from typing import Any

from .entities import KNOWN, BrokenMarkup, Entity, Formatted, marked, parse_html, plain, utf16_length, wrong_link
from .keyboards import read_markup
from .message import Chat, Content, File, Message
from .parameters import Parameters, Upload
from .refusals import bad_request
from .world import MAX_TEXT, World

MAX_CAPTION = 1024
"""UTF-16 units of a caption after its entities are read; of a text, MAX_TEXT."""
MAX_RAW_BYTES = 32_768
MAX_DOWNLOAD = 20 * 1024 * 1024
MAX_PHOTO = 10 * 1024 * 1024
MAX_TOAST = 200

Method = Callable[["Methods", Parameters], Any]


class Methods:
    """Carries out calls on a world.

    Each public method is the Bot API method of that name: it takes the call's parameters, returns the ``result`` as a
    JSON value and raises Refusal. ``warnings`` collects, for one call, what Telegram would drop in silence.
    """

    def __init__(self, world: World) -> None:
        self.world = world
        self.warnings: list[str] = []

    def call(self, name: str, parameters: Parameters) -> Any:
        """Carry out method ``name`` (any case). Raises Refusal; KeyError when there is no such method."""
        self.warnings = []
        return TABLE[name.lower()](self, parameters)

    # -- the bot itself

    def get_me(self, parameters: Parameters) -> Any:
        return {
            **self.world.bot_user(),
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": False,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }

    def set_webhook(self, parameters: Parameters) -> Any:
        url = parameters.text("url")
        if not url:
            return self.delete_webhook(parameters)
        self._ask_for_kinds(parameters)
        self.world.webhook = {"url": url, "secret_token": parameters.text("secret_token")}
        self._maybe_drop_updates(parameters)
        self.world.touch()
        return True

    def delete_webhook(self, parameters: Parameters) -> Any:
        self.world.webhook = {}
        self._maybe_drop_updates(parameters)
        return True

    def get_webhook_info(self, parameters: Parameters) -> Any:
        return {
            "url": self.world.webhook.get("url", ""),
            "has_custom_certificate": False,
            "pending_update_count": len(self.world.mailbox),
        }

    def _ask_for_kinds(self, parameters: Parameters) -> None:
        kinds = parameters.structure("allowed_updates")
        if isinstance(kinds, list):
            self.world.mailbox.ask_for([str(kind) for kind in kinds])

    def _maybe_drop_updates(self, parameters: Parameters) -> None:
        if parameters.flag("drop_pending_updates"):
            self.world.mailbox.confirm(2**62)

    # -- messages

    def send_message(self, parameters: Parameters) -> Any:
        formatted = self._formatted(parameters, "text")
        chat = self._chat(parameters)
        return self._post(chat, parameters, Content(formatted.text, formatted.entities))

    def send_message_draft(self, parameters: Parameters) -> Any:
        formatted = self._formatted(parameters, "text", may_be_empty=True)
        chat = self._chat(parameters)
        if chat.id < 0:
            raise bad_request("message drafts can be sent only to private chats")
        number = parameters.number("draft_id")
        if not number:
            raise bad_request("draft_id must be non-zero")
        self.world.sketch(chat, number, formatted)
        return True

    def edit_message_text(self, parameters: Parameters) -> Any:
        formatted = self._formatted(parameters, "text")
        chat, message = self._message(parameters, "message to edit not found")
        if message.content.kind != "text":
            raise bad_request("there is no text in the message to edit")
        buttons = read_markup(parameters.structure("reply_markup"), inline_only=True)
        self.world.rewrite(chat, message, Content(formatted.text, formatted.entities), buttons)
        return self.world.as_json(message)

    def edit_message_caption(self, parameters: Parameters) -> Any:
        formatted = self._formatted(parameters, "caption", may_be_empty=True)
        chat, message = self._message(parameters, "message to edit not found")
        former = message.content
        if former.kind == "text":
            raise bad_request("there is no caption in the message to edit")
        content = Content(formatted.text, formatted.entities, former.file, former.kind, former.width, former.height)
        buttons = read_markup(parameters.structure("reply_markup"), inline_only=True)
        self.world.rewrite(chat, message, content, buttons)
        return self.world.as_json(message)

    def edit_message_reply_markup(self, parameters: Parameters) -> Any:
        chat, message = self._message(parameters, "message to edit not found")
        buttons = read_markup(parameters.structure("reply_markup"), inline_only=True)
        self.world.rewrite(chat, message, message.content, buttons)
        return self.world.as_json(message)

    def delete_message(self, parameters: Parameters) -> Any:
        chat, message = self._message(parameters, "message to delete not found")
        self.world.remove(chat, message)
        return True

    def send_document(self, parameters: Parameters) -> Any:
        return self._send_file(parameters, "document", "documents")

    def send_photo(self, parameters: Parameters) -> Any:
        return self._send_file(parameters, "photo", "photos")

    def send_chat_action(self, parameters: Parameters) -> Any:
        self.world.act(self._chat(parameters), parameters.text("action"))
        return True

    def set_message_reaction(self, parameters: Parameters) -> Any:
        chat, message = self._message(parameters, "message to react not found")
        given = parameters.structure("reaction") or []
        emoji = tuple(str(each.get("emoji", "")) if isinstance(each, Mapping) else "" for each in given)
        self.world.react_as_bot(chat, message, emoji)
        return True

    def answer_callback_query(self, parameters: Parameters) -> Any:
        text = parameters.text("text")
        if len(text) > MAX_TOAST:
            raise bad_request("MESSAGE_TOO_LONG")
        answer = {"text": text, "show_alert": parameters.flag("show_alert"), "url": parameters.text("url")}
        self.world.answer(parameters.text("callback_query_id"), answer)
        return True

    def get_file(self, parameters: Parameters) -> Any:
        file = self.world.files.get(parameters.text("file_id"))
        if file is None:
            raise bad_request("invalid file_id")
        if file.size > MAX_DOWNLOAD:
            raise bad_request("file is too big")
        return {"file_id": file.id, "file_unique_id": file.unique_id, "file_size": file.size, "file_path": file.path}

    # -- what people see around the messages

    def set_my_commands(self, parameters: Parameters) -> Any:
        commands = parameters.structure("commands")
        if not isinstance(commands, list):
            raise bad_request("can't parse commands: Expected an Array")
        self.world.profile.set_commands(_scope(parameters), parameters.text("language_code"), commands)
        self.world.touch()
        return True

    def get_my_commands(self, parameters: Parameters) -> Any:
        return self.world.profile.commands(_scope(parameters), parameters.text("language_code"))

    def delete_my_commands(self, parameters: Parameters) -> Any:
        self.world.profile.delete_commands(_scope(parameters), parameters.text("language_code"))
        self.world.touch()
        return True

    def set_chat_menu_button(self, parameters: Parameters) -> Any:
        self.world.profile.set_button(
            _maybe_chat(parameters), parameters.structure("menu_button") or {"type": "default"}
        )
        self.world.touch()
        return True

    def get_chat_menu_button(self, parameters: Parameters) -> Any:
        return self.world.profile.button(_maybe_chat(parameters))

    def get_chat(self, parameters: Parameters) -> Any:
        chat = self._chat(parameters)
        more = {"accent_color_id": 0, "max_reaction_count": 1, "accepted_gift_types": {}}
        return {**self.world.people[chat.id].as_chat(), **more}

    # -- shared steps

    def _chat(self, parameters: Parameters) -> Chat:
        return self.world.open_chat(parameters.chat_id())

    def _message(self, parameters: Parameters, missing: str) -> tuple[Chat, Message]:
        chat = self._chat(parameters)
        if not parameters.text("message_id"):
            raise bad_request("message identifier is not specified")
        message = chat.message(parameters.number("message_id"))
        if message is None:
            raise bad_request(missing)
        return chat, message

    def _post(self, chat: Chat, parameters: Parameters, content: Content) -> Any:
        markup = read_markup(parameters.structure("reply_markup"))
        reply_to = _reply_to(parameters, chat)
        silent = parameters.flag("disable_notification")
        return self.world.as_json(self.world.post(chat, content, markup, reply_to, silent=silent))

    def _formatted(self, parameters: Parameters, name: str, *, may_be_empty: bool = False) -> Formatted:
        """The text or caption of a call. Raises Refusal for what Telegram does not take."""
        raw = parameters.text(name)
        if not raw and not may_be_empty:
            raise bad_request("message text is empty")
        if len(raw.encode("utf-8", "surrogatepass")) > MAX_RAW_BYTES:
            raise bad_request("text is too long" if name == "text" else "message caption is too long")
        formatted = _parsed(raw, parameters, "entities" if name == "text" else "caption_entities")
        self.warnings += formatted.warnings
        if not formatted.text and not may_be_empty:
            raise bad_request("text must be non-empty")
        if formatted.units > (MAX_TEXT if name == "text" else MAX_CAPTION):
            raise bad_request("message is too long" if name == "text" else "message caption is too long")
        return formatted

    def _send_file(self, parameters: Parameters, kind: str, folder: str) -> Any:
        formatted = self._formatted(parameters, "caption", may_be_empty=True)
        chat = self._chat(parameters)
        file = self._file(parameters, kind, folder)
        if kind == "document":
            return self._post(chat, parameters, Content(formatted.text, formatted.entities, file, "document"))
        if file.size > MAX_PHOTO:
            raise bad_request("file is too big")
        size = image_size(file.data)
        if size is None:
            raise bad_request("IMAGE_PROCESS_FAILED")
        return self._post(chat, parameters, Content(formatted.text, formatted.entities, file, "photo", *size))

    def _file(self, parameters: Parameters, kind: str, folder: str) -> File:
        """The file of a call: uploaded under its own name, attached under another, or named by its id."""
        named = parameters.text(kind)
        upload = parameters.files.get(named.removeprefix("attach://")) if named else parameters.files.get(kind)
        if upload is not None:
            return self._kept(upload, folder)
        if named in self.world.files:
            return self.world.files[named]
        if not named:
            raise bad_request(f"there is no {kind} in the request")
        raise bad_request("wrong remote file identifier specified: Wrong string length")

    def _kept(self, upload: Upload, folder: str) -> File:
        if not upload.data:
            raise bad_request("file must be non-empty")
        return self.world.keep_file(upload.name, upload.mime_type, upload.data, folder)


def _text_setter(kind: str) -> Method:
    def set_text(methods: Methods, parameters: Parameters) -> Any:
        methods.world.profile.set_text(kind, parameters.text("language_code"), parameters.text(kind))
        methods.world.touch()
        return True

    return set_text


def _text_getter(kind: str) -> Method:
    def get_text(methods: Methods, parameters: Parameters) -> Any:
        return {kind: methods.world.profile.text(kind, parameters.text("language_code"))}

    return get_text


TABLE: Mapping[str, Method] = {
    "getme": Methods.get_me,
    "setwebhook": Methods.set_webhook,
    "deletewebhook": Methods.delete_webhook,
    "getwebhookinfo": Methods.get_webhook_info,
    "sendmessage": Methods.send_message,
    "sendmessagedraft": Methods.send_message_draft,
    "editmessagetext": Methods.edit_message_text,
    "editmessagecaption": Methods.edit_message_caption,
    "editmessagereplymarkup": Methods.edit_message_reply_markup,
    "deletemessage": Methods.delete_message,
    "senddocument": Methods.send_document,
    "sendphoto": Methods.send_photo,
    "sendchataction": Methods.send_chat_action,
    "setmessagereaction": Methods.set_message_reaction,
    "answercallbackquery": Methods.answer_callback_query,
    "getfile": Methods.get_file,
    "getchat": Methods.get_chat,
    "setmycommands": Methods.set_my_commands,
    "getmycommands": Methods.get_my_commands,
    "deletemycommands": Methods.delete_my_commands,
    "setchatmenubutton": Methods.set_chat_menu_button,
    "getchatmenubutton": Methods.get_chat_menu_button,
    "setmyname": _text_setter("name"),
    "getmyname": _text_getter("name"),
    "setmydescription": _text_setter("description"),
    "getmydescription": _text_getter("description"),
    "setmyshortdescription": _text_setter("short_description"),
    "getmyshortdescription": _text_getter("short_description"),
}
"""Every method but getUpdates, which waits, by its name in lower case."""


def _scope(parameters: Parameters) -> Mapping[str, Any]:
    scope = parameters.structure("scope")
    return scope if isinstance(scope, Mapping) else {}


def _maybe_chat(parameters: Parameters) -> int | None:
    return parameters.chat_id() if parameters.text("chat_id") else None


def _reply_to(parameters: Parameters, chat: Chat) -> int | None:
    """The message a call replies to; None when it replies to none or may go without."""
    wanted = parameters.structure("reply_parameters")
    if isinstance(wanted, Mapping):
        if "message_id" not in wanted:
            raise bad_request('can\'t find field "message_id"')
        number, optional = int(wanted["message_id"]), bool(wanted.get("allow_sending_without_reply"))
    else:
        number, optional = parameters.number("reply_to_message_id"), parameters.flag("allow_sending_without_reply")
    if not number or chat.message(number):
        return number or None
    if optional:
        return None
    raise bad_request("message to be replied not found")


def _parsed(raw: str, parameters: Parameters, entities: str) -> Formatted:
    mode = parameters.text("parse_mode").lower()
    if mode == "html":
        try:
            return parse_html(raw)
        except BrokenMarkup as broken:
            raise bad_request(f"can't parse entities: {broken}") from None
    if mode:
        # Telegram also reads Markdown; the bot writes HTML only, so anything else is a mistake here.
        raise bad_request("unsupported parse_mode")
    given = parameters.structure(entities)
    return marked(raw, [_entity(each, raw) for each in given]) if isinstance(given, list) and given else plain(raw)


def _entity(given: Any, text: str) -> Entity:
    """A caller's own entity, checked against its text."""
    if not isinstance(given, Mapping) or given.get("type") not in KNOWN:
        raise bad_request("can't parse MessageEntity: Unsupported type specified")
    offset, length, end = int(given.get("offset", 0)), int(given.get("length", 0)), utf16_length(text)
    if offset < 0:
        raise bad_request(f"receive an entity with incorrect offset {offset}")
    if offset > end:
        raise bad_request(f"entity begins after the end of the text at UTF-16 offset {offset}")
    if offset + length > end:
        bounds = (
            f"beginning at UTF-16 offset {offset} ends after the end of the text at UTF-16 offset {offset + length}"
        )
        raise bad_request(f"entity {bounds}")
    if given["type"] == "text_link" and (wrong := wrong_link(str(given.get("url", "")))):
        raise bad_request(f"entity URL '{given.get('url', '')}' is invalid: {wrong}")
    more = {key: value for key, value in given.items() if key not in {"type", "offset", "length"}}
    return Entity(str(given["type"]), offset, length, more)


def image_size(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels of a PNG, GIF or JPEG; None for anything else."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return width, height
    if data[:6] in {b"GIF87a", b"GIF89a"} and len(data) >= 10:
        width, height = struct.unpack("<HH", data[6:10])
        return width, height
    return _jpeg_size(data) if data.startswith(b"\xff\xd8") else None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None
