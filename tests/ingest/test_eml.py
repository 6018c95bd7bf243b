"""What a careful reader finds in saved e-mails. All mails here are synthetic."""

from email.message import EmailMessage
from pathlib import Path

import pytest

from ingest.reading.document import Block, BlockKind, ReadDocument, Refused
from ingest.reading.eml import read


def _mail(subject: str = "Action 1: újabb partner") -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"] = "Secret Sender <sender@example.org>", "someone@example.org"
    mail["Date"], mail["Subject"] = "Tue, 26 May 2026 10:00:00 +0200", subject
    return mail


def _read(tmp_path: Path, mail: EmailMessage | bytes) -> ReadDocument:
    path = tmp_path / "mail.eml"
    path.write_bytes(mail if isinstance(mail, bytes) else mail.as_bytes())
    return read(path)


def test_the_subject_is_the_title_and_the_people_are_left_out(tmp_path: Path) -> None:
    mail = _mail()
    mail.set_content("The city joins.\n\nThe hospital agrees.\n")
    document = _read(tmp_path, mail)
    assert document.title == "Action 1: újabb partner"
    assert document.metadata == {"title": "Action 1: újabb partner", "date": "2026-05-26"}
    assert list(document.blocks) == [
        Block(BlockKind.HEADING, "Action 1: újabb partner", level=1),
        Block(BlockKind.PARAGRAPH, "The city joins."),
        Block(BlockKind.PARAGRAPH, "The hospital agrees."),
    ]


def test_the_plain_text_is_preferred_to_the_html(tmp_path: Path) -> None:
    mail = _mail()
    mail.set_content("Plain words.")
    mail.add_alternative("<p>Marked up words.</p>", subtype="html")
    assert [block.text for block in _read(tmp_path, mail).blocks][1:] == ["Plain words."]


def test_html_is_read_where_there_is_no_plain_text(tmp_path: Path) -> None:
    mail = _mail()
    mail.set_content("<p>Marked up.</p><p style='display:none'>secret</p><table><tr><td>a<td>b</table>", subtype="html")
    document = _read(tmp_path, mail)
    assert [block.text for block in document.blocks][1:] == ["Marked up.", "a | b"]
    assert document.remarks == ("text that the page hides was left out (1 words)",)


def test_attachments_are_named_but_not_read(tmp_path: Path) -> None:
    mail = _mail()
    mail.set_content("See the budget.")
    mail.add_attachment(b"data", maintype="application", subtype="octet-stream", filename="költség.xlsx")
    document = _read(tmp_path, mail)
    assert document.remarks == ("the attachment 'költség.xlsx' was not read",)
    assert "data" not in " ".join(block.text for block in document.blocks)


def test_lines_that_the_mail_program_broke_are_whole(tmp_path: Path) -> None:
    mail = (
        b"From: a@example.org\nSubject: Hello\nContent-Type: text/plain; format=flowed; charset=utf-8\n\n"
        b"The partners want \nto test more.\n"
    )
    assert [block.text for block in _read(tmp_path, mail).blocks] == ["Hello", "The partners want to test more."]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b"only some words", "is not really a saved e-mail"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an Outlook file; save the e-mail as .eml"),
        (b"From: a@example.org\nSubject: Nothing\n\n", "holds no text"),
    ],
)
def test_what_is_no_mail_is_refused_in_words(tmp_path: Path, data: bytes, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        _read(tmp_path, data)


@pytest.mark.parametrize(
    "header",
    [
        "Content-Type: text/plain; charset=no-such-charset",
        "Content-Type: multipart/mixed",
        "Content-Type: text/plain; charset*=utf-8''%",
        "Content-Transfer-Encoding: base64",
        "Date: never\nContent-Type: multipart/alternative; boundary=x",
        'To: "<@\nFrom: <<>>,;:',
    ],
)
def test_broken_headers_never_break_the_reader(tmp_path: Path, header: str) -> None:
    try:
        _read(tmp_path, f"Subject: x\nMessage-ID: <1@example.org>\n{header}\n\nWords.\n".encode())
    except Refused as refusal:
        assert str(refusal)  # noqa: PT017 - both endings are right, a third one is what this is about
