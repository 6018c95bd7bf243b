"""Welcome: who the bot is, how to use it, and a kind word for whatever it cannot use."""

from collections import deque
from datetime import timedelta

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from helium_bot.answering.wording import EXAMPLES, in_quotes
from helium_bot.chat.addressing import names
from helium_bot.chat.commands import COMMANDS
from helium_bot.chat.context import Context, Handler
from helium_bot.chat.conversation import Conversation
from helium_bot.chat.delivery import deliver
from helium_bot.chat.messages import Block, Run, Style, set_out
from helium_bot.chat.person import phrases_for
from helium_bot.chat.place import place_of
from helium_bot.chat.taps import acknowledge
from helium_bot.locale import Phrases

_ALBUMS_REMEMBERED = 256


class Welcome:
    """/start and /help, and what stands at the end of the line: unknown commands, old buttons, stickers.

    ``kept`` is how long the conversation remembers ``count`` questions; ``sends_out`` says whether questions leave
    this program for a language model. Both are told to the person.
    """

    def __init__(self, conversation: Conversation, kept: timedelta, count: int, *, sends_out: bool) -> None:
        self._conversation = conversation
        self._minutes = round(kept.total_seconds() / 60)
        self._count = count
        self._sends_out = sends_out
        self._albums: deque[str] = deque(maxlen=_ALBUMS_REMEMBERED)

    def handlers(self) -> list[Handler]:
        """The commands; they come first."""
        new = filters.UpdateType.MESSAGE
        return [CommandHandler("start", self.start, filters=new), CommandHandler("help", self.help, filters=new)]

    def leftovers(self) -> list[Handler]:
        """Buttons, commands and private messages that nobody else took; the end of the line."""
        new = filters.UpdateType.MESSAGE
        private = new & filters.ChatType.PRIVATE & ~filters.StatusUpdate.ALL
        return [
            CallbackQueryHandler(self.old_button),
            MessageHandler(new & filters.COMMAND, self.unknown_command),
            MessageHandler(private & ~filters.TEXT, self.not_text),
        ]

    async def start(self, update: Update, context: Context) -> None:
        """Who I am, what I keep, and three questions to tap. The conversation begins anew."""
        if update.message is None:
            return
        place, phrases = place_of(update.message), phrases_for(update)
        await self._conversation.forget(place.thread)
        await deliver(context.bot, place, set_out(self._introduction(phrases)), _examples(phrases))

    async def help(self, update: Update, context: Context) -> None:
        """How to ask, how to read the citations, and the commands."""
        if update.message:
            await deliver(context.bot, place_of(update.message), set_out(_help(phrases_for(update))))

    async def unknown_command(self, update: Update, context: Context) -> None:
        """A command that this bot does not have; in groups it may be another bot's."""
        if update.message and names(update.message, context.bot.bot):
            say = phrases_for(update).say
            await _tell(update.message, context, say("I do not know that command. /help shows what I can do."))

    async def old_button(self, update: Update, context: Context) -> None:
        """A button that no longer means anything, or never did."""
        if update.callback_query:
            say = phrases_for(update).say
            await acknowledge(
                update.callback_query, say("This button no longer works. Please use /plans or /practices, or just ask.")
            )

    async def not_text(self, update: Update, context: Context) -> None:
        """A sticker, photo, voice note, place, file, contact or poll; an album gets one reply."""
        message = update.message
        if message is None or (message.media_group_id and message.media_group_id in self._albums):
            return
        if message.media_group_id:
            self._albums.append(message.media_group_id)
        say = phrases_for(update).say
        await _tell(message, context, say("I can only read text. Please type your question in words."))

    def _introduction(self, phrases: Phrases) -> list[Block]:
        say = phrases.say
        keeps = say(
            "What I keep: your last {count} questions, only in my memory and for at most {minutes} minutes, so that "
            "you can ask follow-ups. I store nothing else about you. Telegram itself keeps this chat.",
            count=phrases.number(self._count),
            minutes=phrases.number(self._minutes),
        )
        sends = say(
            "To search and to word an answer, your question may be sent to an external language model service, "
            "without your name."
        )
        return [
            (Run(say("Hello, I am Helium bot, the assistant of the HELIUM project."), Style.BOLD),),
            (
                Run(
                    say(
                        "I answer questions about the project, its regional action plans and its good practices, and "
                        "show the very sentences that each answer rests on."
                    )
                ),
            ),
            (
                Run(
                    say(
                        "I am an AI system, not a person, and I can be mistaken: please check the quoted source before "
                        "you rely on an answer."
                    )
                ),
            ),
            (Run(f"{keeps} {sends}" if self._sends_out else keeps),),
            (Run(say("Type a question, or tap one of these:")),),
        ]


def _help(phrases: Phrases) -> list[Block]:
    say = phrases.say
    examples = "\n".join(f"• {in_quotes(say(example), phrases)}" for example in EXAMPLES)
    commands = "\n".join(f"/{command} – {say(words)}" for command, words in COMMANDS.items())
    return [
        (Run(say("Just type your question, for example:")), Run(f"\n{examples}")),
        (
            Run(say("Reading an answer"), Style.BOLD),
            Run("\n"),
            Run(
                say(
                    "A number such as [1] leads to its source: the document, the section and the page, with the exact "
                    "words. Tap a long quote to unfold it. When the documents do not hold the answer, I say so."
                )
            ),
        ),
        (Run(say("You can ask me in English, Dutch, Hungarian or Portuguese. Quotes stay in the source's language.")),),
        (Run(commands),),
    ]


def _examples(phrases: Phrases) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(phrases.say(example), callback_data=f"ask:{phrases.language}:{number}")]
            for number, example in enumerate(EXAMPLES)
        ]
    )


async def _tell(message: Message, context: Context, words: str) -> None:
    await deliver(context.bot, place_of(message), set_out([(Run(words),)]))
