"""Fixtures for every room's tests, and what is done about a machine without a browser."""

import os
import shutil
from collections.abc import Iterator

import pytest

from tests.scripted_model import ScriptedModel

WITHOUT_BROWSER = pytest.StashKey[int]()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the page's tests out where there is no Chromium to show it, but never in CI, where they must run."""
    if os.environ.get("CI") or shutil.which("chromium"):
        return
    browser = [item for item in items if item.get_closest_marker("browser")]
    if browser:
        config.stash[WITHOUT_BROWSER] = len(browser)
        config.hook.pytest_deselected(items=browser)
        items[:] = [item for item in items if item not in browser]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say what was left out, and how to have it in."""
    left_out = config.stash.get(WITHOUT_BROWSER, 0)
    if left_out:
        terminalreporter.write_line(
            f"{left_out} tests of the chat page need a browser; they run where a program named chromium is installed."
        )


@pytest.fixture
def scripted_model() -> Iterator[ScriptedModel]:
    """An OpenAI-compatible server on loopback for one test; tests/scripted_model.py says what it can be told."""
    server = ScriptedModel()
    yield server
    server.stop()
