"""What the log learns of an error."""

from telegram.error import BadRequest

from helium_bot.chat.failures import described

SECRET = "my private question"


def failing(text: str) -> None:
    raise ValueError(text)


def caught() -> Exception:
    try:
        try:
            failing(SECRET)
        except ValueError as error:
            raise BadRequest(f"Can't parse entities: unsupported start tag {SECRET}") from error
    except BadRequest as error:
        return error
    raise AssertionError


def test_the_log_learns_where_and_what_but_no_word_of_the_person() -> None:
    text = described(caught())
    assert SECRET not in text
    assert "BadRequest (Can't parse entities)" in text
    assert "caused by ValueError" in text
    assert "test_failures.py" in text
    assert "failing" in text


def test_an_error_that_was_never_raised_is_described_too() -> None:
    assert described(KeyError("x")) == "KeyError at an unknown place"
