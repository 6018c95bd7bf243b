"""The first minutes: /start, /help, and whatever else people send."""

import asyncio
import re

import pytest

from helium_bot.chat.application import TelegramBot
from helium_bot.sandbox.people import Visitor
from helium_bot.sandbox.server import Sandbox
from tests.flows.conftest import NewBot, NewVisitor
from tests.flows.scripted import QUOTE, ScriptedAnswers


@pytest.mark.parametrize(
    ("language", "words", "example"),
    [
        ("en", "I am an AI system", "Which regions wrote an action plan?"),
        ("nl-BE", "Ik ben een AI-systeem", "Welke regio's hebben een actieplan geschreven?"),
        ("hu", "Mesterségesintelligencia-rendszer vagyok", "Mely régiók készítettek cselekvési tervet?"),
        ("pt-BR", "Sou um sistema de IA", "Que regiões elaboraram um plano de ação?"),
        ("de", "I am an AI system", "Which regions wrote an action plan?"),
    ],
)
async def test_start_says_in_the_persons_language_that_this_is_an_ai_system_and_what_it_keeps(
    bot: TelegramBot, new_visitor: NewVisitor, language: str, words: str, example: str
) -> None:
    person = await new_visitor("Someone", language_code=language)
    await person.says("/start")
    hello = await person.hears()
    assert words in hello.text
    assert re.search(r"\b4\b.*\b30\b", hello.text)
    assert hello.labels[0] == example
    assert len(hello.labels) == 3


async def test_start_says_so_when_questions_go_to_an_outside_model(new_bot: NewBot, visitor: Visitor) -> None:
    await new_bot(sends_out=True)
    await visitor.says("/start")
    assert "external language model service" in (await visitor.hears()).text


async def test_start_does_not_speak_of_an_outside_model_when_there_is_none(bot: TelegramBot, visitor: Visitor) -> None:
    await visitor.says("/start")
    assert "external" not in (await visitor.hears()).text


async def test_a_tapped_example_is_shown_and_answered(bot: TelegramBot, visitor: Visitor) -> None:
    await visitor.says("/start")
    hello = await visitor.hears()
    toast = await visitor.taps(hello.labels[2])
    question, answer = await visitor.reads(2)
    assert toast.text == ""
    assert question.text == hello.labels[2]
    assert answer.reply_to == question.id
    assert answer.quotes == [QUOTE]


async def test_help_explains_citations_and_lists_the_commands(bot: TelegramBot, visitor: Visitor) -> None:
    await visitor.says("/help")
    text = (await visitor.hears()).text
    assert "[1]" in text
    for command in ("/plans", "/practices", "/help", "/start"):
        assert command in text


async def test_an_unknown_command_gets_a_kind_reply(bot: TelegramBot, visitor: Visitor) -> None:
    await visitor.says("/frobnicate now")
    assert "/help" in (await visitor.hears()).text


@pytest.mark.parametrize("photo", [True, False])
async def test_a_photo_or_file_gets_a_kind_reply(bot: TelegramBot, new_visitor: NewVisitor, photo: bool) -> None:
    person = await new_visitor("João", language_code="pt")
    await person.sends(PIXEL if photo else b"%PDF-1.7", "a.png" if photo else "a.pdf", photo=photo)
    assert (await person.hears()).text == "Só consigo ler texto. Por favor, escreva a sua pergunta por palavras."


@pytest.mark.parametrize(
    "content",
    [
        {"sticker": {"file_id": "s", "file_unique_id": "s", "type": "regular", "width": 1, "height": 1,
                     "is_animated": False, "is_video": False}},
        {"voice": {"file_id": "v", "file_unique_id": "v", "duration": 3}},
        {"location": {"latitude": 47.5, "longitude": 19.0}},
        {"contact": {"phone_number": "1", "first_name": "X"}},
        {"dice": {"emoji": "🎲", "value": 3}},
        {"poll": {"id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False,
                  "is_anonymous": True, "type": "regular", "allows_multiple_answers": False,
                  "allows_revoting": False, "members_only": False}},
    ],
    ids=lambda content: next(iter(content)),
)  # fmt: skip
async def test_whatever_is_no_text_gets_a_kind_reply(
    bot: TelegramBot, sandbox: Sandbox, visitor: Visitor, content: dict[str, object]
) -> None:
    await visitor.says("/start")
    await visitor.hears()
    sandbox.world.mailbox.add_raw({"message": raw_message(visitor, **content)})
    assert (await visitor.hears()).text.startswith("I can only read text.")


async def test_an_album_gets_one_reply(bot: TelegramBot, sandbox: Sandbox, visitor: Visitor) -> None:
    for number in range(4):
        photo = [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]
        sandbox.world.mailbox.add_raw({"message": raw_message(visitor, 900 + number, photo=photo, media_group_id="a")})
    await visitor.says("What is CrossCare?")
    await visitor.sees(QUOTE)
    assert len((await visitor.transcript()).from_bot) == 2


async def test_a_pinned_message_in_private_is_no_occasion_to_speak(
    bot: TelegramBot, sandbox: Sandbox, visitor: Visitor
) -> None:
    sandbox.world.mailbox.add_raw({"message": raw_message(visitor, new_chat_title="x")})
    await visitor.says("What is CrossCare?")
    await visitor.sees(QUOTE)
    assert len((await visitor.transcript()).from_bot) == 1


@pytest.mark.parametrize(
    "data",
    [
        "ask:en:99",
        "ask:xx:0",
        "doc:" + "0" * 32,
        "file:../../etc/passwd",
        "list:project:0",
        "list:action_plan:99",
        "nonsense",
        "🙂" * 16,
    ],
)
async def test_a_forged_or_old_button_is_answered_politely(bot: TelegramBot, visitor: Visitor, data: str) -> None:
    await visitor.says("/start")
    hello = await visitor.hears()
    toast = await visitor.taps(data=data, message=hello)
    assert "went wrong" not in toast.text
    await visitor.says("What is CrossCare?")
    await visitor.sees(QUOTE)
    assert not [m for m in (await visitor.transcript()).from_bot if "went wrong" in m.text]


async def test_a_button_that_means_nothing_any_more_says_so(bot: TelegramBot, visitor: Visitor) -> None:
    await visitor.says("/start")
    toast = await visitor.taps(data="season:2018", message=await visitor.hears())
    assert toast.alert
    assert "no longer works" in toast.text


async def test_the_menu_is_set_in_four_languages(bot: TelegramBot, new_visitor: NewVisitor) -> None:
    expected = {"en": "browse", "nl": "bladeren", "hu": "böngészése", "pt": "consultar"}
    for language, word in expected.items():
        person = await new_visitor(f"Person {language}", language_code=language)
        await introduced(person)
        menu = await person.menu()
        assert list(menu) == ["plans", "practices", "help", "start"]
        assert word in menu["plans"]


async def test_a_refused_menu_does_not_stop_the_bot(
    sandbox: Sandbox, new_bot: NewBot, visitor: Visitor, answers: ScriptedAnswers
) -> None:
    await visitor.fails("server_error", "setMyCommands", times=50)
    await new_bot()
    await visitor.says("What is CrossCare?")
    assert (await visitor.hears()).quotes == [QUOTE]


def raw_message(person: Visitor, number: int = 900, **content: object) -> dict[str, object]:
    """A message as Telegram writes it, for kinds of content that the sandbox's people cannot send."""
    user = {"id": person.id, "is_bot": False, "first_name": person.name, "language_code": "en"}
    chat = {"id": person.id, "type": "private", "first_name": person.name}
    return {"message_id": number, "date": 1_790_000_000, "from": user, "chat": chat, **content}


async def introduced(person: Visitor) -> None:
    """Wait until the bot has introduced itself; the last of its calls is for Portuguese."""
    async with asyncio.timeout(10):
        while True:
            calls = await person.calls("setMyShortDescription")
            if any(call["parameters"].get("language_code") == "pt" for call in calls):
                return


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c626001000000ffff030000060005"
    "57bfabd40000000049454e44ae426082"
)
