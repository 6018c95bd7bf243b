"""Settings: the environment, read once into one frozen value, or refused by the variable's name."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

TELEGRAM_API = "https://api.telegram.org/bot"
TELEGRAM_FILE_API = "https://api.telegram.org/file/bot"
EMBEDDED_EMBEDDER = "all-MiniLM-L6-v2"
DEFAULT_OPENAI_CHAT_MODEL = "gpt-4o-mini"
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class SettingsError(Exception):
    """A setting is missing or wrong. ``str()`` is one English sentence that names the variable."""


@dataclass(frozen=True)
class Settings:
    """Everything the operator may choose. See ``.env.example`` for each variable in words.

    ``chat_model`` is "" when answers are quoted without a model, else a LangChain name such as ``gpt-4o-mini`` or
    ``anthropic:claude-...``. ``embedding_model`` is the embedded MiniLM or a name the OpenAI-compatible API knows.
    ``model_seconds`` bounds one call to the chat model.
    """

    data_dir: Path = Path("data")
    documents_dir: Path = Path("knowledge/documents")
    chroma_url: str = ""
    embedding_model: str = EMBEDDED_EMBEDDER
    chat_model: str = ""
    openai_api_key: str = field(default="", repr=False)
    openai_base_url: str = ""
    telegram_token: str = field(default="", repr=False)
    telegram_api: str = TELEGRAM_API
    telegram_file_api: str = TELEGRAM_FILE_API
    model_seconds: float = 20.0
    demo_port: int = 8765
    log_level: str = "WARNING"

    @classmethod
    def read(cls, environ: Mapping[str, str]) -> "Settings":
        """The settings in ``environ``; empty values count as unset. Raises SettingsError naming the variable."""
        given = {name: value.strip() for name, value in environ.items() if value.strip()}
        key = given.get("OPENAI_API_KEY", "")
        settings = cls(
            data_dir=Path(given.get("HELIUM_DATA_DIR", "data")),
            documents_dir=_documents_dir(given.get("HELIUM_DOCUMENTS_DIR")),
            chroma_url=_address(given, "HELIUM_CHROMA_URL"),
            embedding_model=given.get("HELIUM_EMBEDDING_MODEL", EMBEDDED_EMBEDDER),
            chat_model=given.get("HELIUM_CHAT_MODEL", DEFAULT_OPENAI_CHAT_MODEL if key else ""),
            openai_api_key=key,
            openai_base_url=_address(given, "OPENAI_BASE_URL"),
            telegram_token=_token(given),
            telegram_api=_address(given, "HELIUM_TELEGRAM_API") or TELEGRAM_API,
            telegram_file_api=_address(given, "HELIUM_TELEGRAM_FILE_API") or TELEGRAM_FILE_API,
            model_seconds=_seconds(given, "HELIUM_MODEL_SECONDS", 20.0),
            demo_port=_port(given, "HELIUM_DEMO_PORT", 8765),
            log_level=_one_of(given, "HELIUM_LOG_LEVEL", LOG_LEVELS, "WARNING"),
        )
        if settings.embedding_model != EMBEDDED_EMBEDDER and not (key or settings.openai_base_url):
            raise SettingsError(
                f"HELIUM_EMBEDDING_MODEL names {settings.embedding_model}, which needs OPENAI_API_KEY (or "
                f"OPENAI_BASE_URL for a server without keys); set it, "
                "or remove HELIUM_EMBEDDING_MODEL to use the embedded model."
            )
        return settings


def _documents_dir(given: str | None) -> Path:
    """The folder the bot keeps its store in step with: as set, else the repository's, else the installed package's."""
    if given:
        return Path(given)
    here = Path("knowledge/documents")
    return here if here.is_dir() else Path(__file__).resolve().parent.parent / "knowledge" / "documents"


def _address(given: Mapping[str, str], name: str) -> str:
    value = given.get(name, "")
    if not value:
        return ""
    try:
        parts = urlsplit(value)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        usable = False
    if not usable:
        raise SettingsError(f"{name} must be an address that begins with http:// or https://.")
    return value


def _token(given: Mapping[str, str]) -> str:
    value = given.get("HELIUM_TELEGRAM_TOKEN", "")
    if value and not re.fullmatch(r"\d+:[A-Za-z0-9_-]+", value):
        raise SettingsError(
            "HELIUM_TELEGRAM_TOKEN does not look like a bot token (digits, a colon, letters); copy it from @BotFather."
        )
    return value


def _seconds(given: Mapping[str, str], name: str, default: float) -> float:
    try:
        value = float(given.get(name, default))
    except ValueError:
        value = 0.0
    if not 0 < value <= 600:
        raise SettingsError(f"{name} must be a number of seconds between 0 and 600.")
    return value


def _port(given: Mapping[str, str], name: str, default: int) -> int:
    text = given.get(name, str(default))
    if not re.fullmatch(r"[0-9]{1,5}", text) or int(text) > 65535:
        raise SettingsError(f"{name} must be a port number between 0 and 65535.")
    return int(text)


def _one_of(given: Mapping[str, str], name: str, choices: tuple[str, ...], default: str) -> str:
    value = given.get(name, default).upper()
    if value not in choices:
        raise SettingsError(f"{name} must be one of {', '.join(choices)}.")
    return value
