"""Taps on buttons: acknowledged at once, whatever their age."""

from telegram import CallbackQuery
from telegram.error import BadRequest

from helium_bot.chat.messages import units

_LONGEST = 200


async def acknowledge(query: CallbackQuery, words: str = "") -> None:
    """Stop the button's spinner, showing ``words`` if there are any. A tap too old to acknowledge is left alone."""
    shown = words if units(words) <= _LONGEST else words[: _LONGEST // 2]
    try:
        await query.answer(shown or None, show_alert=bool(shown))
    except BadRequest as refusal:
        if "query is too old" not in refusal.message.lower():
            raise
