"""No log line holds a token or a key, wherever it hides."""

import io
import logging
from collections.abc import Iterator

import pytest

from helium_bot.logs import configure

TOKEN = "7312345678:AAHk3v-9x_Qw7Lm2Zt5Yp8Rb1Nc4Fd6Gs0J"
KEY = "sk-proj-A1b2C3d4E5f6G7h8"
ODD = "correct-horse/battery+staple"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    written = io.StringIO()
    configure("INFO", [ODD, ""], written)
    yield written
    root.handlers[:] = before
    root.setLevel(level)


@pytest.mark.parametrize(
    "message",
    [
        f"POST https://api.telegram.org/bot{TOKEN}/sendMessage",
        f"GET http://127.0.0.1:8081/file/bot{TOKEN}/documents/a.pdf",
        f"bot{TOKEN.replace(':', '%3A')}/getMe",
        "http://127.0.0.1:1/bot42:short/getMe",
        f"key={KEY}",
        f"{{'Authorization': 'Bearer {ODD}'}}",
        f"the password is {ODD}.",
    ],
)
def test_a_secret_in_a_message_is_hidden(log: io.StringIO, message: str) -> None:
    logging.getLogger("anywhere").warning(message)
    line = log.getvalue()
    assert "[hidden]" in line
    for secret in (TOKEN, TOKEN.replace(":", "%3A"), TOKEN.partition(":")[2], KEY, ODD, "42:short"):
        assert secret not in line


def test_a_secret_in_an_argument_is_hidden(log: io.StringIO) -> None:
    logging.getLogger("anywhere").info("%s called %s", "bot", {"token": TOKEN})
    assert TOKEN not in log.getvalue()
    assert "bot called {'token': '[hidden]'}" in log.getvalue()


def test_a_secret_in_a_traceback_is_hidden_and_the_rest_of_it_stays(log: io.StringIO) -> None:
    try:
        try:
            raise ValueError(f"The token `{TOKEN}` was rejected")
        except ValueError as error:
            raise RuntimeError(f"with {KEY}") from error
    except RuntimeError:
        logging.getLogger("anywhere").exception("It failed", stack_info=True)
    text = log.getvalue()
    assert TOKEN not in text
    assert KEY not in text
    assert "RuntimeError: with [hidden]" in text
    assert "The token `[hidden]` was rejected" in text


def test_ordinary_lines_stay_as_they_are(log: io.StringIO) -> None:
    logging.getLogger("anywhere").info("12 documents read in 3:45 minutes, ratio 16:9")
    assert log.getvalue().endswith("12 documents read in 3:45 minutes, ratio 16:9\n")


@pytest.mark.parametrize("name", ["httpx", "httpcore.http11", "telegram.ext.ExtBot", "openai"])
def test_talkative_libraries_say_warnings_only_even_when_debugging(log: io.StringIO, name: str) -> None:
    configure("DEBUG", stream=log)
    logging.getLogger(name).info("a person's message")
    logging.getLogger(name).warning("a warning")
    assert "a person's message" not in log.getvalue()
    assert "a warning" in log.getvalue()
