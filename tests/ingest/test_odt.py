"""What a careful reader finds in OpenDocument texts. All documents here are synthetic."""

import random
import zipfile
from pathlib import Path

import pytest

from ingest.reading.document import Block, BlockKind, ReadDocument, Refused
from ingest.reading.odt import read

_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{full}:1.0"'
    for short, full in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("draw", "drawing"),
        ("meta", "meta"),
    )
)


def _write(path: Path, body: str, *, styles: str = "", meta: str = "", manifest: str = "") -> Path:
    content = (
        f"<office:document-content {_NAMES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    facts = (
        f'<office:document-meta {_NAMES} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta>{meta}</office:meta>'
        "</office:document-meta>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr("meta.xml", facts)
        archive.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
    return path


def _read(tmp_path: Path, body: str, **parts: str) -> ReadDocument:
    return read(_write(tmp_path / "plan.odt", body, **parts))


def _texts(document: ReadDocument) -> list[str]:
    return [block.text for block in document.blocks]


def test_headings_paragraphs_and_lists_keep_their_order(tmp_path: Path) -> None:
    document = _read(
        tmp_path,
        '<text:h text:outline-level="2">Goals</text:h><text:p>Two<text:s text:c="2"/>goals<text:tab/>here:\n'
        "<text:span>and</text:span> <text:a>there</text:a>.</text:p>"
        "<text:list><text:list-item><text:p>One</text:p><text:list><text:list-item><text:p>Half</text:p>"
        "</text:list-item></text:list></text:list-item></text:list><text:p>A<text:line-break/>B</text:p>",
    )
    assert list(document.blocks) == [
        Block(BlockKind.HEADING, "Goals", level=2),
        Block(BlockKind.PARAGRAPH, "Two goals here: and there."),
        Block(BlockKind.LIST_ITEM, "One"),
        Block(BlockKind.LIST_ITEM, "Half"),
        Block(BlockKind.PARAGRAPH, "A\nB"),
    ]


def test_the_rows_of_a_table_stand_under_their_header(tmp_path: Path) -> None:
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>".format
    covered = "<table:covered-table-cell/>"
    wide = '<table:table-cell table:number-columns-spanned="2"><text:p>All meet</text:p></table:table-cell>'
    header, *rows = (
        f"<table:table-row>{cells}</table:table-row>"
        for cells in (
            cell("Action") + cell("Partner"),
            cell("Lab") + cell("City</text:p><text:p>Hospital"),
            wide + covered,
            covered + cell("x"),
        )
    )
    document = _read(
        tmp_path,
        f"<table:table><table:table-header-rows>{header}</table:table-header-rows>{''.join(rows)}</table:table>",
    )
    assert [(block.text, block.header) for block in document.blocks] == [
        ("Lab | City Hospital", "Action | Partner"),
        ("All meet", "Action | Partner"),
        ("| x", "Action | Partner"),
    ]


def test_notes_and_text_boxes_stand_apart_from_the_sentence(tmp_path: Path) -> None:
    document = _read(
        tmp_path,
        "<text:p>Half<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>A survey.</text:p>"
        "</text:note-body></text:note> of it.<draw:frame><draw:text-box><text:p>Boxed.</text:p></draw:text-box>"
        '</draw:frame></text:p><text:p>More.</text:p><text:h text:outline-level="1">Next</text:h><text:p>End.</text:p>',
    )
    assert [(block.kind, block.text) for block in document.blocks] == [
        (BlockKind.PARAGRAPH, "Half of it."),
        (BlockKind.PARAGRAPH, "Boxed."),
        (BlockKind.PARAGRAPH, "More."),
        (BlockKind.FOOTNOTE, "A survey."),
        (BlockKind.HEADING, "Next"),
        (BlockKind.PARAGRAPH, "End."),
    ]


def test_what_a_reader_does_not_see_is_left_out_and_reported(tmp_path: Path) -> None:
    document = _read(
        tmp_path,
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes><text:table-of-content><text:p>Costs 4</text:p>"
        '</text:table-of-content><text:p>Seen.<text:span text:style-name="H">secret order</text:span>'
        '<office:annotation><text:p>remark</text:p></office:annotation></text:p><text:section text:display="none">'
        "<text:p>whole section</text:p></text:section>",
        styles='<style:style style:name="H"><style:text-properties text:display="none"/></style:style>',
    )
    assert _texts(document) == ["Seen."]
    assert document.remarks == (
        "hidden text was left out (4 words)",
        "text deleted with tracked changes was left out",
        "reviewers' comments were left out",
        "the table of contents was left out",
    )


def test_the_title_is_the_stated_one_or_the_one_on_the_page(tmp_path: Path) -> None:
    body = '<text:p text:style-name="P1">On the page</text:p><text:p>Body.</text:p>'
    styles = '<style:style style:name="P1" style:parent-style-name="Title"/><style:style style:name="Title"/>'
    assert _read(tmp_path, body, styles=styles).title == "On the page"
    stated = "<dc:title>Stated</dc:title><dc:language>hu-HU</dc:language><meta:keyword>Synthetic</meta:keyword>"
    document = _read(tmp_path, body, styles=styles, meta=stated)
    assert document.metadata == {"title": "Stated", "language": "hu", "synthetic": "true"}


def test_a_password_is_asked_to_be_taken_off(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="is protected with a password"):
        _read(tmp_path, "<text:p>x</text:p>", manifest="<encryption-data/>")


@pytest.mark.parametrize(("content", "reason"), [(b"", "is empty"), (b"words", "is not really an OpenDocument text")])
def test_what_is_no_document_is_refused_in_words(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "plan.odt"
    path.write_bytes(content)
    with pytest.raises(Refused, match=reason):
        read(path)


def test_a_spreadsheet_under_the_wrong_name_is_refused(tmp_path: Path) -> None:
    path = _write(tmp_path / "plan.odt", "")
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part.replace(b"office:text", b"office:spreadsheet"))
    with pytest.raises(Refused, match="is not really an OpenDocument text"):
        read(path)


def test_a_damaged_document_is_refused_and_prints_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = _write(tmp_path / "plan.odt", "<text:p>Words of the plan.</text:p>" * 50)
    whole = path.read_bytes()
    for length in range(1, len(whole), len(whole) // 15):
        path.write_bytes(whole[:length])
        with pytest.raises(Refused):
            read(path)
    with pytest.raises(Refused):
        _read(tmp_path, "<text:p>not closed")
    chance = random.Random(13)
    for _ in range(60):
        broken = bytearray(whole)
        for _ in range(8):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        path.write_bytes(broken)
        try:
            read(path)
        except Refused as refusal:
            assert str(refusal)  # noqa: PT017 - both endings are right, a third one is what this is about
    assert capsys.readouterr().out == ""
