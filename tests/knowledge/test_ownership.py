"""One process at a time writes to a data folder."""

import subprocess
import sys
from pathlib import Path

import pytest

from knowledge.failures import StoreOwned, StoreUnreachable
from knowledge.ownership import DataFolder

OWNER = """
import sys
from pathlib import Path
from knowledge.ownership import DataFolder
with DataFolder(Path(sys.argv[1])).own():
    print("owned", flush=True)
    sys.stdin.read()
"""


def test_the_folder_is_made_and_can_be_owned_again_afterwards(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    for _ in range(2):
        with DataFolder(folder).own() as path:
            assert path == folder
            assert folder.is_dir()


def test_a_second_owner_is_refused_in_one_sentence_that_says_what_to_do(tmp_path: Path) -> None:
    with (
        DataFolder(tmp_path).own(),
        pytest.raises(StoreOwned, match=f"Another Helium bot is using {tmp_path}; .*HELIUM_DATA_DIR"),
        DataFolder(tmp_path).own(),
    ):
        pass


def test_a_failure_inside_the_block_is_not_taken_for_a_failure_of_the_folder(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), DataFolder(tmp_path).own():
        (tmp_path / "missing").read_text(encoding="utf-8")


def test_another_process_is_refused_until_the_owner_is_killed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", OWNER, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as owner:
        assert owner.stdout is not None
        assert owner.stdout.readline() == "owned\n"
        with pytest.raises(StoreOwned), DataFolder(tmp_path).own():
            pass
        owner.kill()
    with DataFolder(tmp_path).own() as path:
        assert path == tmp_path


def test_a_file_where_the_folder_should_be_is_named_in_one_sentence(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.write_text("not a folder", encoding="utf-8")
    with (
        pytest.raises(StoreUnreachable, match=f"The data folder {folder} cannot be written .* HELIUM_DATA_DIR"),
        DataFolder(folder).own(),
    ):
        pass


def test_a_folder_that_cannot_be_made_is_named_in_one_sentence() -> None:
    with pytest.raises(StoreUnreachable, match="/proc/nowhere"), DataFolder(Path("/proc/nowhere")).own():
        pass
