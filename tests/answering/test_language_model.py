"""The door to a chat model, over true HTTP to a scripted server."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import replace

import pytest
from pydantic import BaseModel

from helium_bot.language_model import ChatModel, Usage, open_language_model
from helium_bot.model_failures import ModelBusy, ModelDown, ModelNonsense, ModelSlow, ModelUnavailable
from helium_bot.settings import Settings, SettingsError
from tests import scripted_model as script
from tests.scripted_model import API_KEY, ScriptedModel

QUESTION = "A question that nobody else may read: how old is Aunt Agatha?"


class Capital(BaseModel):
    """The capital of a country."""

    city: str


PORTO = {"city": "Porto"}

Opened = Callable[..., ChatModel]


@pytest.fixture
async def opened(scripted_model: ScriptedModel) -> AsyncIterator[Opened]:
    models: list[ChatModel] = []

    def open_model(seconds: float = 20.0, name: str = "gpt-4o-mini") -> ChatModel:
        settings = Settings(
            chat_model=name,
            openai_api_key=API_KEY,
            openai_base_url=scripted_model.base_url,
            model_seconds=seconds,
        )
        model = open_language_model(settings)
        assert model is not None
        models.append(model)
        return model

    yield open_model
    for model in models:
        await model.aclose()


async def ask(model: ChatModel) -> Capital:
    return await model.complete("Name the capital.", QUESTION, Capital)


async def test_a_form_is_filled_in_with_the_operators_key_model_and_address(
    scripted_model: ScriptedModel, opened: Opened
) -> None:
    scripted_model.will(script.says_json(PORTO))
    assert await ask(opened()) == Capital(city="Porto")
    (asked,) = scripted_model.chats
    assert asked.authorization == f"Bearer {API_KEY}"
    assert asked.body["model"] == "gpt-4o-mini"
    assert asked.body["temperature"] == 0
    assert asked.body["response_format"]["json_schema"]["strict"] is True
    assert (asked.instructions, asked.prompt) == ("Name the capital.", QUESTION)


async def test_a_model_of_the_gpt_4_age_fills_the_form_in_as_a_tool_call(
    scripted_model: ScriptedModel, opened: Opened
) -> None:
    scripted_model.will(script.says_json(PORTO))
    assert await ask(opened(name="gpt-4")) == Capital(city="Porto")
    assert scripted_model.chats[0].format == "tools"


@pytest.mark.parametrize(
    ("refused", "tried"),
    [
        (["json_schema"], ["json_schema", "json_object"]),
        (["json_schema", "json_object"], ["json_schema", "json_object", ""]),
    ],
)
async def test_a_server_without_json_schema_is_asked_more_plainly_and_that_is_remembered(
    scripted_model: ScriptedModel, opened: Opened, refused: list[str], tried: list[str]
) -> None:
    scripted_model.will(script.refuses_formats(*refused, then=script.says_json(PORTO)))
    model = opened()
    assert await ask(model) == await ask(model) == Capital(city="Porto")
    assert [asked.format for asked in scripted_model.chats] == [*tried, tried[-1]]
    assert '"city"' in scripted_model.chats[-1].instructions, "the form is described where the request cannot carry it"


async def test_a_model_that_takes_no_temperature_is_asked_without_one(
    scripted_model: ScriptedModel, opened: Opened
) -> None:
    scripted_model.will(script.refuses_temperature(then=script.says_json(PORTO)))
    model = opened()
    assert await ask(model) == await ask(model) == Capital(city="Porto")
    assert ["temperature" in asked.body for asked in scripted_model.chats] == [True, False, False]


@pytest.mark.parametrize(
    "reply",
    [
        'Of course!\n```json\n{"city": "Porto"}\n```\nAnything else?',
        '<think>Perhaps {"city": "Lisbon"}? No: {not json}.</think> {"city": "Porto"}',
        '{"city": "Porto"',
        "",
        "{" * 200_000,
    ],
    ids=["fenced", "thinking aloud", "unclosed", "empty", "braces"],
)
async def test_the_form_is_found_in_a_talkative_reply_or_the_model_is_said_to_talk_nonsense(
    scripted_model: ScriptedModel, opened: Opened, reply: str
) -> None:
    scripted_model.will(script.says(reply))
    if "Porto" in reply and reply.count("{") == reply.count("}"):
        assert await ask(opened()) == Capital(city="Porto")
    else:
        with pytest.raises(ModelNonsense):
            await ask(opened())
        assert len(scripted_model.chats) == 2


@pytest.mark.parametrize(
    ("reply", "failure", "calls"),
    [
        (script.fails(401, "invalid_api_key"), ModelDown, 1),
        (script.fails(403), ModelDown, 1),
        (script.fails(404, "model_not_found"), ModelDown, 1),
        (script.fails(400), ModelDown, 3),
        (script.fails(500), ModelDown, 2),
        (script.html_page(502), ModelDown, 2),
        (script.cuts_off, ModelDown, 2),
        (script.busy(), ModelBusy, 2),
        (script.busy("0"), ModelBusy, 2),
        (script.busy("30"), ModelBusy, 1),
        (script.busy("Wed, 21 Oct 2065 07:28:00 GMT"), ModelBusy, 1),
        (script.busy(code="insufficient_quota"), ModelDown, 1),
        (script.malformed, ModelNonsense, 1),
        (script.no_choices, ModelNonsense, 1),
        (script.html_page(200), ModelNonsense, 1),
    ],
    ids=lambda value: None if callable(value) and not isinstance(value, type) else str(value),
)
async def test_every_failure_is_told_apart_at_once_without_leaking_the_key_or_the_question(
    scripted_model: ScriptedModel,
    opened: Opened,
    caplog: pytest.LogCaptureFixture,
    reply: script.Reply,
    failure: type[ModelUnavailable],
    calls: int,
) -> None:
    caplog.set_level(logging.DEBUG)
    scripted_model.will(reply)
    with pytest.raises(failure) as raised:
        await ask(opened())
    assert len(scripted_model.chats) == calls
    assert raised.value.__cause__ is None
    told = f"{raised.value!r} {raised.value.__context__!r} {caplog.text}"
    assert API_KEY not in told
    assert "Agatha" not in told
    assert "gpt-4o-mini" in caplog.text, "the operator is told which model failed"


async def test_a_passing_failure_is_tried_once_more(scripted_model: ScriptedModel, opened: Opened) -> None:
    for trouble in (script.busy("0"), script.fails(503), script.cuts_off):
        scripted_model.will(trouble, script.says_json(PORTO))
        assert await ask(opened()) == Capital(city="Porto")


async def test_a_model_that_hangs_is_left_when_its_time_is_up(scripted_model: ScriptedModel, opened: Opened) -> None:
    scripted_model.will(script.hangs)
    begun = time.monotonic()
    with pytest.raises(ModelSlow):
        await ask(opened(seconds=0.3))
    assert time.monotonic() - begun < 2
    assert await asyncio.to_thread(scripted_model.client_left.wait, 5), "the connection is let go"


async def test_a_question_that_is_called_off_lets_the_connection_go(
    scripted_model: ScriptedModel, opened: Opened
) -> None:
    scripted_model.will(script.hangs)
    asking = asyncio.create_task(ask(opened()))
    while not scripted_model.chats:
        await asyncio.sleep(0.01)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert await asyncio.to_thread(scripted_model.client_left.wait, 5)


async def test_a_server_that_is_gone_is_a_model_that_is_down(scripted_model: ScriptedModel, opened: Opened) -> None:
    model = opened()
    scripted_model.stop()
    with pytest.raises(ModelDown):
        await ask(model)


async def test_what_the_replies_cost_is_counted(scripted_model: ScriptedModel, opened: Opened) -> None:
    scripted_model.will(script.says_json(PORTO))
    model = opened()
    await asyncio.gather(ask(model), ask(model))
    read = len(f"Name the capital.{QUESTION}".split())
    assert model.usage == Usage(calls=2, prompt_tokens=2 * read, completion_tokens=4)


async def test_nothing_is_sent_to_a_tracing_service_even_where_the_environment_asks_for_it(
    scripted_model: ScriptedModel, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2"):
        monkeypatch.setenv(name, "true")
    monkeypatch.setenv("LANGSMITH_API_KEY", "ls-key")
    monkeypatch.setenv("LANGSMITH_GATEWAY", "true")
    monkeypatch.setenv("LANGSMITH_ENDPOINT", scripted_model.base_url)
    scripted_model.will(script.says_json(PORTO))
    await ask(opened())
    assert [asked.path for asked in scripted_model.requests] == ["/v1/chat/completions"]


def test_without_a_model_in_the_settings_there_is_none() -> None:
    assert open_language_model(Settings()) is None


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("gpt-4o-mini", "OPENAI_API_KEY"),
        ("anthropic:claude-x", "langchain-anthropic"),
        ("mistral:7b", "write openai:mistral:7b"),
    ],
)
def test_a_model_that_cannot_be_opened_is_refused_in_a_sentence_that_says_what_to_do(name: str, said: str) -> None:
    with pytest.raises(SettingsError) as refused:
        open_language_model(replace(Settings(), chat_model=name))
    assert "HELIUM_CHAT_MODEL" in str(refused.value)
    assert said in str(refused.value)


async def test_a_server_of_ones_own_needs_no_key_and_a_tag_in_a_name_is_no_provider(
    scripted_model: ScriptedModel,
) -> None:
    scripted_model.will(script.says_json(PORTO))
    model = open_language_model(Settings(chat_model="llama3.1:8b", openai_base_url=scripted_model.base_url))
    assert model is not None
    await ask(model)
    await model.aclose()
    assert scripted_model.chats[0].body["model"] == "llama3.1:8b"
