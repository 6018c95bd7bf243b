"""Keyboards: reply markup as Telegram takes it, or refuses it."""

from collections.abc import Mapping
from typing import Any

from .entities import wrong_link
from .message import Markup
from .refusals import Refusal, bad_request

MAX_CALLBACK_BYTES = 64
MAX_COPY_CHARACTERS = 256
MAX_BUTTONS = 100
STYLES = frozenset({"primary", "success", "danger"})
_ACTIONS = (
    "callback_data", "url", "copy_text", "web_app", "login_url", "switch_inline_query",
    "switch_inline_query_current_chat", "switch_inline_query_chosen_chat", "callback_game", "pay",
)  # fmt: skip


def read_markup(markup: Any, *, inline_only: bool = False) -> Markup | None:
    """A checked reply markup, None for none. Raises Refusal; ``inline_only`` is for edits, which take no other kind."""
    if markup in (None, {}):
        return None
    if not isinstance(markup, Mapping):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        return _inline(markup)
    if inline_only:
        raise bad_request("inline keyboard expected")
    for switch in (
        "remove_keyboard",
        "force_reply",
        "selective",
        "one_time_keyboard",
        "is_persistent",
        "resize_keyboard",
    ):
        if not isinstance(markup.get(switch, False), bool):
            raise bad_request(f'field "{switch}" must be of type Boolean')
    return _reply(markup) if "keyboard" in markup else dict(markup)


def _inline(markup: Mapping[str, Any]) -> Markup | None:
    rows = [[_inline_button(button) for button in row] for row in _rows(markup, "inline_keyboard")]
    kept = [row for row in rows if row]
    if sum(map(len, kept)) > MAX_BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    return {"inline_keyboard": kept} if kept else None


def _reply(markup: Mapping[str, Any]) -> Markup:
    rows = [[_reply_button(button) for button in row] for row in _rows(markup, "keyboard")]
    return {**markup, "keyboard": [row for row in rows if row]}


def _rows(markup: Mapping[str, Any], name: str) -> list[list[Any]]:
    rows = markup[name]
    if not isinstance(rows, list):
        raise bad_request(f'field "{name}" must be of type Array')
    if not all(isinstance(row, list) for row in rows):
        raise bad_request(f'field "{name}" must be an Array of Arrays')
    return rows


def _reply_button(button: Any) -> Mapping[str, Any]:
    if isinstance(button, str):
        return {"text": button}
    if not isinstance(button, Mapping) or not isinstance(button.get("text"), str):
        raise bad_request("can't parse keyboard button: Can't find field \"text\"")
    if not button["text"].strip():
        raise bad_request("keyboard button text must be non-empty")
    return button


def _inline_button(button: Any) -> Mapping[str, Any]:
    if not isinstance(button, Mapping):
        raise _unreadable("Expected an Object")
    if not isinstance(button.get("text"), str):
        raise _unreadable('Can\'t find field "text"')
    if not button["text"].strip():
        raise bad_request("inline keyboard button text must be non-empty")
    action = next((name for name in _ACTIONS if button.get(name) not in (None, "")), None)
    if action is None:
        raise _unreadable("Text buttons are unallowed in the inline keyboard")
    if button.get("style") is not None and button["style"] not in STYLES:
        raise _unreadable("Unsupported style specified")
    _check_action(action, button[action])
    return button


def _check_action(action: str, value: Any) -> None:
    if action == "callback_data":
        if not isinstance(value, str):
            raise _unreadable('Field "callback_data" must be of type String')
        if len(value.encode()) > MAX_CALLBACK_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
    elif action == "url" and (wrong := wrong_link(str(value))):
        raise bad_request(f"inline keyboard button URL '{value}' is invalid: {wrong}")
    elif action == "copy_text":
        copied = value.get("text") if isinstance(value, Mapping) else None
        if not isinstance(copied, str) or not 1 <= len(copied) <= MAX_COPY_CHARACTERS:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
    elif action in {"pay", "callback_game"}:
        raise bad_request("BUTTON_TYPE_INVALID")


def _unreadable(why: str) -> Refusal:
    return bad_request(f"can't parse inline keyboard button: {why}")
