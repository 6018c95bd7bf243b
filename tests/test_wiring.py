"""The house: opened, rebuilt and shared with its parts."""

import asyncio
import threading
from pathlib import Path

import pytest

from helium_bot.settings import Settings
from helium_bot.wiring import for_demo, opened, opened_for_demo, owned, rebuilt
from ingest.folder import FolderError
from knowledge.failures import AnotherEmbedder, StoreOwned
from knowledge.vectors import VectorStore


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A data folder, and two folders with a document each."""
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.md").write_text(f"# The {name} lab\n\nThe {name} lab tests lamps.\n", "utf-8")
    return Settings(data_dir=tmp_path / "data", documents_dir=tmp_path / "one")


def built_by_another(settings: Settings) -> None:
    VectorStore.open(settings.data_dir, "", "another/embedder", 4).close()


def test_what_came_from_other_folders_stays(settings: Settings, tmp_path: Path) -> None:
    with opened(settings) as house:
        house.sync(tmp_path / "one")
        house.sync(tmp_path / "two")
        assert [document.path for document in house.documents()] == ["one.md", "two.md"]
        assert house.library.search("lamps of the two lab")[0].passage.document == "two.md"


def test_a_rebuild_brings_back_every_folder_that_is_still_there(settings: Settings, tmp_path: Path) -> None:
    with opened(settings) as house:
        house.sync(tmp_path / "one")
        house.sync(tmp_path / "two")
    report = rebuilt(settings, tmp_path / "one")
    assert [file.document for file in report.files] == ["one.md"]
    with opened(settings) as house:
        assert [document.path for document in house.documents()] == ["one.md", "two.md"]


def test_a_rebuild_from_a_folder_that_is_not_there_leaves_the_library_as_it_is(
    settings: Settings, tmp_path: Path
) -> None:
    with opened(settings) as house:
        house.sync(tmp_path / "one")
    with pytest.raises(FolderError):
        rebuilt(settings, tmp_path / "nowhere")
    with opened(settings) as house:
        assert len(house.documents()) == 1


def test_the_demo_makes_its_library_anew_where_another_embedder_made_it(settings: Settings) -> None:
    demo = for_demo(settings)
    assert demo.data_dir != settings.data_dir
    built_by_another(demo)
    with pytest.raises(AnotherEmbedder), opened(demo):
        pass
    with opened_for_demo(demo) as house:
        assert house.sync(settings.documents_dir).changed_anything
    with opened_for_demo(demo) as house:
        assert not house.sync(settings.documents_dir).changed_anything


async def test_a_sync_that_is_broken_off_has_ended_when_it_says_so_and_the_next_one_finishes_it(
    settings: Settings,
) -> None:
    for number in range(3):
        (settings.documents_dir / f"{number}.md").write_text(f"# Lab {number}\n\nLab {number} has lamps.\n", "utf-8")
    told: list[str] = []
    begun, go_on = threading.Event(), threading.Event()

    def progress(document: str, done: int, total: int, passages: int) -> None:
        told.append(document)
        begun.set()
        go_on.wait(10)

    with opened(settings) as house:
        syncing = asyncio.create_task(house.sync_aside(settings.documents_dir, progress))
        assert await asyncio.to_thread(begun.wait, 10)
        syncing.cancel()
        await asyncio.sleep(0)
        assert not syncing.done(), "the thread is still at work"
        go_on.set()
        with pytest.raises(asyncio.CancelledError):
            await syncing
        assert len(told) == 1
        await house.sync_aside(settings.documents_dir)
        assert len(house.documents()) == 4


def test_one_process_at_a_time_owns_the_data_folder(settings: Settings) -> None:
    with owned(settings), pytest.raises(StoreOwned), owned(settings):
        pass
    with owned(settings):
        pass


def test_the_original_of_a_document_is_its_file_and_nothing_outside_its_folder(
    settings: Settings, tmp_path: Path
) -> None:
    with opened(settings) as house:
        house.sync(tmp_path / "one")
        (document,) = house.documents()
        assert house.original(document) == tmp_path / "one" / "one.md"
        (tmp_path / "one" / "one.md").unlink()
        assert house.original(document) is None
        (tmp_path / "one" / "one.md").symlink_to(tmp_path / "two" / "two.md")
        assert house.original(document) is None
