"""Browsing the shelf: lists, cards, files."""

from collections.abc import Callable

import pytest

from helium_bot.chat.application import TelegramBot
from helium_bot.sandbox.people import Transcript, Visitor
from helium_bot.sandbox.server import Sandbox
from knowledge.passage import Document, DocumentKind
from tests.flows.conftest import MakeBot, NewBot, NewVisitor
from tests.flows.scripted import Shelf


def shows(label: str) -> Callable[[Transcript], bool]:
    """Whether the bot's last message has a button with these words: an edit arrives after the tap was answered."""
    return lambda chat: label in chat.from_bot[-1].labels


async def test_an_empty_shelf_says_so(bot: TelegramBot, visitor: Visitor) -> None:
    await visitor.says("/practices")
    reply = await visitor.hears()
    assert reply.text == "Good practices\n\nThere is nothing here yet."
    assert reply.buttons == []


async def test_each_command_lists_its_own_kind_by_title(bot: TelegramBot, visitor: Visitor, shelf: Shelf) -> None:
    shelf.put("Norte plan")
    shelf.put("Eindhoven <plan>")
    shelf.put("CrossCare", DocumentKind.GOOD_PRACTICE)
    shelf.put("Terms", DocumentKind.GLOSSARY)
    await visitor.says("/plans")
    plans = await visitor.hears()
    assert plans.labels == ["Eindhoven <plan>", "Norte plan"]
    assert "2 documents." in plans.text
    await visitor.says("/practices")
    assert (await visitor.hears()).labels == ["CrossCare"]


async def test_a_card_tells_what_the_document_is_and_leads_back(
    bot: TelegramBot, new_visitor: NewVisitor, shelf: Shelf
) -> None:
    shelf.put(
        "Plan & more",
        region="Central Hungary",
        date="2018-09-26",
        sources=("https://example.org/plan?a=1&b=2", "not a link <x>"),
        synthetic=True,
    )
    person = await new_visitor("Béla", language_code="hu")
    await person.says("/plans")
    listed = await person.hears()
    await person.taps("Plan & more")
    card = await person.sees("Central Hungary")
    assert card.id == listed.id
    for words in ("Plan & more", "Regionális cselekvési terv", "angol", "2018. szeptember 26.", "kitalált", "<x>"):
        assert words in card.text
    assert "https://example.org/plan?a=1&b=2" in card.links
    await person.taps("‹ Vissza a listához")
    assert (await person.sees("1 dokumentum.")).id == listed.id


async def test_a_long_list_is_turned_page_by_page_and_a_card_leads_back_to_its_page(
    bot: TelegramBot, visitor: Visitor, shelf: Shelf
) -> None:
    for number in range(19):
        shelf.put(f"Plan {number:02}")
    await visitor.says("/plans")
    first = await visitor.hears()
    assert first.labels == [*(f"Plan {number:02}" for number in range(8)), "›"]
    await visitor.taps("›")
    await visitor.waits(shows("Plan 08"), "the second page")
    await visitor.taps("›")
    last = await visitor.waits(shows("Plan 18"), "the last page")
    assert last.from_bot[-1].labels == ["Plan 16", "Plan 17", "Plan 18", "‹"]
    await visitor.taps("Plan 17")
    await visitor.waits(shows("‹ Back to the list"), "the card")
    await visitor.taps("‹ Back to the list")
    await visitor.waits(shows("Plan 18"), "the last page again")


async def test_the_document_itself_is_sent_as_people_wrote_it(bot: TelegramBot, visitor: Visitor, shelf: Shelf) -> None:
    shelf.put("Norte plan", text="Do Porto, com ação.")
    await visitor.says("/plans")
    await visitor.hears()
    await visitor.taps("Norte plan")
    await visitor.waits(shows("Send me the document"), "the card")
    await visitor.taps("Send me the document")
    sent = await visitor.hears()
    assert sent.file
    assert sent.file["name"] == "0.md"
    assert (await visitor.downloads(sent)).decode() == "Do Porto, com ação."
    assert "upload_document" in (await visitor.transcript()).actions


async def test_a_file_that_is_gone_is_said_to_be_gone(bot: TelegramBot, visitor: Visitor, shelf: Shelf) -> None:
    shelf.put("Norte plan")
    await visitor.says("/plans")
    await visitor.hears()
    await visitor.taps("Norte plan")
    await visitor.waits(shows("Send me the document"), "the card")
    await visitor.taps("Send me the document")
    assert "no longer there" in (await visitor.hears()).text


async def test_a_file_too_large_for_telegram_is_said_to_be(bot: TelegramBot, visitor: Visitor, shelf: Shelf) -> None:
    document = shelf.put("Atlas", text="x")
    with (shelf.folder / document.path).open("r+b") as file:
        file.truncate(50_000_001)
    await visitor.says("/plans")
    await visitor.hears()
    await visitor.taps("Atlas")
    await visitor.waits(shows("Send me the document"), "the card")
    await visitor.taps("Send me the document")
    assert "50 MB" in (await visitor.hears()).text


async def test_a_button_of_a_document_that_was_removed_answers_politely(
    bot: TelegramBot, visitor: Visitor, shelf: Shelf
) -> None:
    shelf.put("Norte plan")
    await visitor.says("/plans")
    await visitor.hears()
    shelf.known.clear()
    toast = await visitor.taps("Norte plan")
    assert toast.alert
    assert "no longer here" in toast.text


async def test_a_button_still_works_after_the_bot_was_restarted(
    make_bot: MakeBot, new_bot: NewBot, visitor: Visitor, shelf: Shelf
) -> None:
    shelf.put("Norte plan")
    async with make_bot():
        await visitor.says("/plans")
        await visitor.hears()
    await new_bot()
    await visitor.taps("Norte plan")
    await visitor.sees("Regional action plan\n")


async def test_tapping_twice_changes_nothing_and_fails_nowhere(
    bot: TelegramBot, visitor: Visitor, shelf: Shelf
) -> None:
    shelf.put("Norte plan")
    await visitor.says("/plans")
    listed = await visitor.hears()
    data = str(listed.buttons[0]["callback_data"])
    for _ in range(2):
        await visitor.taps(data=data, message=listed)
    await visitor.says("/practices")
    await visitor.sees("Good practices")
    assert len((await visitor.transcript()).from_bot) == 2


async def test_a_tap_from_last_month_is_answered_with_a_new_message(
    bot: TelegramBot, sandbox: Sandbox, visitor: Visitor, shelf: Shelf
) -> None:
    shelf.put("Norte plan")
    await visitor.says("/help")
    await visitor.hears()
    chat = {"id": visitor.id, "type": "private"}
    user = {"id": visitor.id, "is_bot": False, "first_name": "Anna"}
    tap = {"id": "long-gone", "from": user, "chat_instance": "x", "data": "list:action_plan:0"}
    sandbox.world.mailbox.add_raw({"callback_query": {**tap, "message": {"chat": chat, "message_id": 1, "date": 0}}})
    assert (await visitor.hears()).labels == ["Norte plan"]


@pytest.mark.parametrize("title", ["", "   ", "🙂" * 300, "<b>&" * 100, "\u202eמסמך"])
async def test_a_document_with_an_odd_title_can_be_listed_and_opened(
    bot: TelegramBot, visitor: Visitor, shelf: Shelf, title: str
) -> None:
    document: Document = shelf.put(
        title, region="R" * 5000, date="spring " * 900, sources=("https://e.org/" + "x" * 3000,) * 30
    )
    await visitor.says("/plans")
    listed = await visitor.hears()
    assert listed.labels[0].strip()
    await visitor.taps(data=f"doc:{document.id}", message=listed)
    await visitor.sees("Public sources:")
    assert not [call for call in await visitor.calls() if call["code"] not in (200, 0)]
