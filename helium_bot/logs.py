"""Logs: one line per event on standard error, never with a token, a key or a message in it."""

import logging
import re
import sys
from collections.abc import Iterable
from typing import TextIO

_HIDDEN = "[hidden]"
_SECRETS = re.compile(
    r"""
    (?<![0-9]) [0-9]+ (?: : | %3A ) [A-Za-z0-9_-]{20,}      # a bot token
    | (?<=/bot) [0-9]+ (?: : | %3A ) [^/\s]+                # the same in an address
    | \b sk-[A-Za-z0-9_-]{8,}                               # a key of OpenAI
    | (?<=Bearer\ ) [^\s'"]+
    """,
    re.VERBOSE | re.IGNORECASE,
)

# At INFO and below these print addresses with the token in them, or whole messages.
_TALKATIVE = ("httpx", "httpcore", "telegram", "openai", "langchain", "urllib3")


class Redaction(logging.Filter):
    """Takes secrets out of a record: out of its message, its arguments and its traceback.

    Knows what tokens and keys look like; ``secrets`` are taken out whatever they look like.
    """

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__()
        known = sorted({secret for secret in secrets if secret}, key=len, reverse=True)
        self._known = re.compile("|".join(re.escape(secret) for secret in known)) if known else None

    def filter(self, record: logging.LogRecord) -> bool:
        """Always lets ``record`` pass, without its secrets."""
        record.msg, record.args = self.redacted(record.getMessage()), ()
        if record.exc_info:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
            record.exc_info = None
        if record.exc_text:
            record.exc_text = self.redacted(record.exc_text)
        if record.stack_info:
            record.stack_info = self.redacted(record.stack_info)
        return True

    def redacted(self, text: str) -> str:
        """``text`` with its secrets replaced."""
        text = self._known.sub(_HIDDEN, text) if self._known else text
        return _SECRETS.sub(_HIDDEN, text)


def configure(level: str, secrets: Iterable[str] = (), stream: TextIO | None = None) -> logging.Handler:
    """Log from ``level`` up to ``stream`` (standard error), in place of whatever the root logger did before."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.addFilter(Redaction(secrets))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLevelNamesMapping()[level]))
    return handler
