"""Plain text files in whatever encoding they come."""

import random

import pytest

from ingest.reading.document import Block, BlockKind, Refused
from ingest.reading.text import read_text

HUNGARIAN = (
    "Szintetikus terv: a kórházak és az egyetemek együtt dolgoznak. Őszi műhely, öt fő, költség 1 982 862 forint."
)
PORTUGUESE = "Plano sintético: o plano de ação propõe o primeiro laboratório vivo. Não há informação sobre três ações."
DUTCH = "Synthetisch plan: de coöperatie heeft geïnvesteerd in één nieuwe zorgproeftuin voor € 5.000 per maand."
GREEK = "Συνθετικό σχέδιο: το σχέδιο δράσης προτείνει το πρώτο ζωντανό εργαστήριο για την υγιή γήρανση."


@pytest.mark.parametrize(
    ("text", "encodings"),
    [
        (HUNGARIAN, "utf-8 utf-8-sig utf-16 utf-16-le utf-16-be utf-32 cp1250 iso8859_2 cp852"),
        (PORTUGUESE, "utf-8 cp1252 iso8859_15 iso8859_1 utf-16"),
        (DUTCH, "utf-8 cp1252 iso8859_15 utf-16"),
        (GREEK, "utf-8 cp1253 utf-16-le"),
    ],
)
def test_accents_come_out_right_in_every_usual_encoding(text: str, encodings: str) -> None:
    for encoding in encodings.split():
        assert read_text(text.encode(encoding)).blocks == (Block(BlockKind.PARAGRAPH, text),), encoding


def test_paragraphs_are_parted_by_blank_lines_and_keep_their_line_breaks() -> None:
    blocks = read_text(b"Synthetic letter.\nSecond line \n \n\nNext paragraph\r\nand on\n").blocks
    assert [block.text for block in blocks] == ["Synthetic letter.\nSecond line", "Next paragraph\nand on"]


def test_a_heading_is_taken_only_where_it_is_sure() -> None:
    text = (
        b"Synthetic plan\n==============\nIntro.\n\nPART II\n\nShort line\n\nA SENTENCE IN CAPITALS.\n\nNO TEXT BELOW"
    )
    assert [(block.kind, block.level, block.text) for block in read_text(text).blocks] == [
        (BlockKind.HEADING, 1, "Synthetic plan"),
        (BlockKind.PARAGRAPH, 0, "Intro."),
        (BlockKind.HEADING, 2, "PART II"),
        (BlockKind.PARAGRAPH, 0, "Short line"),
        (BlockKind.PARAGRAPH, 0, "A SENTENCE IN CAPITALS."),
        (BlockKind.PARAGRAPH, 0, "NO TEXT BELOW"),
    ]


def test_a_file_cut_off_inside_a_letter_keeps_its_encoding() -> None:
    assert read_text(HUNGARIAN[:80].encode() + "ő".encode()[:1]).blocks[0].text.startswith(HUNGARIAN[:60])


def test_a_single_line_of_three_megabytes_is_read() -> None:
    (block,) = read_text(b"Synthetic words. " * 180_000).blocks
    assert len(block.text) == 180_000 * 17 - 1


def test_noise_is_refused() -> None:
    noise = random.Random(7).randbytes(20_000)
    with pytest.raises(Refused, match="not really text"):
        read_text(noise)
