"""Browsing: /plans and /practices, a card for each document, and the document itself."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputFile, Message, Update
from telegram.constants import ChatAction, FileSizeLimit, ParseMode
from telegram.error import BadRequest
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from helium_bot.answering.wording import shortened
from helium_bot.chat.context import Context, Handler
from helium_bot.chat.delivery import NO_PREVIEW, deliver
from helium_bot.chat.messages import Block, Ready, Run, Style, set_out
from helium_bot.chat.needs import Documents
from helium_bot.chat.person import phrases_for
from helium_bot.chat.place import place_of, place_of_tap
from helium_bot.chat.presence import at_work
from helium_bot.chat.taps import acknowledge
from helium_bot.locale import Phrases, marked
from knowledge.passage import Document, DocumentKind

_PER_PAGE = 8
_LONGEST_BUTTON = 60
_LONGEST_PIECE = 200
_LONGEST_ADDRESS = 120
_MOST_SOURCES = 8

_HEADINGS = {
    DocumentKind.ACTION_PLAN: marked("Regional action plans"),
    DocumentKind.GOOD_PRACTICE: marked("Good practices"),
}
_KINDS = {
    DocumentKind.ACTION_PLAN: marked("Regional action plan"),
    DocumentKind.GOOD_PRACTICE: marked("Good practice"),
    DocumentKind.PROJECT: marked("About the project"),
    DocumentKind.GLOSSARY: marked("Glossary"),
    DocumentKind.OTHER: marked("Document"),
}


@dataclass(frozen=True, slots=True)
class _Screen:
    """What a message shows: a text and the buttons under it."""

    text: Ready
    keyboard: InlineKeyboardMarkup | None


class Browsing:
    """Lists and cards of documents. Its buttons hold document ids, so they work after a restart too."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    def handlers(self) -> list[Handler]:
        """The two commands, and the buttons ``list:KIND:PAGE``, ``doc:ID`` and ``file:ID``."""
        new = filters.UpdateType.MESSAGE
        return [
            CommandHandler("plans", self.plans, filters=new),
            CommandHandler("practices", self.practices, filters=new),
            CallbackQueryHandler(self.turned, pattern=r"^list:(action_plan|good_practice):\d{1,4}$"),
            CallbackQueryHandler(self.opened, pattern=r"^doc:[0-9a-f]{32}$"),
            CallbackQueryHandler(self.fetched, pattern=r"^file:[0-9a-f]{32}$"),
        ]

    async def plans(self, update: Update, context: Context) -> None:
        """The action plans."""
        await self._list(update, context, DocumentKind.ACTION_PLAN)

    async def practices(self, update: Update, context: Context) -> None:
        """The good practices."""
        await self._list(update, context, DocumentKind.GOOD_PRACTICE)

    async def turned(self, update: Update, context: Context) -> None:
        """Another page of a list, or back to it."""
        query = update.callback_query
        if query is None:
            return
        await acknowledge(query)
        _, kind, page = str(query.data).split(":")
        await _show(update, context, await self._page(DocumentKind(kind), int(page), phrases_for(update)))

    async def opened(self, update: Update, context: Context) -> None:
        """A document's card."""
        document = await self._tapped(update)
        if document:
            shelf = enumerate(await self._of_kind(document.kind))
            position = next((number for number, known in shelf if known.id == document.id), 0)
            await _show(update, context, _card(document, position // _PER_PAGE, phrases_for(update)))

    async def fetched(self, update: Update, context: Context) -> None:
        """The document itself, as a file."""
        document, place = await self._tapped(update), place_of_tap(update)
        if document is None or place is None:
            return
        path = await asyncio.to_thread(self._documents.original, document)
        obstacle = _obstacle(path, phrases_for(update))
        if path is None or obstacle:
            await deliver(context.bot, place, set_out([(Run(obstacle),)]))
            return
        async with at_work(context.bot, place, ChatAction.UPLOAD_DOCUMENT):
            file = InputFile(await asyncio.to_thread(path.read_bytes), filename=path.name)
            await context.bot.send_document(place.chat_id, file, message_thread_id=place.topic_id)

    async def _list(self, update: Update, context: Context, kind: DocumentKind) -> None:
        if update.message:
            screen = await self._page(kind, 0, phrases_for(update))
            await deliver(context.bot, place_of(update.message), [screen.text], screen.keyboard)

    async def _tapped(self, update: Update) -> Document | None:
        """The document whose button was tapped, acknowledged; None, told to the person, when it is gone."""
        query = update.callback_query
        if query is None:
            return None
        wanted = str(query.data).partition(":")[2]
        documents = await asyncio.to_thread(self._documents.documents)
        document = next((known for known in documents if known.id == wanted), None)
        say = phrases_for(update).say
        await acknowledge(query, "" if document else say("That document is no longer here. /plans shows what is."))
        return document

    async def _of_kind(self, kind: DocumentKind) -> list[Document]:
        documents = await asyncio.to_thread(self._documents.documents)
        return [document for document in documents if document.kind is kind]

    async def _page(self, kind: DocumentKind, page: int, phrases: Phrases) -> _Screen:
        documents = await self._of_kind(kind)
        page = min(page, max(len(documents) - 1, 0) // _PER_PAGE)
        return _Screen(_one(_list_text(kind, len(documents), phrases)), _list_keyboard(kind, documents, page))


def _obstacle(path: Path | None, phrases: Phrases) -> str:
    """Why the file cannot be sent, in words for the person; "" when it can."""
    size = path.stat().st_size if path and path.is_file() else 0
    if size > FileSizeLimit.FILESIZE_UPLOAD:
        return phrases.say("The file is larger than the 50 MB that a bot may send in Telegram.")
    return "" if size else phrases.say("The file is no longer there; what I know of it remains.")


def _list_text(kind: DocumentKind, count: int, phrases: Phrases) -> list[Block]:
    heading = Run(phrases.say(_HEADINGS[kind]), Style.BOLD)
    if not count:
        return [(heading,), (Run(phrases.say("There is nothing here yet.")),)]
    advice = phrases.plural(
        "{n} document. Tap it to see what it is.", "{n} documents. Tap one to see what it is.", count
    )
    return [(heading,), (Run(advice),)]


def _list_keyboard(kind: DocumentKind, documents: Sequence[Document], page: int) -> InlineKeyboardMarkup | None:
    first = page * _PER_PAGE
    shown = documents[first : first + _PER_PAGE]
    rows = [
        [InlineKeyboardButton(shortened(_title(document), _LONGEST_BUTTON), callback_data=f"doc:{document.id}")]
        for document in shown
    ]
    turns = []
    if page:
        turns.append(InlineKeyboardButton("‹", callback_data=f"list:{kind}:{page - 1}"))
    if first + _PER_PAGE < len(documents):
        turns.append(InlineKeyboardButton("›", callback_data=f"list:{kind}:{page + 1}"))
    return InlineKeyboardMarkup([*rows, turns] if turns else rows) if rows else None


def _card(document: Document, page: int, phrases: Phrases) -> _Screen:
    say = phrases.say
    facts = [
        say("Region: {region}", region=shortened(document.region.replace("-", " ").title(), _LONGEST_PIECE))
        if document.region
        else "",
        say("Language: {language}", language=language) if (language := phrases.name_of(document.language)) else "",
        say("Date: {date}", date=shortened(phrases.day(document.date), _LONGEST_PIECE)) if document.date else "",
    ]
    blocks: list[Block] = [
        (Run(shortened(_title(document), _LONGEST_PIECE), Style.BOLD), Run("\n"), Run(say(_KINDS[document.kind]))),
    ]
    if document.synthetic:
        blocks.append((Run(say("This is a made-up example, not a real document."), Style.ITALIC),))
    if any(facts):
        blocks.append((Run("\n".join(fact for fact in facts if fact)),))
    if document.sources:
        lines = [run for source in document.sources[:_MOST_SOURCES] for run in (Run("\n"), _address(source))]
        blocks.append((Run(say("Public sources:")), *lines))
    buttons = [[InlineKeyboardButton(say("Send me the document"), callback_data=f"file:{document.id}")]]
    if document.kind in _HEADINGS:
        buttons.append([InlineKeyboardButton(say("‹ Back to the list"), callback_data=f"list:{document.kind}:{page}")])
    return _Screen(_one(blocks), InlineKeyboardMarkup(buttons))


def _title(document: Document) -> str:
    """What to call the document; a button's label must have something to show."""
    return " ".join(document.title.split()) or document.path


def _address(source: str) -> Run:
    return Run(shortened(source.removeprefix("https://"), _LONGEST_ADDRESS), link=source)


def _one(blocks: list[Block]) -> Ready:
    """``blocks`` as the one message that a screen is; their pieces are shortened so that they fit."""
    return set_out(blocks)[0]


async def _show(update: Update, context: Context, screen: _Screen) -> None:
    """``screen`` in place of the one that was tapped, or as a new message where that cannot be changed any more."""
    query, place = update.callback_query, place_of_tap(update)
    if query is None or place is None:
        return
    try:
        if isinstance(query.message, Message):
            await query.message.edit_text(
                screen.text.html,
                parse_mode=ParseMode.HTML,
                reply_markup=screen.keyboard,
                link_preview_options=NO_PREVIEW,
            )
            return
    except BadRequest as refusal:
        if "not modified" in refusal.message.lower():
            return
    await deliver(context.bot, place, [screen.text], screen.keyboard)
