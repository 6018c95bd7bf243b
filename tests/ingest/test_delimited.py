"""What a careful reader finds in CSV files. All files here are synthetic."""

from pathlib import Path

import pytest

from ingest.reading.delimited import read
from ingest.reading.document import Refused


def _rows(tmp_path: Path, data: bytes) -> list[tuple[str, str]]:
    path = tmp_path / "table.csv"
    path.write_bytes(data)
    return [(block.text, block.header) for block in read(path).blocks]


_EXPECTED = [("Példaváros | 1,5 | 2026-05", "Régió | Összeg | Dátum"), ("Vila | 2 | 2027", "Régió | Összeg | Dátum")]


@pytest.mark.parametrize(
    "data",
    [
        "Régió;Összeg;Dátum\nPéldaváros;1,5;2026-05\nVila;2;2027\n".encode(),
        "Régió;Összeg;Dátum\r\nPéldaváros;1,5;2026-05\r\n\r\nVila;2;2027\r\n".encode("utf-8-sig"),
        "Régió\tÖsszeg\tDátum\nPéldaváros\t1,5\t2026-05\nVila\t2\t2027".encode("utf-16"),
        'Régió,Összeg,Dátum\nPéldaváros,"1,5",2026-05\nVila,2,2027\n'.encode("cp1250"),
        "sep=|\nRégió|Összeg|Dátum\nPéldaváros|1,5|2026-05\nVila|2|2027\n".encode(),
    ],
)
def test_cells_are_found_whatever_parts_them_and_whatever_the_encoding(tmp_path: Path, data: bytes) -> None:
    assert _rows(tmp_path, data) == _EXPECTED


def test_a_cell_may_hold_line_breaks_and_the_delimiter(tmp_path: Path) -> None:
    data = b'Action,Text,Cost\nA1,"Two lines,\nof text",5\nA2,"He said ""yes""",6\n'
    assert _rows(tmp_path, data) == [
        ("A1 | Two lines, of text | 5", "Action | Text | Cost"),
        ('A2 | He said "yes" | 6', "Action | Text | Cost"),
    ]


def test_rows_of_values_only_have_no_header(tmp_path: Path) -> None:
    assert _rows(tmp_path, b"2025,12,3\n2026,40,9\n") == [("2025 | 12 | 3", ""), ("2026 | 40 | 9", "")]


def test_labels_with_values_have_no_header(tmp_path: Path) -> None:
    assert _rows(tmp_path, b"Project;Synthetic Health\nCountry;Exampleland\n") == [
        ("Project | Synthetic Health", ""),
        ("Country | Exampleland", ""),
    ]


def test_a_single_column_is_read_row_by_row(tmp_path: Path) -> None:
    assert _rows(tmp_path, b"one\ntwo\n") == [("one", ""), ("two", "")]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b"\n\n", "holds no text"),
        (b"a,b\n" + b"x" * 3_000_000, "more than 131,072 characters"),
        (bytes(range(256)) * 40, "is not really text"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(tmp_path: Path, data: bytes, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        _rows(tmp_path, data)
