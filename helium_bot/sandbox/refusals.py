"""Refusal: a call that Telegram would turn down, in Telegram's own words."""

from collections.abc import Mapping
from typing import Any


class Refusal(Exception):
    """A Bot API call is not carried out.

    ``code`` is the HTTP status and ``error_code``; ``description`` is what the caller reads; ``parameters`` are the
    ResponseParameters of the Bot API (``retry_after`` in seconds, ``migrate_to_chat_id``).
    """

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters: Mapping[str, int] = parameters

    def as_json(self) -> dict[str, Any]:
        """The response body that the Bot API server sends."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        return {**body, "parameters": dict(self.parameters)} if self.parameters else body


def bad_request(words: str) -> Refusal:
    """400: ``words``, with a small first letter unless they are an ALL_CAPS code, as the real server writes it."""
    if not words.split(" ", 1)[0].isupper():
        words = words[:1].lower() + words[1:]
    return Refusal(400, f"Bad Request: {words}")


def unauthorized() -> Refusal:
    """401: the token is not this bot's."""
    return Refusal(401, "Unauthorized")


def method_not_found() -> Refusal:
    """404: no such method."""
    return Refusal(404, "Not Found: method not found")


def blocked() -> Refusal:
    """403: the person blocked the bot."""
    return Refusal(403, "Forbidden: bot was blocked by the user")


def other_poller() -> Refusal:
    """409: another getUpdates call took over."""
    return Refusal(
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    )


def webhook_active() -> Refusal:
    """409: updates go to a webhook, so they cannot be polled."""
    return Refusal(
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    )


def flood(seconds: int) -> Refusal:
    """429: too fast; try again after ``seconds``."""
    return Refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def server_error() -> Refusal:
    """500: the server failed; nothing was carried out."""
    return Refusal(500, "Internal Server Error")


def not_modified() -> Refusal:
    """400: an edit that changes nothing."""
    return bad_request(
        "message is not modified: specified new message content and reply markup are exactly the same "
        "as a current content and reply markup of the message"
    )


def old_query() -> Refusal:
    """400: the callback query is unknown, too old, or was answered before."""
    return bad_request("query is too old and response timeout expired or query ID is invalid")
