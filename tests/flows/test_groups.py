"""In groups the bot speaks only when spoken to, in the thread where that was."""

from collections.abc import Mapping
from typing import Any

from helium_bot.chat.application import TelegramBot
from helium_bot.sandbox.people import Visitor
from helium_bot.sandbox.server import Sandbox
from tests.flows.scripted import QUOTE, ScriptedAnswers

GROUP = -100_123
MENTIONED = "@helium_sandbox_bot What is CrossCare?"


def said(sandbox: Sandbox, text: str, **more: object) -> None:
    """Somebody in a group writes ``text``; its first word is marked as the mention or command it is."""
    first = text.split()[0]
    kind = {"@": "mention", "/": "bot_command"}.get(first[0])
    sandbox.world.mailbox.add_raw(
        {
            "message": {
                "message_id": 5,
                "date": 1_790_000_000,
                "from": {"id": 77, "is_bot": False, "first_name": "Eva", "language_code": "pt"},
                "chat": {"id": GROUP, "type": "supergroup", "title": "Partners"},
                "text": text,
                "entities": [{"type": kind, "offset": 0, "length": len(first)}] if kind else [],
                **more,
            }
        }
    )


async def sends_to_the_group(visitor: Visitor) -> list[Mapping[str, Any]]:
    """What the bot tried to send there, once it has handled all that came before."""
    await visitor.says("When?")
    await visitor.sees(QUOTE)
    calls = await visitor.calls("sendMessage")
    return [call["parameters"] for call in calls if str(call["parameters"]["chat_id"]) == str(GROUP)]


async def test_group_talk_is_met_with_silence(
    bot: TelegramBot, sandbox: Sandbox, visitor: Visitor, answers: ScriptedAnswers
) -> None:
    said(sandbox, "What is CrossCare?")
    said(sandbox, "/weather")
    said(sandbox, "/start@other_bot")
    said(sandbox, "@somebody look")
    sandbox.world.mailbox.add_raw(
        {
            "message": {
                "message_id": 6,
                "date": 1_790_000_000,
                "from": {"id": 77, "is_bot": False, "first_name": "Eva"},
                "chat": {"id": GROUP, "type": "supergroup", "title": "Partners"},
                "dice": {"emoji": "🎲", "value": 3},
            }
        }
    )
    assert await sends_to_the_group(visitor) == []
    assert len(answers.asked) == 1


async def test_a_mention_is_answered_where_it_was_made(
    bot: TelegramBot, sandbox: Sandbox, visitor: Visitor, answers: ScriptedAnswers
) -> None:
    said(sandbox, MENTIONED, message_thread_id=9, is_topic_message=True)
    await answers.arrival("What is CrossCare?").wait()
    first = (await sends_to_the_group(visitor))[0]
    assert str(first["message_thread_id"]) == "9"
    assert '"message_id": 5' in str(first["reply_parameters"]) or first["reply_parameters"]["message_id"] == 5
    assert answers.asked[0].language == "pt"


async def test_the_thread_of_a_plain_reply_is_not_sent_back(
    bot: TelegramBot, sandbox: Sandbox, visitor: Visitor, answers: ScriptedAnswers
) -> None:
    said(sandbox, MENTIONED, message_thread_id=9)
    await answers.arrival("What is CrossCare?").wait()
    first = (await sends_to_the_group(visitor))[0]
    assert "message_thread_id" not in first


async def test_a_command_in_a_group_is_obeyed(bot: TelegramBot, sandbox: Sandbox, visitor: Visitor) -> None:
    said(sandbox, "/help@helium_sandbox_bot")
    await visitor.says("/help")
    await visitor.hears()
    first = (await sends_to_the_group(visitor))[0]
    assert "/plans" in str(first["text"])
