"""Failures: the one place where something went wrong becomes a sentence for the person and a line in the log."""

import logging
import traceback
from pathlib import Path

from telegram import Bot, Message, Update
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from helium_bot.chat.context import Context
from helium_bot.chat.delivery import deliver
from helium_bot.chat.messages import Run, set_out
from helium_bot.chat.person import phrases_for
from helium_bot.chat.place import place_of, place_of_tap
from helium_bot.locale import marked

_SORRY = marked("Sorry, something went wrong on my side. Please try again in a moment.")
_TOO_LONG = marked("That took too long, so I stopped. Please try again, perhaps with a shorter question.")

_log = logging.getLogger(__name__)


async def report(update: object, context: Context) -> None:
    """The error handler of the application: tells the person, and the log without a word of what they wrote."""
    error = context.error
    if isinstance(error, Forbidden):
        _log.info("A reply was not delivered: the person has blocked the bot or left the chat.")
    elif _out_of_reach(error):
        _log.warning("A reply was not delivered: Telegram could not be reached (%s).", type(error).__name__)
    else:
        _log.error("A message could not be handled: %s", described(error))
        await _apologise(update, context.bot, _SORRY)


async def report_stuck(update: object, bot: Bot) -> None:
    """Tell the person, and the log, that handling ``update`` took too long and was stopped."""
    _log.error("A message took too long to handle and was given up.")
    await _apologise(update, bot, _TOO_LONG)


def described(error: BaseException | None) -> str:
    """What went wrong and where, without the error's own words, which may quote a person or hold a secret.

    Telegram's refusals keep theirs up to the first colon: what follows may repeat the message.
    """
    told: list[str] = []
    while error is not None and len(told) < 3:
        words = f" ({error.message.split(':')[0]})" if isinstance(error, TelegramError) else ""
        steps = _own(traceback.extract_tb(error.__traceback__))
        path = " > ".join(f"{Path(step.filename).name}:{step.lineno} {step.name}" for step in steps)
        told.append(f"{type(error).__name__}{words} at {path or 'an unknown place'}")
        error = error.__cause__ or error.__context__
    return "; caused by ".join(told)


def _own(steps: list[traceback.FrameSummary]) -> list[traceback.FrameSummary]:
    """The last steps through this bot's code, and the one where it ended."""
    ours = [step for step in steps[:-1] if "site-packages" not in step.filename]
    return [*ours[-3:], *steps[-1:]]


def _out_of_reach(error: BaseException | None) -> bool:
    return isinstance(error, RetryAfter) or (isinstance(error, NetworkError) and not isinstance(error, BadRequest))


async def _apologise(update: object, bot: Bot, words: str) -> None:
    if not isinstance(update, Update):
        return
    message = update.effective_message
    place = place_of_tap(update) or (place_of(message) if isinstance(message, Message) else None)
    if place is None:
        return
    try:
        await deliver(bot, place, set_out([(Run(phrases_for(update).say(words)),)]))
    except TelegramError as error:
        _log.warning("The apology was not delivered either: %s", type(error).__name__)
