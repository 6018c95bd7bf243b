"""The bot's door: what a bot gets, and what it is refused."""

import asyncio
import json
from typing import Any

import httpx
import pytest

from helium_bot.sandbox.people import Visitor

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
OLD_QUERY = "Bad Request: query is too old and response timeout expired or query ID is invalid"
NO_ACTION = "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d\x00\x00\x00\x00IEND\xaeB`\x82"
)


def keyboard(*buttons: dict[str, Any]) -> dict[str, Any]:
    return {"inline_keyboard": [[button] for button in buttons]}


async def test_a_wrong_token_and_an_unknown_method_are_turned_away(sandbox, bot, client) -> None:
    answer = await client.get(f"{sandbox.api_base}1:wrong/getMe")
    assert (answer.status_code, answer.json()["description"]) == (401, "Unauthorized")
    assert await bot.refused("sendTelegram") == (404, "Not Found: method not found")


async def test_the_bot_learns_who_it_is(sandbox, bot) -> None:
    me = await bot.call("getMe")
    assert me["is_bot"] is True
    assert str(me["id"]) == sandbox.token.partition(":")[0]
    assert {"can_join_groups", "can_read_all_group_messages", "supports_inline_queries"} <= me.keys()


async def test_every_way_to_send_parameters_is_understood(sandbox, bot, client, anna) -> None:
    markup = json.dumps(keyboard({"text": "Go", "callback_data": "go"}))
    fields = {"chat_id": str(anna.id), "text": "hello", "reply_markup": markup}
    address = f"{bot.address}/SENDmessage"
    for answer in (
        await client.get(address, params=fields),
        await client.post(address, data=fields),
        await client.post(address, data=fields, files={"unused": b"x"}),
        await client.post(address, json={**fields, "reply_markup": json.loads(markup)}),
    ):
        result = answer.json()["result"]
        assert (result["text"], result["reply_markup"]) == ("hello", json.loads(markup))


async def test_nobody_can_be_written_to_before_they_wrote(sandbox, bot) -> None:
    async with Visitor(sandbox.control_base, "Béla") as bela:
        expected = (400, "Bad Request: chat not found")
        assert await bot.refused("sendMessage", chat_id=bela.id, text="hi") == expected
        await bela.says("/start")
        assert (await bot.call("sendMessage", chat_id=bela.id, text="hi"))["chat"]["id"] == bela.id


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": "  \n "}, "text must be non-empty"),
        ({"text": "<b></b>", "parse_mode": "HTML"}, "text must be non-empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "😀" * 2049}, "message is too long"),
        ({"text": "<b>" + "x" * 4097 + "</b>", "parse_mode": "HTML"}, "message is too long"),
        ({"text": "é" * 16_385}, "text is too long"),
        (
            {"text": "<b>x", "parse_mode": "HTML"},
            "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        ({"text": "x", "parse_mode": "Telegraph"}, "unsupported parse_mode"),
        ({"text": "x", "chat_id": 1}, "chat not found"),
        ({"text": "x", "chat_id": "@nobody"}, "chat not found"),
        ({"text": "x", "chat_id": ""}, "chat_id is empty"),
        ({"text": "x", "reply_parameters": {"message_id": 999}}, "message to be replied not found"),
        ({"text": "x", "reply_parameters": {}}, 'can\'t find field "message_id"'),
        (
            {"text": "x", "entities": [{"type": "bold", "offset": 9, "length": 1}]},
            "entity begins after the end of the text at UTF-16 offset 9",
        ),
        ({"text": "x", "reply_markup": "{"}, "can't parse reply markup JSON object"),
        ({"text": "x", "reply_markup": keyboard({"text": "b", "callback_data": "é" * 33})}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": keyboard({"text": "b", "callback_data": ""})}, NO_ACTION),
        ({"text": "x", "reply_markup": keyboard({"text": "b"})}, NO_ACTION),
        (
            {"text": "x", "reply_markup": keyboard({"callback_data": "b"})},
            "can't parse inline keyboard button: Can't find field \"text\"",
        ),
        (
            {"text": "x", "reply_markup": keyboard({"text": "b", "url": "http://localhost/"})},
            "inline keyboard button URL 'http://localhost/' is invalid: Wrong HTTP URL",
        ),
        (
            {"text": "x", "reply_markup": keyboard({"text": "b", "url": "ftp://example.com"})},
            "inline keyboard button URL 'ftp://example.com' is invalid: Unsupported URL protocol",
        ),
        ({"text": "x", "reply_markup": keyboard({"text": "b", "copy_text": {"text": ""}})}, "BUTTON_COPY_TEXT_INVALID"),
        ({"text": "x", "reply_markup": {"inline_keyboard": "b"}}, 'field "inline_keyboard" must be of type Array'),
    ],
)
async def test_a_message_that_telegram_would_not_take_is_refused_in_its_words(bot, anna, fields, words) -> None:
    assert await bot.refused("sendMessage", **{"chat_id": anna.id, **fields}) == (400, f"Bad Request: {words}")
    assert (await anna.transcript()).from_bot == []


async def test_a_message_at_the_very_limits_is_taken(bot, anna) -> None:
    buttons = keyboard({"text": "b", "callback_data": "é" * 32})
    await bot.call(
        "sendMessage", chat_id=anna.id, text="<b>" + "😀" * 2048 + "</b>", parse_mode="html", reply_markup=buttons
    )
    assert len((await anna.hears()).text) == 2048


async def test_more_than_a_hundred_entities_are_noted_in_the_call_log(bot, anna) -> None:
    await bot.call("sendMessage", chat_id=anna.id, text="<i>a</i> " * 120, parse_mode="HTML")
    assert len((await anna.hears()).entities) == 100
    (call,) = await anna.calls("sendMessage")
    assert any("120 entities" in warning for warning in call["warnings"])


async def test_a_reply_names_the_message_it_answers(bot, anna) -> None:
    asked = await anna.says("Which regions?")
    sent = await bot.call("sendMessage", chat_id=anna.id, text="Seven.", reply_parameters={"message_id": asked.id})
    assert sent["reply_to_message"]["text"] == "Which regions?"
    optional = {"message_id": 999, "allow_sending_without_reply": True}
    assert "reply_to_message" not in await bot.call("sendMessage", chat_id=anna.id, text="x", reply_parameters=optional)


async def test_an_edit_changes_the_message_and_an_empty_edit_is_refused(bot, anna) -> None:
    buttons = keyboard({"text": "Go", "callback_data": "go"})
    sent = await bot.call("sendMessage", chat_id=anna.id, text="one", reply_markup=buttons)
    target = {"chat_id": anna.id, "message_id": sent["message_id"]}
    assert await bot.refused(
        "editMessageText", **target, text="<b></b>one", parse_mode="HTML", reply_markup=buttons
    ) == (400, NOT_MODIFIED)
    edited = await bot.call("editMessageText", **target, text="two")
    assert (edited["text"], "reply_markup" in edited, "edit_date" in edited) == ("two", False, True)
    assert await bot.refused("editMessageReplyMarkup", **target) == (400, NOT_MODIFIED)
    await bot.call("editMessageReplyMarkup", **target, reply_markup=buttons)
    heard = await anna.hears()
    assert (heard.text, heard.edited, heard.labels) == ("two", True, ["Go"])


async def test_only_the_bots_own_messages_can_be_edited(bot, anna) -> None:
    said = await anna.says("mine")
    assert await bot.refused("editMessageText", chat_id=anna.id, message_id=said.id, text="x") == (
        400,
        "Bad Request: message can't be edited",
    )
    assert await bot.refused("editMessageText", chat_id=anna.id, message_id=999, text="x") == (
        400,
        "Bad Request: message to edit not found",
    )


async def test_a_deleted_message_is_gone(bot, anna) -> None:
    sent = await bot.call("sendMessage", chat_id=anna.id, text="one")
    target = {"chat_id": anna.id, "message_id": sent["message_id"]}
    assert await bot.call("deleteMessage", **target) is True
    assert (await anna.transcript()).from_bot == []
    assert await bot.refused("deleteMessage", **target) == (400, "Bad Request: message to delete not found")


async def test_a_tap_is_answered_once_and_in_time(bot, anna, clock) -> None:
    await bot.call(
        "sendMessage", chat_id=anna.id, text="?", reply_markup=keyboard({"text": "Yes", "callback_data": "y"})
    )
    (start, first), tapping = await updates_during(bot, anna.taps("Yes"), 2)
    assert start["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    query = first["callback_query"]
    assert (query["data"], query["from"]["id"], query["message"]["text"]) == ("y", anna.id, "?")
    await bot.call("answerCallbackQuery", callback_query_id=query["id"], text="Saved", show_alert=True)
    toast = await tapping
    assert (toast.text, toast.alert) == ("Saved", True)
    assert await bot.refused("answerCallbackQuery", callback_query_id=query["id"]) == (400, OLD_QUERY)
    assert await bot.refused("answerCallbackQuery", callback_query_id="77") == (400, OLD_QUERY)
    (late,), tapping = await updates_during(bot, anna.taps("Yes"), 1, after=first["update_id"])
    clock.forward(60)
    assert await bot.refused("answerCallbackQuery", callback_query_id=late["callback_query"]["id"]) == (400, OLD_QUERY)
    tapping.cancel()


async def updates_during(bot, deed, count, after=0) -> Any:
    """Start ``deed`` and collect ``count`` updates."""
    task = asyncio.ensure_future(deed)
    updates: list[Any] = []
    while len(updates) < count:
        updates = await bot.call("getUpdates", offset=after + 1, timeout=10)
        await asyncio.sleep(0)
    return updates, task


async def test_a_blocked_bot_hears_of_it_and_cannot_write(bot, anna) -> None:
    await anna.blocks()
    assert await bot.refused("sendMessage", chat_id=anna.id, text="x") == (
        403,
        "Forbidden: bot was blocked by the user",
    )
    await anna.says("I am back")
    assert (await bot.call("sendMessage", chat_id=anna.id, text="welcome"))["text"] == "welcome"
    updates = await bot.call("getUpdates")
    members = [
        update["my_chat_member"]["new_chat_member"]["status"] for update in updates if "my_chat_member" in update
    ]
    assert members == ["kicked", "member"]


async def test_confirmed_updates_are_forgotten_for_good(bot, anna) -> None:
    await anna.says("one")
    await anna.says("two")
    first, *rest = await bot.call("getUpdates")
    assert [update["message"]["text"] for update in rest] == ["one", "two"]
    assert len(await bot.call("getUpdates", limit=1)) == 1
    kept = await bot.call("getUpdates", offset=first["update_id"] + 2)
    assert [update["message"]["text"] for update in kept] == ["two"]
    assert await bot.call("getUpdates", offset=first["update_id"]) == kept


async def test_a_long_poll_ends_as_soon_as_something_is_said(bot, anna) -> None:
    (start,) = await bot.call("getUpdates")
    poll = asyncio.ensure_future(bot.call("getUpdates", offset=start["update_id"] + 1, timeout=50))
    await anna.says("now")
    (update,) = await asyncio.wait_for(poll, 5)
    assert update["message"]["text"] == "now"


async def test_the_first_of_two_pollers_is_told_of_the_other(sandbox, bot, anna) -> None:
    (start,) = await bot.call("getUpdates")
    offset = start["update_id"] + 1
    first = asyncio.ensure_future(bot.refused("getUpdates", offset=offset, timeout=50))
    while sandbox.bot_api.polls < 2:
        await asyncio.sleep(0)
    assert await bot.call("getUpdates", offset=offset) == []
    code, words = await asyncio.wait_for(first, 5)
    assert code == 409
    assert words.startswith("Conflict: terminated by other getUpdates request")


async def test_a_webhook_and_polling_exclude_each_other(bot, anna) -> None:
    await bot.call("setWebhook", url="https://example.org/hook", secret_token="s")
    code, words = await bot.refused("getUpdates")
    assert (code, "webhook is active" in words) == (409, True)
    assert (await bot.call("getWebhookInfo"))["pending_update_count"] == 1
    await bot.call("deleteWebhook", drop_pending_updates=True)
    assert await bot.call("getUpdates") == []


async def test_reactions_come_only_to_a_bot_that_asked_for_them(bot, anna) -> None:
    sent = await bot.call("sendMessage", chat_id=anna.id, text="answer")
    heard = await anna.hears()
    await anna.reacts(heard, "👍")
    kinds = [
        set(update) - {"update_id"}
        for update in await bot.call("getUpdates", allowed_updates=["message", "message_reaction"])
    ]
    assert kinds == [{"message"}]
    await anna.reacts(heard, "👎")
    reaction = (await bot.call("getUpdates"))[-1]["message_reaction"]
    assert [reaction["message_id"], reaction["old_reaction"][0]["emoji"], reaction["new_reaction"][0]["emoji"]] == [
        sent["message_id"],
        "👍",
        "👎",
    ]


async def test_the_bot_puts_its_own_reaction(bot, anna) -> None:
    said = await anna.says("A2 is done")
    target = {"chat_id": anna.id, "message_id": said.id}
    await bot.call("setMessageReaction", **target, reaction=[{"type": "emoji", "emoji": "👍"}])
    assert (await anna.transcript()).messages[-1].raw["reactions"] == [{"from": "bot", "emoji": ["👍"]}]
    assert await bot.refused("setMessageReaction", **target, reaction=[{"type": "emoji", "emoji": "🚲"}]) == (
        400,
        "Bad Request: REACTION_INVALID",
    )


async def test_a_document_reaches_the_person_byte_for_byte(bot, client, anna) -> None:
    data = bytes(range(256)) * 8 + b"\r\n--boundary\r\n"
    answer = await client.post(
        f"{bot.address}/sendDocument",
        data={"chat_id": anna.id, "caption": "<b>Digest</b>", "parse_mode": "HTML"},
        files={"document": ("digest é.docx", data)},
    )
    assert answer.json()["result"]["document"]["file_name"] == "digest é.docx"
    heard = await anna.hears()
    assert (heard.text, heard.marked("bold")) == ("Digest", ["Digest"])
    assert await anna.downloads(heard) == data


async def test_a_document_that_telegram_would_not_take_is_refused(bot, client, anna) -> None:
    async def sent(files: Any, **fields: Any) -> str:
        answer = await client.post(f"{bot.address}/sendDocument", data={"chat_id": anna.id, **fields}, files=files)
        return answer.json()["description"]

    assert await sent({"document": ("empty.txt", b"")}) == "Bad Request: file must be non-empty"
    assert await sent({"document": ("a.txt", b"x")}, caption="x" * 1025) == "Bad Request: message caption is too long"
    assert await bot.refused("sendDocument", chat_id=anna.id) == (
        400,
        "Bad Request: there is no document in the request",
    )


async def test_the_bot_can_fetch_what_a_person_sent(sandbox, bot, client, anna) -> None:
    await anna.sends(b"evidence", "report.pdf", caption="see page 3", mime_type="application/pdf")
    message = (await bot.call("getUpdates"))[-1]["message"]
    assert (message["caption"], message["document"]["file_name"]) == ("see page 3", "report.pdf")
    file = await bot.call("getFile", file_id=message["document"]["file_id"])
    answer = await client.get(f"{sandbox.file_base}{sandbox.token}/{file['file_path']}")
    assert answer.content == b"evidence"
    assert (await client.get(f"{sandbox.file_base}1:wrong/{file['file_path']}")).status_code == 404


async def test_a_file_over_twenty_mebibytes_cannot_be_fetched(sandbox, bot, anna) -> None:
    file = sandbox.world.keep_file("film.mp4", "video/mp4", bytes(20 * 1024 * 1024 + 1), "documents")
    assert await bot.refused("getFile", file_id=file.id) == (400, "Bad Request: file is too big")


async def test_a_photo_comes_with_its_size(bot, client, anna) -> None:
    answer = await client.post(
        f"{bot.address}/sendPhoto", data={"chat_id": anna.id}, files={"photo": ("page.png", PNG)}
    )
    assert [(photo["width"], photo["height"]) for photo in answer.json()["result"]["photo"]] == [(1, 1)]
    answer = await client.post(
        f"{bot.address}/sendPhoto", data={"chat_id": anna.id}, files={"photo": ("page.png", b"no picture")}
    )
    assert answer.json()["description"] == "Bad Request: IMAGE_PROCESS_FAILED"


async def test_the_menu_a_person_sees_is_the_narrowest_in_their_language(bot, anna) -> None:
    async def offer(name: str, **where: Any) -> None:
        await bot.call("setMyCommands", commands=[{"command": name, "description": "x"}], **where)

    for name, where in (
        ("everyone", {}),
        ("dutch", {"language_code": "nl"}),
        ("private", {"scope": {"type": "all_private_chats"}}),
        ("hers", {"scope": {"type": "chat", "chat_id": anna.id}}),
    ):
        await offer(name, **where)
        assert list(await anna.menu()) == [name]
    await bot.call("deleteMyCommands", scope={"type": "chat", "chat_id": anna.id})
    assert list(await anna.menu()) == ["private"]
    assert await bot.call("getMyCommands", language_code="nl") == [{"command": "dutch", "description": "x"}]
    assert await bot.refused("setMyCommands", commands=[{"command": "Übersicht", "description": "x"}]) == (
        400,
        "Bad Request: BOT_COMMAND_INVALID",
    )


async def test_a_draft_is_shown_until_the_message_comes_or_half_a_minute_is_over(bot, anna, clock) -> None:
    await bot.call("sendMessageDraft", chat_id=anna.id, draft_id=7, text="The plan")
    assert (await anna.transcript()).draft == "The plan"
    await bot.call("sendMessage", chat_id=anna.id, text="The plan says so.")
    assert (await anna.transcript()).draft is None
    await bot.call("sendMessageDraft", chat_id=anna.id, draft_id=8, text="And")
    clock.forward(31)
    assert (await anna.transcript()).draft is None
    code, _ = await bot.refused("sendMessageDraft", chat_id=anna.id, draft_id=0, text="x")
    assert code == 400


async def test_chat_actions_are_seen_and_unknown_ones_refused(bot, anna) -> None:
    await bot.call("sendChatAction", chat_id=anna.id, action="typing")
    assert (await anna.transcript()).actions == ["typing"]
    assert await bot.refused("sendChatAction", chat_id=anna.id, action="dancing") == (
        400,
        "Bad Request: wrong parameter action in request",
    )


async def test_sending_too_fast_is_counted_and_refused_once_switched_on(sandbox, bot, client, anna, clock) -> None:
    for _ in range(3):
        await bot.call("sendMessage", chat_id=anna.id, text="x")
    counted = (await client.get(f"{sandbox.control_base}/pacing")).json()
    assert (counted["sent"], counted["peaks"]["chat"], len(counted["breaches"])) == (3, 3, 2)
    await client.post(f"{sandbox.control_base}/pacing", json={"enforced": True, "reset": True})
    clock.forward(1)
    await bot.call("sendMessage", chat_id=anna.id, text="x")
    assert await bot.refused("sendMessage", chat_id=anna.id, text="x") == (429, "Too Many Requests: retry after 1")
    await bot.call("sendChatAction", chat_id=anna.id, action="typing")
    clock.forward(1)
    await bot.call("sendMessage", chat_id=anna.id, text="x")


async def test_faults_strike_as_often_as_planned(bot, anna) -> None:
    await anna.fails("flood", "sendMessage", seconds=9)
    await anna.fails("server_error", "sendMessage")
    assert await bot.refused("sendMessage", chat_id=anna.id, text="x") == (429, "Too Many Requests: retry after 9")
    assert await bot.refused("sendMessage", chat_id=anna.id, text="x") == (500, "Internal Server Error")
    await bot.call("sendMessage", chat_id=anna.id, text="third")
    assert [message.text for message in (await anna.transcript()).from_bot] == ["third"]


async def test_a_dropped_answer_means_that_the_message_was_sent(bot, client, anna) -> None:
    await anna.fails("drop", "sendMessage")
    with pytest.raises(httpx.RemoteProtocolError):
        await bot.call("sendMessage", chat_id=anna.id, text="did it arrive?")
    assert (await anna.hears()).text == "did it arrive?"


async def test_a_call_that_times_out_did_nothing(bot, client, anna) -> None:
    await anna.fails("timeout", "sendMessage")
    with pytest.raises(httpx.ReadTimeout):
        await client.post(f"{bot.address}/sendMessage", json={"chat_id": anna.id, "text": "x"}, timeout=0.2)
    assert (await anna.transcript()).from_bot == []


async def test_the_call_log_holds_words_and_refusals_but_no_token(sandbox, bot, anna) -> None:
    await bot.call("sendMessage", chat_id=anna.id, text="hello")
    await bot.refused("sendMessage", chat_id=anna.id, text="")
    sent, refused = await anna.calls("sendMessage")
    assert (sent["parameters"]["text"], sent["code"], sent["result"]["text"]) == ("hello", 200, "hello")
    assert (refused["code"], refused["description"]) == (400, "Bad Request: message text is empty")
    assert sandbox.token not in json.dumps([sent, refused])
