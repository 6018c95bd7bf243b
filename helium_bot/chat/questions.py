"""Questions: free text in, a cited answer out; also for an example that is tapped and a question that is corrected."""

import asyncio

from telegram import Bot, Message, Update
from telegram.ext import CallbackQueryHandler, MessageHandler, filters

from helium_bot.answering.wording import EXAMPLES
from helium_bot.chat.addressing import question_in
from helium_bot.chat.context import Context, Handler
from helium_bot.chat.conversation import Asked, Conversation
from helium_bot.chat.delivery import deliver
from helium_bot.chat.messages import Run, Style, set_out
from helium_bot.chat.needs import Answers, Clock, Detect
from helium_bot.chat.person import phrases_for
from helium_bot.chat.place import Place, place_of, place_of_tap
from helium_bot.chat.presence import at_work
from helium_bot.chat.rendering import rendered
from helium_bot.chat.taps import acknowledge
from helium_bot.locale import Phrases, folded, phrases


class Questions:
    """The way of a question through the chat."""

    def __init__(self, answers: Answers, conversation: Conversation, detect: Detect, clock: Clock) -> None:
        self._answers = answers
        self._conversation = conversation
        self._detect = detect
        self._clock = clock

    def handlers(self) -> list[Handler]:
        """What of an update concerns questions."""
        text = filters.TEXT & ~filters.COMMAND
        return [
            CallbackQueryHandler(self.tapped, pattern=r"^ask:[a-z]{2}:\d{1,2}$"),
            MessageHandler(filters.UpdateType.MESSAGE & text, self.asked),
            MessageHandler(filters.UpdateType.EDITED_MESSAGE & text, self.corrected),
        ]

    async def asked(self, update: Update, context: Context) -> None:
        """A message: answered when it speaks to the bot."""
        message = _message(update)
        question = question_in(message, context.bot.bot)
        if question is not None:
            await self._answer(context.bot, place_of(message), message.message_id, question, phrases_for(update))

    async def corrected(self, update: Update, context: Context) -> None:
        """An edited message: answered anew when it is the latest question here and now says something else.

        An older one stays as it is: its answer stands above later ones, and a new answer below them would confuse.
        """
        message = _message(update)
        question = question_in(message, context.bot.bot)
        place = place_of(message, reply=True)
        earlier = await self._conversation.earlier(place.thread, self._clock())
        if question is None or not earlier:
            return
        latest = earlier[-1]
        if latest.message_id == message.message_id and latest.text != question:
            await self._answer(context.bot, place, message.message_id, question, phrases_for(update))

    async def tapped(self, update: Update, context: Context) -> None:
        """A tapped example: the question is shown as if it had been typed, and answered."""
        query, place = update.callback_query, place_of_tap(update)
        if query is None:
            return
        await acknowledge(query)
        _, language, number = str(query.data).split(":")
        if place is None or int(number) >= len(EXAMPLES):
            return
        question = phrases(language).say(EXAMPLES[int(number)])
        shown = await deliver(context.bot, place, set_out([(Run(question, Style.BOLD),)]))
        if shown:
            there = Place(place.chat_id, place.topic_id, shown.message_id)
            await self._answer(context.bot, there, shown.message_id, question, phrases(language))

    async def _answer(self, bot: Bot, place: Place, message_id: int, question: str, person: Phrases) -> None:
        now = self._clock()
        earlier = await self._conversation.earlier(place.thread, now)
        asked = Asked(message_id, question, now)
        await self._conversation.remember(place.thread, asked)
        async with at_work(bot, place):
            language = folded(await asyncio.to_thread(self._detect, question)) or person.language
            history = [known.text for known in earlier if known.usable and known.message_id != message_id]
            answer = await self._answers.answer(question, language=language, history=history)
        if answer.objection:
            await self._conversation.remember(place.thread, Asked(message_id, question, now, usable=False))
        await deliver(bot, place, rendered(answer, phrases(folded(answer.language) or language)))


def _message(update: Update) -> Message:
    message = update.effective_message
    if message is None:
        raise ValueError("This update has no message, though its handler asks for one.")
    return message
