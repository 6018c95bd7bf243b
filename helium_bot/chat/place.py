"""Place: where a reply goes."""

from dataclasses import dataclass

from telegram import Message, Update
from telegram.constants import ChatType

from helium_bot.chat.conversation import Thread


@dataclass(frozen=True, slots=True)
class Place:
    """A chat, its topic if it has topics, and the message that is replied to if one is."""

    chat_id: int
    topic_id: int | None = None
    reply_to: int | None = None

    @property
    def thread(self) -> Thread:
        """The conversation that goes on here."""
        return Thread(self.chat_id, self.topic_id or 0)


def place_of(message: Message, *, reply: bool = False) -> Place:
    """Where to answer ``message``. In a group, and with ``reply``, the answer points at it."""
    pointed = reply or message.chat.type != ChatType.PRIVATE
    # Replies in ordinary groups carry a thread id too, which Telegram refuses when it is sent back.
    topic = message.message_thread_id if message.is_topic_message else None
    return Place(message.chat_id, topic, message.message_id if pointed else None)


def place_of_tap(update: Update) -> Place | None:
    """Where to answer a tapped button, or None when its chat is unknown (a button sent through inline mode)."""
    query = update.callback_query
    if query is None or query.message is None:
        return None
    if isinstance(query.message, Message):
        there = place_of(query.message)
        return Place(there.chat_id, there.topic_id)
    return Place(query.message.chat.id)
