"""Messages reach their place, if need be without their looks."""

from typing import Any

import pytest
from telegram import Bot, InlineKeyboardMarkup
from telegram.error import BadRequest

from helium_bot.chat.delivery import deliver
from helium_bot.chat.messages import Ready
from helium_bot.chat.place import Place

KEYBOARD = InlineKeyboardMarkup([])


class Telegram(Bot):
    """Keeps what is sent; refuses HTML with ``refusal``."""

    def __init__(self, refusal: str = "") -> None:
        super().__init__("1:token")
        with self._unfrozen():
            self.sent: list[dict[str, Any]] = []
            self.refusal = refusal

    async def send_message(self, chat_id: Any, text: Any, **more: Any) -> Any:  # type: ignore[override]
        if self.refusal and more["parse_mode"]:
            raise BadRequest(self.refusal)
        self.sent.append({"chat_id": chat_id, "text": text, **more})
        return len(self.sent)


async def test_only_the_first_message_replies_and_only_the_last_has_buttons() -> None:
    telegram = Telegram()
    last = await deliver(telegram, Place(1, 9, 5), [Ready("<b>a</b>", "a"), Ready("b", "b")], KEYBOARD)
    first, second = telegram.sent
    assert first["reply_parameters"].message_id == 5
    assert first["reply_parameters"].allow_sending_without_reply
    assert first["reply_markup"] is None
    assert second["reply_parameters"] is None
    assert second["reply_markup"] is KEYBOARD
    assert [sent["message_thread_id"] for sent in telegram.sent] == [9, 9]
    assert all(sent["link_preview_options"].is_disabled for sent in telegram.sent)
    assert last == 2


async def test_refused_formatting_goes_out_as_plain_text() -> None:
    telegram = Telegram("Can't parse entities: unsupported start tag")
    await deliver(telegram, Place(1), [Ready("<odd>a", "a")])
    (sent,) = telegram.sent
    assert (sent["text"], sent["parse_mode"]) == ("a", None)


async def test_another_refusal_is_not_hidden() -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await deliver(Telegram("Chat not found"), Place(1), [Ready("a", "a")])
