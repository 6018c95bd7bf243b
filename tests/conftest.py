"""Fixtures for every room's tests."""

from collections.abc import Iterator

import pytest

from tests.scripted_model import ScriptedModel


@pytest.fixture
def scripted_model() -> Iterator[ScriptedModel]:
    """An OpenAI-compatible server on loopback for one test; tests/scripted_model.py says what it can be told."""
    server = ScriptedModel()
    yield server
    server.stop()
