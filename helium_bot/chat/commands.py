"""The command menu and the profile that Telegram shows, in each language of the interface."""

import logging

from telegram import Bot, BotCommand
from telegram.error import TelegramError

from helium_bot.locale import LANGUAGES, marked, phrases

COMMANDS = {
    "plans": marked("browse the regional action plans"),
    "practices": marked("browse the good practices"),
    "help": marked("how to ask, and how to read an answer"),
    "start": marked("who I am and what I keep"),
}
"""Each command and what it does."""

_DESCRIPTION = marked(
    "I am an AI assistant. I answer questions about the HELIUM project, its regional action plans and its good "
    "practices, and show the very sentences that each answer rests on."
)
_SHORT_DESCRIPTION = marked("Cited answers about the HELIUM project. I am an AI system.")

_log = logging.getLogger(__name__)


async def introduce(bot: Bot) -> None:
    """Tell Telegram the commands and the profile. The bot works without; a refusal is only logged."""
    try:
        for language in LANGUAGES:
            await _introduce_in(bot, language)
    except TelegramError as error:
        _log.warning(
            "Telegram did not take the command menu (%s); the commands work all the same.", type(error).__name__
        )


async def _introduce_in(bot: Bot, language: str) -> None:
    say = phrases(language).say
    # Without a code it is what everybody sees whose language has no menu of its own.
    code = "" if language == LANGUAGES[0] else language
    await bot.set_my_commands([BotCommand(name, say(words)) for name, words in COMMANDS.items()], language_code=code)
    await bot.set_my_description(say(_DESCRIPTION), language_code=code)
    await bot.set_my_short_description(say(_SHORT_DESCRIPTION), language_code=code)
