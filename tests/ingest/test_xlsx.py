"""What a careful reader finds in spreadsheets. All workbooks here are synthetic."""

import datetime
import io
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from ingest.reading.document import Block, BlockKind, ReadDocument, Refused
from ingest.reading.spreadsheet_values import shown
from ingest.reading.xlsx import read


def _read(tmp_path: Path, write: Callable[[Workbook], object]) -> ReadDocument:
    workbook = Workbook()
    write(workbook)
    workbook.save(tmp_path / "table.xlsx")
    return read(tmp_path / "table.xlsx")


def _rows(document: ReadDocument) -> list[tuple[str, str]]:
    return [(block.text, block.header) for block in document.blocks if block.kind is BlockKind.TABLE_ROW]


def test_each_sheet_is_a_section_and_each_row_knows_its_header(tmp_path: Path) -> None:
    def write(workbook: Workbook) -> None:
        sheet = workbook.active
        sheet.title = "Indicators"
        for row in (("Indicator", "Baseline", "Target"), ("Companies", 12, 40), (), ("Patients", 0, 300)):
            sheet.append(row)
        workbook.create_sheet("Partners").append(("City", "pays"))

    assert list(_read(tmp_path, write).blocks) == [
        Block(BlockKind.HEADING, "Indicators", level=1),
        Block(BlockKind.TABLE_ROW, "Companies | 12 | 40", header="Indicator | Baseline | Target"),
        Block(BlockKind.TABLE_ROW, "Patients | 0 | 300", header="Indicator | Baseline | Target"),
        Block(BlockKind.HEADING, "Partners", level=1),
        Block(BlockKind.TABLE_ROW, "City | pays"),
    ]


def test_a_title_above_a_table_is_not_its_header(tmp_path: Path) -> None:
    def write(workbook: Workbook) -> None:
        sheet = workbook.active
        for row in (
            ("Synthetic budget",),
            (),
            ("Item", "EUR"),
            ("Staff", 5),
            (),
            ("Second table",),
            ("A", "B"),
            ("x", 1),
        ):
            sheet.append(row)

    document = _read(tmp_path, write)
    assert [block.text for block in document.blocks if block.kind is BlockKind.PARAGRAPH] == [
        "Synthetic budget",
        "Second table",
    ]
    assert _rows(document) == [("Staff | 5", "Item | EUR"), ("x | 1", "A | B")]


def test_a_form_of_labels_and_values_has_no_header(tmp_path: Path) -> None:
    def write(workbook: Workbook) -> None:
        for row in (("Project", "Synthetic Health"), ("Country", "Exampleland")):
            workbook.active.append(row)

    assert _rows(_read(tmp_path, write)) == [("Project | Synthetic Health", ""), ("Country | Exampleland", "")]


def test_a_bold_first_row_is_the_header(tmp_path: Path) -> None:
    def write(workbook: Workbook) -> None:
        workbook.active.append(("Partner", "Role"))
        workbook.active.append(("City", "pays"))
        for cell in workbook.active[1]:
            cell.font = Font(bold=True)

    assert _rows(_read(tmp_path, write)) == [("City | pays", "Partner | Role")]


def test_an_empty_cell_keeps_its_place(tmp_path: Path) -> None:
    def write(workbook: Workbook) -> None:
        for row in (("Item", "2025", "2026"), ("Staff", None, 5), (None, 1, None)):
            workbook.active.append(row)

    assert [text for text, _ in _rows(_read(tmp_path, write))] == ["Staff |  | 5", "| 1"]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (0.85, "0%", "85%"),
        (0.125, "0.0%", "12.5%"),
        (1234567.5, "#,##0.00", "1,234,567.50"),
        (10000, "#,##0", "10,000"),
        (10000, "General", "10000"),
        (10000.0, "General", "10000"),
        (0.1 + 0.2, "General", "0.3"),
        (5555, '#,##0\\ "EUR"', "5,555 EUR"),
        (5555, "[$€-413] #,##0", "€ 5,555"),
        (-5, '#,##0;"minus "#,##0', "minus 5"),
        (-5.5, "0.00", "-5.50"),
        (-5, "#,##0;(#,##0)", "(5)"),
        (1.5, "0.0##", "1.5"),
        (7, "000", "007"),
        (datetime.date(2026, 5, 1), "dd/mm/yyyy", "2026-05-01"),
        (datetime.date(2026, 5, 1), "mmm yyyy", "2026-05"),
        (datetime.date(2026, 5, 1), "yyyy", "2026"),
        (datetime.datetime.fromisoformat("2026-05-01T14:30"), "dd/mm/yyyy hh:mm", "2026-05-01 14:30"),
        (datetime.time(9, 5), "hh:mm", "09:05"),
        (True, "General", "TRUE"),
        (None, "General", ""),
        ("#REF!", "General", "#REF!"),
    ],
)
def test_values_look_as_a_person_sees_them(value: object, number_format: str, text: str) -> None:
    assert shown(value, number_format) == text


def test_hidden_sheets_rows_and_columns_are_left_out_and_reported(tmp_path: Path) -> None:
    def write(workbook: Workbook) -> None:
        sheet = workbook.active
        sheet.title = "Plan"
        for row in (("Item", "Secret", "EUR"), ("Staff", "x", 5), ("Hidden", "y", 6), ("Rent", "z", 7)):
            sheet.append(row)
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["B"].hidden = True
        other = workbook.create_sheet("Old")
        other.append(("old", "words"))
        other.sheet_state = "hidden"

    document = _read(tmp_path, write)
    assert _rows(document) == [("Staff | 5", "Item | EUR"), ("Rent | 7", "Item | EUR")]
    assert document.remarks == (
        "sheet 'Plan': hidden rows were left out (1)",
        "sheet 'Plan': hidden columns were left out (1)",
        "sheet 'Old' is hidden and was left out",
    )


def test_a_formula_without_a_saved_result_is_reported(tmp_path: Path) -> None:
    def write(workbook: Workbook) -> None:
        workbook.active.title = "Sums"
        workbook.active.append(("Total", "=1+2"))

    document = _read(tmp_path, write)
    assert [block.text for block in document.blocks] == ["Sums", "Total"]
    assert document.remarks == ("sheet 'Sums': formulas without a saved result were left out (1)",)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b"a;b\n1;2\n", "is not really an Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "is protected with a password"),
    ],
)
def test_what_is_no_workbook_is_refused_in_words(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "table.xlsx"
    path.write_bytes(content)
    with pytest.raises(Refused, match=reason):
        read(path)


def test_an_empty_workbook_holds_no_text(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="holds no text"):
        _read(tmp_path, lambda workbook: None)


def test_a_damaged_workbook_is_refused_and_never_breaks(tmp_path: Path) -> None:
    stream = io.BytesIO()
    workbook = Workbook()
    workbook.active.append(("Item", 5, datetime.date(2026, 1, 1)))
    workbook.save(stream)
    whole = stream.getvalue()
    path = tmp_path / "table.xlsx"
    for length in range(1, len(whole), len(whole) // 20):
        path.write_bytes(whole[:length])
        with pytest.raises(Refused):
            read(path)
    chance = random.Random(11)
    for _ in range(60):
        broken = bytearray(whole)
        for _ in range(10):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        path.write_bytes(broken)
        try:
            read(path)
        except Refused as refusal:
            assert str(refusal)  # noqa: PT017 - both endings are right, a third one is what this is about
