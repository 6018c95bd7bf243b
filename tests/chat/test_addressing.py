"""When the bot is spoken to."""

from datetime import UTC, datetime

import pytest
from telegram import Chat, ForumTopicCreated, Message, MessageEntity, User

from helium_bot.chat.addressing import names, question_in

BOT = User(42, "Helium bot", is_bot=True, username="helium_bot")
ANNA = User(7, "Anna", is_bot=False)
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def message(text: str, chat: str = "supergroup", reply: Message | None = None, **mention: User) -> Message:
    entities = [
        MessageEntity(MessageEntity.MENTION, text.index(word), len(word)) for word in text.split() if word[0] == "@"
    ]
    if user := mention.get("named"):
        entities.append(MessageEntity(MessageEntity.TEXT_MENTION, 0, len("Helium"), user=user))
    return Message(1, NOW, Chat(-1, chat), ANNA, text=text, entities=entities, reply_to_message=reply)


def said_by(user: User, **more: ForumTopicCreated) -> Message:
    return Message(2, NOW, Chat(-1, "supergroup"), user, **more)


def test_everything_said_in_private_is_for_the_bot() -> None:
    assert question_in(message("What is CrossCare?", "private"), BOT) == "What is CrossCare?"


def test_group_talk_is_left_alone() -> None:
    assert question_in(message("What is CrossCare?"), BOT) is None
    assert question_in(message("Ask @other_bot or @helium_bot_2"), BOT) is None
    assert question_in(message("Well said", reply=said_by(ANNA)), BOT) is None


@pytest.mark.parametrize("text", ["@helium_bot What is CrossCare?", "What is CrossCare? @Helium_Bot"])
def test_a_mention_in_a_group_asks_what_stands_beside_it(text: str) -> None:
    assert question_in(message(text), BOT) == "What is CrossCare?"


def test_a_mention_without_a_username_counts_too() -> None:
    assert question_in(message("Helium what is it?", named=BOT), BOT) == "what is it?"
    assert question_in(message("Helium what is it?", named=ANNA), BOT) is None


def test_a_reply_to_the_bot_speaks_to_it() -> None:
    assert question_in(message("And in Hungary?", reply=said_by(BOT)), BOT) == "And in Hungary?"


def test_a_message_in_a_topic_that_the_bot_opened_is_no_reply_to_it() -> None:
    opened = said_by(BOT, forum_topic_created=ForumTopicCreated("Plans", 0))
    assert question_in(message("Hello all", reply=opened), BOT) is None


def test_a_command_in_a_group_must_name_the_bot() -> None:
    assert names(message("/nonsense@helium_bot"), BOT)
    assert not names(message("/nonsense@other_bot"), BOT)
    assert not names(message("/nonsense"), BOT)
    assert names(message("/nonsense", "private"), BOT)
