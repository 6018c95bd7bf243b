"""The chat page in a real browser, as the people who use it meet it."""

import shutil
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, async_playwright, expect

from helium_bot.sandbox.people import Visitor
from helium_bot.sandbox.person import DEMO_PERSONAS
from helium_bot.sandbox.server import Sandbox

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]
QUOTE = "The plan improves the policy instrument so that small enterprises of the health sector can take part. " * 5
LOST = "Failed to load resource: net::ERR_"


def module_fixture(function: Any) -> Any:
    return pytest_asyncio.fixture(loop_scope="module")(function)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield running
        await running.close()


@module_fixture
async def demo() -> AsyncIterator[Sandbox]:
    async with Sandbox(DEMO_PERSONAS) as running:
        yield running


@module_fixture
async def call(demo: Sandbox) -> AsyncIterator[Any]:
    """Call a Bot API method as the bot."""
    async with httpx.AsyncClient(trust_env=False) as client:

        async def send(method: str, **fields: Any) -> Any:
            body = (await client.post(f"{demo.api_base}{demo.token}/{method}", json=fields)).json()
            assert body["ok"], body
            return body["result"]

        yield send


@module_fixture
async def page(browser: Browser, demo: Sandbox) -> AsyncIterator[Page]:
    """The page at desktop width; whatever the console complains of fails the test."""
    context = await browser.new_context(viewport={"width": 1280, "height": 800})
    opened = await context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    await opened.goto(demo.page)
    await expect(opened.get_by_text("Live")).to_be_visible()
    yield opened
    await context.close()
    assert [complaint for complaint in complaints if not complaint.startswith(LOST)] == []


@module_fixture
async def anna(demo: Sandbox) -> AsyncIterator[Visitor]:
    async with Visitor(demo.control_base, "Anna") as visitor:
        await visitor.says("/start")
        yield visitor


def phone(page: Page, name: str = "Anna") -> Locator:
    return page.get_by_role("region", name=name)


async def test_an_empty_chat_says_what_the_bot_does_and_offers_start(page, demo, call) -> None:
    await call("setMyDescription", description="I answer with sources.")
    await expect(page.get_by_role("region")).to_have_count(3)
    anna = phone(page)
    await expect(anna.get_by_text("I answer with sources.")).to_be_visible()
    await expect(anna.get_by_label("Message as Anna")).to_be_hidden()
    await anna.get_by_role("button", name="Start", exact=True).press("Enter")
    await expect(anna.get_by_role("log").get_by_role("button", name="/start")).to_be_visible()
    await expect(anna.get_by_label("Message as Anna")).to_be_focused()
    await expect(phone(page, "Béla").get_by_role("button", name="Start", exact=True)).to_be_visible()


async def test_enter_sends_shift_enter_breaks_the_line_and_arrow_up_corrects(page, anna) -> None:
    field = phone(page).get_by_label("Message as Anna")
    await expect(field).to_be_visible()
    await field.press_sequentially("first line")
    await field.press("Shift+Enter")
    await field.press_sequentially("second line")
    await field.press("Enter")
    said = (await anna.waits(lambda transcript: len(transcript.messages) == 2)).messages[-1]
    assert said.text == "first line\nsecond line"
    await expect(field).to_have_value("")
    await field.press("ArrowUp")
    await expect(phone(page).get_by_text("Edit message")).to_be_visible()
    await field.fill("better")
    await field.press("Enter")
    await expect(phone(page).get_by_role("article").last).to_contain_text("better")
    await expect(phone(page).get_by_role("article").last).to_contain_text("edited")
    await field.press("ArrowUp")
    await field.press("Escape")
    await expect(field).to_have_value("")


async def test_marked_text_looks_marked_and_markup_in_words_stays_words(page, anna, call) -> None:
    html = "<b>Bold</b> <i>leaning</i> <code>typed</code> <a href='https://example.org/plan'>page 4</a>"
    await call("sendMessage", chat_id=anna.id, text=f"{html} &lt;img src=x&gt;", parse_mode="HTML")
    bubble = phone(page).get_by_role("article").last
    await expect(bubble.locator("b")).to_have_text("Bold")
    await expect(bubble.locator("i")).to_have_text("leaning")
    await expect(bubble.locator("code")).to_have_text("typed")
    link = bubble.get_by_role("link", name="page 4")
    await expect(link).to_have_attribute("href", "https://example.org/plan")
    await expect(link).to_have_attribute("rel", "noopener noreferrer")
    await expect(bubble).to_contain_text("<img src=x>")
    await anna.says("<script>document.title = 'broken into'</script>")
    await expect(phone(page).get_by_role("article").last).to_contain_text("<script>")
    assert await page.locator("article script, article img").count() == 0
    assert await page.title() == "Helium bot: sandbox"


async def test_only_web_addresses_become_links(page) -> None:
    made = await page.evaluate(
        """async (addresses) => {
            const { link } = await import("/page/richtext.js");
            return addresses.map((address) => link(address, {}).localName);
        }""",
        [
            "https://example.org",
            "http://example.org",
            "javascript:alert(1)",
            "data:text/html,x",
            "tg://user?id=1",
            "nonsense",
        ],
    )
    assert made == ["a", "a", "span", "span", "span", "span"]


async def test_a_long_quote_is_folded_until_the_keyboard_opens_it(page, anna, call) -> None:
    html = f"Says so:\n<blockquote expandable>{QUOTE}</blockquote>\n<blockquote expandable>Short.</blockquote>"
    await call("sendMessage", chat_id=anna.id, text=html, parse_mode="HTML")
    quote = phone(page).locator("blockquote").first
    fold = phone(page).get_by_role("button", name="Show the whole quote")
    await expect(fold).to_have_count(1)
    folded = (await quote.bounding_box())["height"]
    await fold.press("Enter")
    less = phone(page).get_by_role("button", name="Show less of the quote")
    await expect(less).to_have_attribute("aria-expanded", "true")
    assert (await quote.bounding_box())["height"] > 2 * folded
    await less.press("Enter")
    await expect(fold).to_have_attribute("aria-expanded", "false")


async def test_a_tap_shows_the_bots_answer_as_toast_or_alert(page, anna, call) -> None:
    buttons = {"inline_keyboard": [[{"text": "Save", "callback_data": "s"}, {"text": "Why?", "callback_data": "w"}]]}
    await call("sendMessage", chat_id=anna.id, text="Right?", reply_markup=buttons)
    for label, alert in (("Save", False), ("Why?", True)):
        await phone(page).get_by_role("button", name=label, exact=True).press("Enter")
        query = await next_tap(call)
        await call("answerCallbackQuery", callback_query_id=query["id"], text=f"{label} heard", show_alert=alert)
        if alert:
            dialog = page.get_by_role("dialog")
            await expect(dialog).to_contain_text("Why? heard")
            await dialog.get_by_role("button", name="OK").press("Enter")
            await expect(dialog).to_be_hidden()
        else:
            await expect(phone(page).get_by_role("status")).to_have_text("Save heard")


async def next_tap(call: Any) -> Any:
    """The next callback query; confirms what came with it."""
    while True:
        for update in await call("getUpdates", timeout=5):
            await call("getUpdates", offset=update["update_id"] + 1)
            if "callback_query" in update:
                return update["callback_query"]


async def test_the_focus_stays_on_a_button_whose_message_is_edited(page, anna, call) -> None:
    def buttons(label: str) -> dict[str, Any]:
        return {"inline_keyboard": [[{"text": label, "callback_data": "x"}]]}

    sent = await call("sendMessage", chat_id=anna.id, text="one", reply_markup=buttons("Next"))
    await phone(page).get_by_role("button", name="Next").focus()
    target = {"chat_id": anna.id, "message_id": sent["message_id"]}
    await call("editMessageText", **target, text="two", reply_markup=buttons("Further"))
    await expect(phone(page).get_by_role("button", name="Further")).to_be_focused()


async def test_commands_are_offered_and_taken_with_the_keyboard(page, anna, call) -> None:
    commands = [{"command": name, "description": f"About {name}"} for name in ("help", "plans", "practices")]
    await call("setMyCommands", commands=commands)
    field = phone(page).get_by_label("Message as Anna")
    await expect(phone(page).get_by_role("button", name="Commands")).to_be_visible()
    await field.press_sequentially("/p")
    await expect(phone(page).get_by_role("option")).to_have_count(2)
    await field.press("ArrowDown")
    await field.press("ArrowDown")
    await field.press("Enter")
    await expect(phone(page).get_by_role("article").last).to_contain_text("/practices")
    await phone(page).get_by_role("button", name="Commands").press("Enter")
    await expect(phone(page).get_by_role("option")).to_have_count(3)
    await field.press("Escape")
    await expect(phone(page).get_by_role("listbox")).to_be_hidden()


async def test_typing_is_shown_until_the_message_comes(page, anna, call) -> None:
    status = phone(page).locator(".status")
    await call("sendChatAction", chat_id=anna.id, action="typing")
    await expect(status).to_have_text("typing")
    await call("sendMessage", chat_id=anna.id, text="Here.")
    await expect(status).to_have_text("bot")


async def test_a_document_can_be_saved_from_the_chat_and_one_can_be_sent(page, anna, demo, call) -> None:
    async with httpx.AsyncClient(trust_env=False) as client:
        await client.post(
            f"{demo.api_base}{demo.token}/sendDocument",
            data={"chat_id": anna.id, "caption": "The digest"},
            files={"document": ("digest.docx", b"PK digest")},
        )
    async with page.expect_download() as download:
        await phone(page).get_by_role("link", name="digest.docx").click()
    saved = await (await download.value).path()
    assert saved.read_bytes() == b"PK digest"
    file = {"name": "evidence.pdf", "mimeType": "application/pdf", "buffer": b"%PDF"}
    await phone(page).get_by_label("Send a file").set_input_files(file)
    await expect(phone(page).get_by_role("link", name="evidence.pdf")).to_be_visible()
    assert await anna.downloads((await anna.transcript()).messages[-1]) == b"%PDF"


async def test_a_reply_shows_what_it_answers(page, anna, call) -> None:
    await call("sendMessage", chat_id=anna.id, text="How much of A2 is done?")
    bubble = phone(page).get_by_role("article").filter(has_text="How much")
    await bubble.hover()
    await bubble.get_by_role("button", name="Reply").click()
    context = phone(page).locator(".context")
    await expect(context).to_contain_text("Reply to Helium bot")
    field = phone(page).get_by_label("Message as Anna")
    await field.press("Escape")
    await expect(context).to_be_hidden()
    await field.press("Control+ArrowUp")
    await expect(context).to_contain_text("How much of A2 is done?")
    await field.fill("45 %")
    await field.press("Enter")
    await expect(phone(page).get_by_role("article").last.locator(".replied")).to_contain_text("How much of A2 is done?")
    message = (await anna.transcript()).messages[-1]
    assert message.reply_to == message.id - 1


async def test_on_a_small_screen_people_are_tabs_and_nothing_sticks_out(page, anna, call) -> None:
    await page.set_viewport_size({"width": 390, "height": 800})
    await expect(page.get_by_role("region")).to_have_count(1)
    tabs = page.get_by_role("tab")
    await tabs.first.focus()
    await page.keyboard.press("ArrowRight")
    await expect(phone(page, "Béla")).to_be_visible()
    await call("sendMessage", chat_id=anna.id, text="x" * 300)
    await expect(tabs.first).to_contain_text("1")
    await page.keyboard.press("ArrowLeft")
    await expect(phone(page)).to_be_visible()
    await expect(tabs.first).not_to_contain_text("1")
    assert await page.evaluate("document.documentElement.scrollWidth") == 390


async def test_an_earlier_place_in_the_chat_is_kept_when_something_new_comes(page, anna, call) -> None:
    for number in range(30):
        await anna.says(f"question {number}")
    log = phone(page).get_by_role("log")
    await expect(log).to_contain_text("question 29")
    scroller = phone(page).locator(".scroll")
    await scroller.evaluate("(element) => element.scrollTo(0, 0)")
    down = phone(page).get_by_role("button", name="Newest messages")
    await expect(down).to_be_visible()
    await call("sendMessage", chat_id=anna.id, text="answer")
    await expect(down).to_contain_text("1")
    assert await scroller.evaluate("(element) => element.scrollTop") == 0
    await down.press("Enter")
    await expect(down).to_be_hidden()


async def test_the_page_finds_back_after_the_sandbox_was_restarted(browser) -> None:
    first = Sandbox(DEMO_PERSONAS)
    await first.start()
    context = await browser.new_context()
    opened = await context.new_page()
    await opened.goto(first.page)
    async with Visitor(first.control_base, "Anna") as anna:
        await anna.says("before")
    await expect(phone(opened).get_by_role("article")).to_contain_text("before")
    await first.stop()
    await expect(opened.get_by_text("Connection lost")).to_be_visible()
    port = int(first.page.rsplit(":", 1)[1].strip("/"))
    async with Sandbox(DEMO_PERSONAS, page_port=port) as second, Visitor(second.control_base, "Anna") as anna:
        await anna.says("after")
        await expect(phone(opened).get_by_role("article")).to_contain_text("after")
        await expect(opened.get_by_text("Live")).to_be_visible()
        await context.close()
