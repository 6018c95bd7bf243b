"""Wire: messages and files as the objects of the Bot API."""

from collections.abc import Mapping
from typing import Any

from .message import Content, File, Message

Object = Mapping[str, Any]


def message_json(message: Message, sender: Object, chat: Object, replied: Object | None) -> dict[str, Any]:
    """A Bot API Message object, from a User, a Chat and the Message it replies to."""
    data: dict[str, Any] = {
        "message_id": message.id,
        "from": sender,
        "chat": chat,
        "date": int(message.at.timestamp()),
        **content_json(message.content),
    }
    if message.edited:
        data["edit_date"] = int(message.edited.timestamp())
    if message.buttons:
        data["reply_markup"] = dict(message.buttons)
    if replied:
        data["reply_to_message"] = replied
    return data


def content_json(content: Content) -> dict[str, Any]:
    """The fields of a Message object that say its content."""
    words, marks = ("text", "entities") if content.kind == "text" else ("caption", "caption_entities")
    data: dict[str, Any] = {}
    if content.text:
        data[words] = content.text
    if content.entities:
        data[marks] = [entity.as_json() for entity in content.entities]
    if content.file and content.kind == "document":
        data["document"] = {
            "file_name": content.file.name,
            "mime_type": content.file.mime_type,
            **file_ids(content.file),
        }
    if content.file and content.kind == "photo":
        data["photo"] = [{"width": content.width, "height": content.height, **file_ids(content.file)}]
    return data


def file_ids(file: File) -> dict[str, Any]:
    """What every Bot API object of a file holds."""
    return {"file_id": file.id, "file_unique_id": file.unique_id, "file_size": file.size}
