"""The command line, for the verb that evaluates."""

from collections.abc import Callable
from pathlib import Path

import pytest

from helium_bot import cli


@pytest.fixture
def verb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """Runs ``helium-bot`` with a data folder of its own and no settings from outside."""
    monkeypatch.chdir(tmp_path)
    for name in ("OPENAI_API_KEY", "HELIUM_CHAT_MODEL", "HELIUM_EMBEDDING_MODEL", "HELIUM_CHROMA_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HELIUM_DATA_DIR", str(tmp_path / "data"))
    return lambda *arguments: cli.main([str(argument) for argument in arguments])
