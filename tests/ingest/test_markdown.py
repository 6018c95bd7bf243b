"""Markdown as a reader of the rendered page sees it."""

import pytest

from ingest.reading.document import Block, BlockKind
from ingest.reading.markdown import read_markdown

SYNTHETIC = """---
title: Synthetic plan
date: 2018-09-26
synthetic: true
sources:
  - https://one.example
  - https://two.example
nested: {left: out}
---
# Plan of *Sample* Town

A paragraph with **bold**, a [link](https://hidden.example)
and `code`.\\
After a hard break. Kovacs\u0301 and 5\u00a0000 euro.<!-- an inline comment -->

<!-- a comment -->

1. one
2. two

   and more of two
   - nested

| Name | *Amount* |
|------|---------:|
| Rent | **5.000** |
| Food |  |

> quoted

```
code
  kept
```

Setext heading
--------------
<div hidden>hidden</div>
<p>HTML <b>words</b></p>
"""


def read(text: str) -> list[Block]:
    return list(read_markdown(text.encode()).blocks)


def test_markup_becomes_plain_words_in_reading_order() -> None:
    item = BlockKind.LIST_ITEM
    row = BlockKind.TABLE_ROW
    header = "Name | Amount"
    assert read(SYNTHETIC) == [
        Block(BlockKind.HEADING, "Plan of Sample Town", level=1),
        Block(
            BlockKind.PARAGRAPH, "A paragraph with bold, a link and code.\nAfter a hard break. Kovacś and 5 000 euro."
        ),
        Block(item, "one"),
        Block(item, "two"),
        Block(item, "and more of two"),
        Block(item, "nested"),
        Block(row, "Rent | 5.000", header=header),
        Block(row, "Food", header=header),
        Block(BlockKind.PARAGRAPH, "quoted"),
        Block(BlockKind.PARAGRAPH, "code\n  kept"),
        Block(BlockKind.HEADING, "Setext heading", level=2),
        Block(BlockKind.PARAGRAPH, "HTML words"),
    ]


def test_front_matter_becomes_metadata() -> None:
    assert read_markdown(SYNTHETIC.encode()).metadata == {
        "title": "Synthetic plan",
        "date": "2018-09-26",
        "synthetic": "true",
        "sources": "https://one.example\nhttps://two.example",
    }


def test_broken_front_matter_is_remarked_and_the_text_is_read() -> None:
    document = read_markdown(b"---\ntitle: [unclosed\n---\nSynthetic text.\n")
    assert [block.text for block in document.blocks] == ["Synthetic text."]
    assert "not valid YAML" in document.remarks[0]


def test_a_line_of_dashes_at_the_top_is_no_front_matter() -> None:
    document = read_markdown(b"---\n\nSynthetic text.\n\n---\n\nMore.\n")
    assert [block.text for block in document.blocks] == ["Synthetic text.", "More."]


@pytest.mark.parametrize("repeated", ["[*{0}, *{0}]", "{{<<: [*{0}, *{0}, *{0}, *{0}]}}"])
def test_shorthands_that_would_fill_the_memory_are_left_out(repeated: str) -> None:
    bomb = "a: &a {x: 1}\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} {repeated.format(chr(97 + n))}\n" for n in range(24)
    )
    document = read_markdown(f"---\n{bomb}---\nSynthetic text.\n".encode())
    assert document.metadata == {}
    assert [block.text for block in document.blocks] == ["Synthetic text."]
    assert "were not used" in document.remarks[0]


def test_windows_line_ends_and_a_byte_order_mark_make_no_difference() -> None:
    windows = b"\xef\xbb\xbf" + SYNTHETIC.replace("\n", "\r\n").encode()
    assert read_markdown(windows) == read_markdown(SYNTHETIC.encode())
