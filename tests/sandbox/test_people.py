"""The people's door, as a visitor in a test uses it."""

import asyncio

import pytest

from helium_bot.sandbox.people import NothingCame, Refused, Visitor
from helium_bot.sandbox.person import DEMO_PERSONAS
from helium_bot.sandbox.server import Sandbox

ANSWER = """It says so [1].
<blockquote expandable>The <b>very</b> sentence.</blockquote>
<a href='https://example.org/plan'>page 4</a>"""


def buttons(*labels: str) -> dict:
    return {"inline_keyboard": [[{"text": label, "callback_data": f"do:{label}"}] for label in labels]}


async def test_a_visitor_reads_an_answer_with_its_quotes_links_and_buttons(bot, anna) -> None:
    await bot.call("sendMessage", chat_id=anna.id, text=ANSWER, parse_mode="HTML", reply_markup=buttons("More", "Less"))
    heard = await anna.hears()
    assert heard.quotes == ["The very sentence."]
    assert heard.marked("bold") == ["very"]
    assert heard.links == ["https://example.org/plan"]
    assert heard.labels == ["More", "Less"]
    assert heard.from_bot
    assert not heard.edited


async def test_reading_waits_for_the_messages_and_never_gives_one_twice(bot, anna) -> None:
    reading = asyncio.ensure_future(anna.reads(2))
    for text in ("one", "two", "three"):
        await bot.call("sendMessage", chat_id=anna.id, text=text)
    assert [heard.text for heard in await reading] == ["one", "two"]
    assert (await anna.hears()).text == "three"


async def test_speaking_skips_what_the_bot_had_said_before(bot, anna) -> None:
    await bot.call("sendMessage", chat_id=anna.id, text="old")
    await anna.says("and now?")
    await bot.call("sendMessage", chat_id=anna.id, text="new")
    assert (await anna.hears()).text == "new"


async def test_waiting_in_vain_shows_the_chat_as_it_stands(bot, anna) -> None:
    await bot.call("sendMessage", chat_id=anna.id, text="Choose", reply_markup=buttons("A"))
    with pytest.raises(NothingCame, match=r"(?s)2 message\(s\), 1 came.*person: /start\nbot: Choose \[A\]"):
        await anna.reads(2, timeout=0.05)
    with pytest.raises(NothingCame, match=r'in vain for "page 7"'):
        await anna.sees("page 7", timeout=0.05)


async def test_a_visitor_sees_an_edit_as_soon_as_it_is_made(bot, anna) -> None:
    sent = await bot.call("sendMessage", chat_id=anna.id, text="Looking")
    seeing = asyncio.ensure_future(anna.sees("page 4"))
    await bot.call("editMessageText", chat_id=anna.id, message_id=sent["message_id"], text="See page 4")
    seen = await seeing
    assert (seen.text, seen.edited, seen.raw["versions"][0]["text"]) == ("See page 4", True, "Looking")


async def test_a_button_that_is_not_there_is_named_with_those_that_are(bot, anna) -> None:
    await bot.call("sendMessage", chat_id=anna.id, text="?", reply_markup=buttons("Keep", "Withdraw"))
    with pytest.raises(Refused, match=r'There is no button "Confirm"; there are: "Keep", "Withdraw"\.'):
        await anna.taps("Confirm")


async def test_a_tap_goes_to_the_newest_button_of_that_name_or_to_the_message_named(bot, anna) -> None:
    for text in ("older", "newer"):
        await bot.call("sendMessage", chat_id=anna.id, text=text, reply_markup=buttons("Open"))
    older, _ = await anna.reads(2)
    anna.timeout = 0.05
    for tap, text in (({"label": "open"}, "newer"), ({"label": "Open", "message": older}, "older")):
        with pytest.raises(NothingCame, match="did not answer the tap"):
            await anna.taps(**tap)
        assert (await bot.call("getUpdates"))[-1]["callback_query"]["message"]["text"] == text


async def test_a_forged_tap_reaches_the_bot_as_it_is(bot, anna) -> None:
    await bot.call("sendMessage", chat_id=anna.id, text="?", reply_markup=buttons("Keep"))
    heard = await anna.hears()
    anna.timeout = 0.05
    with pytest.raises(NothingCame):
        await anna.taps(data="do:delete-everything", message=heard)
    assert (await bot.call("getUpdates"))[-1]["callback_query"]["data"] == "do:delete-everything"


async def test_a_button_that_is_a_link_sends_the_visitor_there(bot, anna) -> None:
    link = {"inline_keyboard": [[{"text": "Programme", "url": "https://example.org/plan"}]]}
    await bot.call("sendMessage", chat_id=anna.id, text="See", reply_markup=link)
    assert (await anna.taps("Programme")).url == "https://example.org/plan"


async def test_an_edited_question_reaches_the_bot_as_an_edit(bot, anna) -> None:
    said = await anna.says("A2 is 40 %")
    await anna.edits(said, "A2 is 45 %")
    edited = (await bot.call("getUpdates"))[-1]["edited_message"]
    assert (edited["message_id"], edited["text"]) == (said.id, "A2 is 45 %")


async def test_a_text_too_long_for_one_message_arrives_in_parts(bot, anna) -> None:
    words = "word " * 1000
    await anna.says(words)
    parts = [update["message"]["text"] for update in await bot.call("getUpdates")][1:]
    assert len(parts) == 2
    assert all(len(part) <= 4096 for part in parts)
    assert " ".join(parts) == words.strip()


async def test_two_visitors_do_not_hear_each_other(sandbox, bot, anna) -> None:
    async with Visitor(sandbox.control_base, "Béla", language_code="hu") as bela:
        await bela.says("/start")
        await bot.call("sendMessage", chat_id=bela.id, text="Szia!")
        assert (await bela.hears()).text == "Szia!"
        assert (await anna.transcript()).from_bot == []


async def test_a_visitor_takes_over_the_persona_of_that_name() -> None:
    async with Sandbox(DEMO_PERSONAS) as sandbox, Visitor(sandbox.control_base, "Béla") as bela:
        person = sandbox.world.people[bela.id]
        assert (person.language_code, person.role) == ("hu", "Partner")
        assert len(sandbox.world.people) == 3


async def test_a_reply_keyboard_stands_until_it_is_removed(bot, anna) -> None:
    await bot.call("sendMessage", chat_id=anna.id, text="?", reply_markup={"keyboard": [["Yes", {"text": "No"}]]})
    assert (await anna.transcript()).keyboard == ["Yes", "No"]
    await bot.call("sendMessage", chat_id=anna.id, text="ok", reply_markup={"remove_keyboard": True})
    assert (await anna.transcript()).keyboard == []


async def test_nonsense_at_the_control_api_gets_one_sentence(sandbox, client, anna) -> None:
    async def told(path: str, **request) -> tuple[int, str]:
        answer = await client.post(f"{sandbox.control_base}{path}", **request)
        return answer.status_code, answer.json()["error"]

    messages = f"/people/{anna.id}/messages"
    assert await told("/people/1/messages", json={"text": "x"}) == (404, "There is no person 1.")
    assert await told(messages, json={"text": " "}) == (400, "`text` must not be empty.")
    assert await told(messages, json=["x"]) == (400, "Send a JSON object.")
    not_json = (400, "Send a JSON object, with the content type application/json.")
    assert await told(messages, data={"text": "x"}) == not_json
    assert await told(messages, json={"text": "x", "reply_to": 99}) == (404, "There is no message 99 to reply to.")
    assert (await told("/faults", json={"kind": "earthquake"}))[0] == 400
    assert (await client.get(f"{sandbox.control_base}/chats/{anna.id}/wait?count=many")).status_code == 400


async def test_any_update_can_be_put_before_the_bot(sandbox, bot, client, anna) -> None:
    raw = {"update_id": 5, "poll_answer": {"poll_id": "1", "option_ids": [0]}}
    await client.post(f"{sandbox.control_base}/updates", json=raw)
    assert raw in await bot.call("getUpdates")
