"""The person behind an update, as far as the chat needs to know them."""

from telegram import Update

from helium_bot.locale import Phrases, phrases


def phrases_for(update: object) -> Phrases:
    """The phrases in the language the person set in Telegram; English where that is not one of ours."""
    user = update.effective_user if isinstance(update, Update) else None
    return phrases(user.language_code if user else None)
