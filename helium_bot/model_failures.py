"""ModelUnavailable: why a chat model gave no usable reply, read from whatever its provider raised."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

PAUSE_SECONDS = 0.3
"""How long to wait before a retry when the server does not say."""

_ERROR_CODE = re.compile(r"[a-z][a-z0-9_]{1,40}")
_NO_CREDIT = "insufficient_quota"

_ADVICE = {
    401: "The language model's server refused the key; check OPENAI_API_KEY, or the key of the provider named.",
    403: "The language model's server refused the key for this model; check the key's rights.",
    404: "The language model's server knows no such model or address; check HELIUM_CHAT_MODEL and OPENAI_BASE_URL.",
    429: "The account with the language model's provider has no credit left.",
}


class ModelUnavailable(Exception):
    """The chat model gave no usable reply. ``str()`` is one plain sentence without keys, prompts or replies."""


class ModelDown(ModelUnavailable):
    """The model cannot be reached, failed, or refuses the key or the name it is asked by."""


class ModelSlow(ModelUnavailable):
    """The model did not reply within the time it is given."""


class ModelBusy(ModelUnavailable):
    """The model's server takes no more requests right now."""


class ModelNonsense(ModelUnavailable):
    """The model replied, but with nothing that can be used."""


def unavailable(error: BaseException) -> ModelUnavailable:
    """The member of the family that an error of a provider, or of LangChain reading a reply, belongs to."""
    from langchain_core.exceptions import ModelError, ModelTimeoutError

    status = http_status(error)
    if status == 429 and not _out_of_credit(error):
        return ModelBusy("The language model takes no more requests right now.")
    if status is not None and status >= 400:
        return ModelDown(_ADVICE.get(status, "The language model's server failed."))
    if isinstance(error, TimeoutError | ModelTimeoutError):
        return ModelSlow("The language model took too long.")
    if isinstance(error, ModelError) or not _had_a_reply(error):
        return ModelDown("The language model cannot be reached.")
    return ModelNonsense("The language model's reply could not be read.")


def http_status(error: BaseException) -> int | None:
    """The HTTP status that an error of whichever provider carries."""
    for holder in (error, getattr(error, "response", None)):
        status = getattr(holder, "status_code", None)
        if isinstance(status, int):
            return status
    return None


def error_code(error: BaseException) -> str:
    """The provider's own short code for an error, such as ``invalid_api_key``; "" where it gives none."""
    code = getattr(error, "code", None)
    return code if isinstance(code, str) and _ERROR_CODE.fullmatch(code) else ""


def pause_before_retry(error: BaseException, now: datetime) -> float | None:
    """Seconds to wait before asking again; None where asking again would not help."""
    from langchain_core.exceptions import ModelConnectionError

    status = http_status(error)
    passing = (status == 429 and not _out_of_credit(error)) or (status is not None and status >= 500)
    if not passing and not isinstance(error, ModelConnectionError):
        return None
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    return _retry_after(headers, now)


def _out_of_credit(error: BaseException) -> bool:
    return error_code(error) == _NO_CREDIT


def _had_a_reply(error: BaseException) -> bool:
    """Whether the error came from reading a reply: LangChain raises built-in errors there, OpenAI keeps the reply."""
    return (
        http_status(error) is not None
        or hasattr(error, "completion")
        or isinstance(error, ValueError | TypeError | LookupError)
    )


def _retry_after(headers: Mapping[str, str], now: datetime) -> float:
    """Seconds that a server asks to wait: ``Retry-After`` in seconds or as a date (RFC 9110, section 10.2.3)."""
    value = headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d{1,9}(\.\d{1,9})?", value):
        return float(value)
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return PAUSE_SECONDS
    return max((until.replace(tzinfo=until.tzinfo or UTC) - now).total_seconds(), 0.0)
