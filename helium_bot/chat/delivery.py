"""Delivery: messages sent to their place, without their looks where Telegram refuses those."""

import logging
from collections.abc import Sequence

from telegram import Bot, InlineKeyboardMarkup, LinkPreviewOptions, Message, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest

from helium_bot.chat.messages import Ready
from helium_bot.chat.place import Place

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

_log = logging.getLogger(__name__)


async def deliver(
    bot: Bot, place: Place, messages: Sequence[Ready], keyboard: InlineKeyboardMarkup | None = None
) -> Message | None:
    """Send ``messages`` in order, the first as the reply, the buttons under the last, which comes back."""
    sent = None
    for index, message in enumerate(messages):
        last = index == len(messages) - 1
        there = place if index == 0 else Place(place.chat_id, place.topic_id)
        sent = await _send(bot, there, message, keyboard if last else None)
    return sent


async def _send(bot: Bot, place: Place, message: Ready, keyboard: InlineKeyboardMarkup | None) -> Message:
    try:
        return await _hand_over(bot, place, message.html, ParseMode.HTML, keyboard)
    except BadRequest as refusal:
        if "parse entities" not in refusal.message.lower():
            raise
        _log.warning("Telegram refused a message's formatting; it goes out as plain text.")
    return await _hand_over(bot, place, message.plain, None, keyboard)


async def _hand_over(
    bot: Bot, place: Place, text: str, parse_mode: ParseMode | None, keyboard: InlineKeyboardMarkup | None
) -> Message:
    reply = ReplyParameters(place.reply_to, allow_sending_without_reply=True) if place.reply_to else None
    return await bot.send_message(
        place.chat_id,
        text,
        parse_mode=parse_mode,
        message_thread_id=place.topic_id,
        reply_parameters=reply,
        reply_markup=keyboard,
        link_preview_options=NO_PREVIEW,
    )
