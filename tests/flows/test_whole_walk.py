"""Whole walks with nothing scripted but Telegram: from documents on the disk to an answer in the chat."""

import asyncio
import re
import shutil
import threading
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from helium_bot.chat.application import TelegramBot
from helium_bot.sandbox.people import Visitor
from helium_bot.sandbox.server import Sandbox
from helium_bot.settings import Settings
from helium_bot.wiring import House, opened
from ingest.reading.formats import read
from ingest.splitting import extracted
from knowledge.language import detect
from tests import scripted_model as script
from tests.flows.conftest import NewBot, NewVisitor
from tests.flows.terminal import Running, Terminal
from tests.scripted_model import API_KEY, ScriptedModel

DOCUMENTS = Path(__file__).parents[2] / "knowledge" / "documents"
NIGHT_LIGHTS = """# Synthetic: night lights in Sampleford

The night light project of Sampleford lends small lamps to people who often fall at night.

Nurse Adaeze Okonkwo leads the night light project of Sampleford.
"""
GARDENS = """# Synthetic: gardens in Otherville

The garden project of Otherville grows vegetables with patients who learn to walk again.

Doctor Ilse Vermeulen leads the garden project of Otherville.
"""
COST = "CrossCare cost EUR 10,091,625.55"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The library of the shipped documents and two synthetic ones."""
    folder = tmp_path_factory.mktemp("house")
    documents = folder / "documents"
    shutil.copytree(DOCUMENTS, documents)
    (documents / "night_lights.md").write_text(NIGHT_LIGHTS, encoding="utf-8")
    (documents / "gardens.md").write_text(GARDENS, encoding="utf-8")
    with opened(Settings(data_dir=folder / "data", documents_dir=documents)) as house:
        house.sync(documents)
        yield house


@pytest.fixture(scope="module")
def sources(house: House) -> str:
    """All that stands in the documents."""
    return "\n\n".join(extracted(read(path)) for path in house.settings.documents_dir.rglob("*.md"))


@pytest.fixture
async def bot(house: House, new_bot: NewBot) -> AsyncIterator[TelegramBot]:
    """The bot before the sandbox, with the true library and no chat model."""
    async with house.answerer() as answerer:
        yield await new_bot(answers=answerer, documents=house, detect=detect)


@pytest.fixture
async def bot_with_model(house: House, new_bot: NewBot, scripted_model: ScriptedModel) -> AsyncIterator[TelegramBot]:
    """The same, whose answers a chat model writes."""
    settings = replace(
        house.settings, chat_model="scripted", openai_api_key=API_KEY, openai_base_url=scripted_model.base_url
    )
    async with House(settings, house.embedder, house.store).answerer() as answerer:
        yield await new_bot(answers=answerer, documents=house, detect=detect)


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """A terminal in a folder with one document, which the settings name as a person would type it."""
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "gardens.md").write_text(GARDENS, encoding="utf-8")
    return Terminal(tmp_path, {"HELIUM_DOCUMENTS_DIR": "documents", "HELIUM_DATA_DIR": "data"})


async def printed(running: Running, words: str) -> str:
    """The line with ``words``, while the sandbox of this process goes on serving."""
    return await asyncio.to_thread(running.until, words)


# A conversation


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("How much did CrossCare cost?", "The documents say:"),
        ("Hoeveel kostte CrossCare?", "In de documenten staat:"),
        ("Mennyibe került a CrossCare?", "A dokumentumokban ez áll:"),
        ("Quanto custou o projeto CrossCare?", "Os documentos dizem:"),
    ],
)
async def test_a_question_in_each_language_gets_the_sentence_that_answers_it_and_its_source(
    bot: TelegramBot, visitor: Visitor, sources: str, question: str, lead: str
) -> None:
    await visitor.says(question)
    answer = await visitor.hears()
    assert answer.text.startswith(lead)
    assert any(COST in quote for quote in answer.quotes)
    assert all(quote in sources for quote in answer.quotes)
    assert "[1] CrossCare: cross-border living labs for care innovation · What CrossCare cost" in answer.text


@pytest.mark.parametrize(
    ("opening", "follow_up", "name"),
    [
        ("What is the night light project?", "Who leads it?", "Adaeze Okonkwo"),
        ("What does the garden project do?", "Who leads it?", "Ilse Vermeulen"),
        ("What is the night light project?", "Who leads the garden project?", "Ilse Vermeulen"),
    ],
)
async def test_a_follow_up_is_about_what_was_named_before_unless_it_names_something_else(
    bot: TelegramBot, visitor: Visitor, opening: str, follow_up: str, name: str
) -> None:
    await visitor.says(opening)
    await visitor.hears()
    await visitor.says(follow_up)
    assert name in (await visitor.hears()).quotes[0]


async def test_people_talking_at_once_are_each_answered_about_their_own_matter(
    bot: TelegramBot, new_visitor: NewVisitor
) -> None:
    anna, bela = await new_visitor("Anna"), await new_visitor("Béla")
    await asyncio.gather(anna.says("What is the night light project?"), bela.says("What does the garden project do?"))
    await asyncio.gather(anna.hears(), bela.hears())
    await asyncio.gather(anna.says("Who leads it?"), bela.says("Who leads it?"))
    of_anna, of_bela = await asyncio.gather(anna.hears(), bela.hears())
    assert "Okonkwo" in of_anna.quotes[0]
    assert "Vermeulen" in of_bela.quotes[0]


async def test_what_is_not_in_the_documents_is_said_not_to_be(bot: TelegramBot, visitor: Visitor) -> None:
    await visitor.says("Who won the football cup?")
    assert (await visitor.hears()).text.startswith("This is not in the documents.")


async def test_what_comes_close_is_shown_as_no_more_than_that(bot: TelegramBot, visitor: Visitor, sources: str) -> None:
    await visitor.says("How tall is the mayor of Eindhoven?")
    answer = await visitor.hears()
    assert answer.text.startswith("This is not in the documents.")
    assert "may be about something else" in answer.text
    assert "Eindhoven" in answer.quotes[0]
    assert all(quote in sources for quote in answer.quotes)


@pytest.mark.parametrize(
    "words", ["🙂🙂🙂", "?!", "12 34", "x " * 2000, "Ποιος κέρδισε το κύπελλο;", "谁赢得了足球杯？"]
)
async def test_whatever_is_typed_gets_a_friendly_reply(bot: TelegramBot, visitor: Visitor, words: str) -> None:
    await visitor.says(words)
    reply = await visitor.hears()
    assert len(reply.text) > 40
    assert "went wrong" not in reply.text


async def test_a_model_answers_in_its_own_words_resting_on_the_quotes(
    bot_with_model: TelegramBot, visitor: Visitor, sources: str
) -> None:
    await visitor.says("How much did CrossCare cost?")
    answer = await visitor.hears()
    assert COST in answer.text
    assert "The documents say:" not in answer.text
    assert all(quote in sources for quote in answer.quotes)


async def test_a_model_that_dies_while_it_answers_leaves_the_quotes_and_a_word_on_it(
    bot_with_model: TelegramBot, visitor: Visitor, scripted_model: ScriptedModel, sources: str
) -> None:
    asked = threading.Event()

    def begins(request: script.Asked) -> script.Response:
        asked.set()
        return script.hangs(request)

    scripted_model.will(begins)
    await visitor.says("How much did CrossCare cost?")
    assert await asyncio.to_thread(asked.wait, 10)
    await asyncio.to_thread(scripted_model.stop)
    answer = await visitor.hears()
    assert "The language model did not answer" in answer.text
    assert any(COST in quote for quote in answer.quotes)
    assert all(quote in sources for quote in answer.quotes)


# The programs that people start


async def test_the_running_bot_takes_up_a_document_by_itself_and_keeps_others_from_its_library(
    sandbox: Sandbox, visitor: Visitor, terminal: Terminal
) -> None:
    telegram = {
        "HELIUM_TELEGRAM_TOKEN": sandbox.token,
        "HELIUM_TELEGRAM_API": sandbox.api_base,
        "HELIUM_TELEGRAM_FILE_API": sandbox.file_base,
    }
    question = "Who leads the night light project of Sampleford?"
    with terminal.starts("run", HELIUM_LOG_LEVEL="DEBUG", **telegram) as running:
        assert "@helium_sandbox_bot is serving with 1 document" in await printed(running, "is serving")
        await visitor.says(question)
        assert "Okonkwo" not in (await visitor.hears()).text

        writing = await asyncio.to_thread(terminal.types, "ingest")
        assert writing.status == 1
        assert "Another Helium bot is using" in writing.sentence
        reading = await asyncio.to_thread(terminal.types, "ask", "Who leads the garden project of Otherville?")
        assert (reading.status, reading.errors) == (0, "")
        assert "Vermeulen" in reading.output

        (terminal.folder / "documents" / "night_lights.md").write_text(NIGHT_LIGHTS, encoding="utf-8")
        assert "1 added" in await printed(running, "The documents folder changed")
        await visitor.says(question)
        assert "Okonkwo" in (await visitor.hears()).quotes[0]

        (terminal.folder / "documents" / "night_lights.md").unlink()
        assert "1 removed" in await printed(running, "The documents folder changed")
        await visitor.says(question)
        assert "Okonkwo" not in (await visitor.hears()).text

        assert await asyncio.to_thread(running.stop) == 0
        for hidden in (sandbox.token, sandbox.token.partition(":")[2], question, "Okonkwo", "Traceback"):
            assert hidden not in running.text


async def test_the_demo_answers_on_its_page_and_leaves_quietly_when_told_to(terminal: Terminal) -> None:
    with terminal.starts("demo", "--port", "0") as running:
        address = re.search(r"http://127\.0\.0\.1:\d+/", await printed(running, "Open http"))
        assert address
        async with Visitor(f"{address.group()}control", "Anna") as anna:
            await anna.says("Who leads the garden project of Otherville?")
            assert "Vermeulen" in (await anna.hears()).quotes[0]
        assert await asyncio.to_thread(running.stop) == 0
        assert "Traceback" not in running.text
        assert not (terminal.folder / "data" / "chroma").exists(), "the demo has a library of its own"


def test_without_a_token_the_real_bot_says_where_to_get_one(terminal: Terminal) -> None:
    told = terminal.types("run", HELIUM_TELEGRAM_TOKEN="")
    assert told.status == 1
    assert "HELIUM_TELEGRAM_TOKEN" in told.sentence
    assert "@BotFather" in told.sentence
    assert not (terminal.folder / "data").exists()


async def test_a_token_that_telegram_does_not_know_is_refused_without_being_repeated(
    sandbox: Sandbox, terminal: Terminal
) -> None:
    token = "4200000009:AAH-a-token-that-nobody-handed-out-ever"
    told = await asyncio.to_thread(
        terminal.types, "run", HELIUM_TELEGRAM_TOKEN=token, HELIUM_TELEGRAM_API=sandbox.api_base
    )
    assert told.status == 1
    assert "HELIUM_TELEGRAM_TOKEN" in told.sentence
    assert token not in told.sentence
