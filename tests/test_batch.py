"""JSON Lines as other programs write them, and as they want them back."""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helium_bot.batch import BatchError, Row, read_rows, write_json

Rows = Callable[[str | bytes], list[Row]]

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda children: st.lists(children, max_size=3) | st.dictionaries(st.text(), children, max_size=3),
    max_leaves=5,
)


@pytest.fixture
def rows(tmp_path: Path) -> Rows:
    """Reads a file with this content, whose needed field is ``question``."""

    def read(content: str | bytes) -> list[Row]:
        file = tmp_path / "batch.jsonl"
        file.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return list(read_rows(str(file), "question"))

    return read


def test_rows_come_in_order_with_their_ids_whatever_these_are(rows: Rows) -> None:
    ids = ["a", 7, 1.5, None, True, ["x", {"y": 1}], "", "é 💡"]
    read = rows("\n".join(json.dumps({"id": id_, "question": f"{n}?"}) for n, id_ in enumerate(ids)))
    assert [row.id for row in read] == ids
    assert [row.text("question") for row in read] == [f"{n}?" for n in range(len(ids))]
    assert not any(row.fault for row in read)


def test_a_row_without_an_id_has_none(rows: Rows) -> None:
    (row,) = rows('{"question": "?"}')
    assert row.id is None
    assert row.text("question") == "?"


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_blank_lines_and_a_byte_order_mark_are_passed_over(rows: Rows, line_end: str) -> None:
    content = f'\ufeff{{"id": 1, "question": "a"}}{line_end}{line_end}   {line_end}{{"id": 2, "question": "b"}}'
    assert [(row.id, row.fault) for row in rows(content)] == [(1, ""), (2, "")]


@pytest.mark.parametrize(
    "line", ["{", "null", "[]", '"text"', "5", "{}x", "\x00", "[" * 100_000, '{"id": 1 "question"}']
)
def test_a_line_that_is_no_object_says_so_by_its_number(rows: Rows, line: str) -> None:
    good, bad, after = rows('{"id": 1, "question": "a"}\n' + line + '\n{"id": 2, "question": "b"}')
    assert bad == Row(None, {}, "Line 2 is not a JSON object.")
    assert (good.id, after.id) == (1, 2)


@pytest.mark.parametrize("fields", ['"query": "a"', '"question": null', '"question": ["a"]', '"question": 5'])
def test_a_line_without_the_text_keeps_its_id_and_names_the_field(rows: Rows, fields: str) -> None:
    (row,) = rows(f'{{"id": "x", {fields}}}')
    assert row.id == "x"
    assert row.fault == "Line 1 has no text under “question”."


def test_bytes_that_are_no_text_spoil_their_own_line_only(rows: Rows) -> None:
    read = rows(b'{"id": 1, "question": "caf\xe9"}\n{"id": 2, "question": "b"}\n\xff\xfe\n')
    assert [bool(row.fault) for row in read] == [False, False, True]
    assert read[0].text("question") == "caf\ufffd"


def test_half_characters_do_not_reach_the_bot(rows: Rows) -> None:
    (row,) = rows('{"id": "\\ud83d", "question": "a\\ud800b", "history": ["\\udfff", {"text": "c\\ud800"}]}')
    for text in (row.text("question"), *row.texts("history")):
        text.encode("utf-8")
    assert row.text("question") == "a?b"


def test_optional_fields_of_a_wrong_kind_count_as_not_given(rows: Rows) -> None:
    (row,) = rows('{"question": "a", "language": 5, "history": "b", "other": {"deep": [1]}}')
    assert row.text("language") == row.text("nowhere") == ""
    assert row.texts("history") == row.texts("nowhere") == []


def test_earlier_turns_are_texts_or_objects_with_a_text(rows: Rows) -> None:
    (row,) = rows('{"question": "a", "history": ["b", {"text": "c", "sent_at": "x"}, 5, null, {"role": "d"}, ["e"]]}')
    assert row.texts("history") == ["b", "c"]


def test_a_file_that_is_not_there_is_refused_by_name(tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere.jsonl", tmp_path):
        with pytest.raises(BatchError) as refused:
            list(read_rows(str(path), "question"))
        assert str(path) in str(refused.value)


def test_a_dash_is_standard_input_and_rows_come_before_it_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    class Endless(io.RawIOBase):
        def __init__(self) -> None:
            self.lines = 0

        def readline(self, size: int | None = -1, /) -> bytes:
            self.lines += 1
            return b'{"id": %d, "question": "?"}\n' % self.lines

    endless = Endless()
    monkeypatch.setattr(sys, "stdin", type("Stdin", (), {"buffer": endless})())
    read = read_rows("-", "question")
    assert [next(read).id, next(read).id] == [1, 2]
    assert endless.lines == 2


@given(_JSON)
def test_what_is_written_is_one_line_that_reads_back_as_it_was(value: Any) -> None:
    stream = io.StringIO()
    write_json({"value": value}, stream)
    written = stream.getvalue()
    assert written.endswith("\n")
    assert written.count("\n") == 1
    assert json.loads(written) == {"value": value}


def test_text_is_written_raw() -> None:
    stream = io.StringIO()
    write_json({"id": "é", "answer": "„őű” 💡"}, stream)
    assert stream.getvalue() == '{"id": "é", "answer": "„őű” 💡"}\n'
