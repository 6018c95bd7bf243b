"""Buttons: finding the one a person means by its words."""

from collections.abc import Iterator, Mapping
from typing import Any

from .message import Chat, Message
from .world import Unknown

Button = Mapping[str, Any]


def find_button(chat: Chat, label: str | None, data: str | None, number: int | None) -> tuple[Message, Button]:
    """The inline button called ``label`` (exactly, else whatever the case, else as a part), or carrying ``data``.

    Looks at message ``number``, or at all messages from the newest. With a number, ``data`` need not be on any button:
    so forges a hostile client. Raises Unknown, which names the buttons there are.
    """
    if data is not None:
        return _by_data(chat, data, number)
    wanted = (label or "").strip()
    candidates = list(_buttons(chat, number))
    for fits in (str.__eq__, _same_but_for_case, _part):
        for message, button in candidates:
            if fits(str(button["text"]), wanted):
                return message, button
    there = ", ".join(dict.fromkeys(f'"{button["text"]}"' for _, button in candidates)) or "none"
    raise Unknown(f'There is no button "{wanted}"; there are: {there}.')


def _by_data(chat: Chat, data: str, number: int | None) -> tuple[Message, Button]:
    for message, button in _buttons(chat, number):
        if button.get("callback_data") == data:
            return message, button
    named = chat.message(number) if number is not None else None
    if named is None:
        raise Unknown(f'There is no button that carries "{data}"; name a message to send it all the same.')
    return named, {"text": "", "callback_data": data}


def _buttons(chat: Chat, number: int | None) -> Iterator[tuple[Message, Button]]:
    for message in reversed(chat.messages):
        if number in (None, message.id):
            for row in (message.buttons or {}).get("inline_keyboard", ()):
                for button in row:
                    yield message, button


def _same_but_for_case(label: str, wanted: str) -> bool:
    return label.casefold() == wanted.casefold()


def _part(label: str, wanted: str) -> bool:
    return bool(wanted) and wanted.casefold() in label.casefold()
