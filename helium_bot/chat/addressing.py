"""Whether a message speaks to the bot: always in private, in groups only when it is named or replied to."""

from telegram import Message, User
from telegram.constants import ChatType, MessageEntityType


def question_in(message: Message, bot: User) -> str | None:
    """The text that ``message`` puts to ``bot``, without the mention, or None when it speaks to somebody else."""
    text = message.text or ""
    if message.chat.type == ChatType.PRIVATE:
        return text
    for mention in _mentions(message, bot):
        return " ".join(text.replace(mention, " ").split())
    return text if _replies_to(message, bot) else None


def names(message: Message, bot: User) -> bool:
    """Whether a command is meant for ``bot``: always in private, in groups only as ``/command@name``."""
    return message.chat.type == ChatType.PRIVATE or f"@{bot.username}".lower() in (message.text or "").lower()


def _mentions(message: Message, bot: User) -> list[str]:
    found = message.parse_entities([MessageEntityType.MENTION, MessageEntityType.TEXT_MENTION])
    return [
        text
        for entity, text in found.items()
        if text.lower() == f"@{bot.username}".lower() or (entity.user and entity.user.id == bot.id)
    ]


def _replies_to(message: Message, bot: User) -> bool:
    answered = message.reply_to_message
    # The first message of a topic counts as answered by everything in it.
    return bool(
        answered and answered.from_user and answered.from_user.id == bot.id and not answered.forum_topic_created
    )
