"""The documents folder followed: what changes there is taken up, and what goes wrong is tried again."""

import asyncio
import contextlib
import logging
import shutil
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from helium_bot.following import follow
from ingest.folder import FolderError
from ingest.report import FileReport, Report, Status
from knowledge.failures import StoreUnreachable


class Syncs:
    """Stands for the library: notes which folders it was told to sync, and fails when told to."""

    def __init__(self) -> None:
        self.done: asyncio.Queue[Path] = asyncio.Queue()
        self.failures: list[Exception] = []

    async def __call__(self, folder: Path) -> Report:
        self.done.put_nowait(folder)
        if self.failures:
            raise self.failures.pop(0)
        return Report(str(folder), (FileReport("new.md", Status.ADDED),))


@contextlib.asynccontextmanager
async def following(folders: Sequence[Path], syncs: Syncs) -> AsyncIterator[None]:
    """The folders followed until the block ends."""
    task = asyncio.create_task(follow(folders, syncs))
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


@pytest.fixture
def syncs() -> Syncs:
    """A library that has not been told anything yet."""
    return Syncs()


async def next_of(syncs: Syncs) -> Path:
    return await asyncio.wait_for(syncs.done.get(), 10)


async def test_only_the_folder_in_which_something_changed_is_taken_up(
    tmp_path: Path, syncs: Syncs, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.chdir(tmp_path)
    one, two = tmp_path / "one", tmp_path / "two"
    for folder in (one, two):
        folder.mkdir()
    with caplog.at_level(logging.INFO, "helium_bot"):
        async with following([Path("one"), two, tmp_path / "nowhere"], syncs):
            assert [await next_of(syncs), await next_of(syncs)] == [one, two], "what changed before the watch began"
            (two / "deep").mkdir()
            (two / "deep" / "new.md").write_text("new", encoding="utf-8")
            assert await next_of(syncs) == two
            (one / "new.md").write_text("new", encoding="utf-8")
            while (taken_up := await next_of(syncs)) == two:
                pass
            assert taken_up == one
    assert "The documents folder changed: 1 added." in caplog.text


async def test_a_failed_sync_is_told_and_tried_at_the_next_change(
    tmp_path: Path, syncs: Syncs, caplog: pytest.LogCaptureFixture
) -> None:
    syncs.failures = [StoreUnreachable("The store is away."), FolderError("The folder is away."), OSError("No room.")]
    async with following([tmp_path], syncs):
        for number in range(4):
            await next_of(syncs)
            (tmp_path / f"{number}.md").write_text("new", encoding="utf-8")
    for words in ("The store is away.", "The folder is away.", "No room."):
        assert words in caplog.text
    assert "Traceback" not in caplog.text


async def test_a_folder_that_vanishes_does_not_end_the_others(tmp_path: Path, syncs: Syncs) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    for folder in (one, two):
        folder.mkdir()
    async with following([one, two], syncs):
        await next_of(syncs)
        await next_of(syncs)
        shutil.rmtree(one)
        assert await next_of(syncs) == one
        (two / "new.md").write_text("new", encoding="utf-8")
        while await next_of(syncs) != two:
            pass


async def test_folders_that_cannot_be_watched_are_told_and_stop_nothing(
    tmp_path: Path, syncs: Syncs, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object, **__: object) -> object:
        raise OSError("OS file watch limit reached.")

    monkeypatch.setattr("helium_bot.following.awatch", full)
    await asyncio.wait_for(follow([tmp_path], syncs), 10)
    assert "until the next start" in caplog.text
