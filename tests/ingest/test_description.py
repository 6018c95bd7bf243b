"""What a document is taken to be."""

import pytest

from ingest.description import describe
from ingest.reading.document import Block, BlockKind, ReadDocument
from knowledge.passage import DocumentKind


def document(*texts: str, title: str = "", **metadata: str) -> ReadDocument:
    first, *others = texts or ("Text.",)
    blocks = [Block(BlockKind.HEADING, first, level=1), *(Block(BlockKind.PARAGRAPH, text) for text in others)]
    return ReadDocument(tuple(blocks), title=title, metadata=metadata)


def test_the_title_it_states_comes_before_the_readers_and_the_heading() -> None:
    assert describe(document("Heading", title="Reader's"), "a.md").title == "Reader's"
    assert describe(document("Heading"), "a.md").title == "Heading"
    stated = ReadDocument(document("Heading").blocks, title="Reader's", metadata={"title": "Stated"})
    assert describe(stated, "a.md").title == "Stated"


def test_a_document_without_a_title_is_called_by_its_file_name() -> None:
    plain = ReadDocument((Block(BlockKind.PARAGRAPH, "Text."),))
    assert describe(plain, "plans/Porto_action-plan v2.txt").title == "Porto action plan v2"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("action_plans/x.md", DocumentKind.ACTION_PLAN),
        ("2018/Good practices/x.md", DocumentKind.GOOD_PRACTICE),
        ("project/x.md", DocumentKind.PROJECT),
        ("x.md", DocumentKind.OTHER),
    ],
)
def test_the_kind_follows_the_folder(path: str, kind: DocumentKind) -> None:
    assert describe(document("Something"), path).kind is kind


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Regional Action Plan for Hungary", DocumentKind.ACTION_PLAN),
        ("Actieplan Eindhoven", DocumentKind.ACTION_PLAN),
        ("Regionális cselekvési terv", DocumentKind.ACTION_PLAN),
        ("Plano de ação do Norte", DocumentKind.ACTION_PLAN),
        ("Een goede praktijk", DocumentKind.GOOD_PRACTICE),
        ("Jó gyakorlatok", DocumentKind.GOOD_PRACTICE),
        ("Boas práticas do Porto", DocumentKind.GOOD_PRACTICE),
        ("Glossary", DocumentKind.GLOSSARY),
    ],
)
def test_without_a_telling_folder_the_title_tells_the_kind(title: str, kind: DocumentKind) -> None:
    assert describe(document(title), "x.md").kind is kind


def test_the_stated_kind_comes_before_the_folder() -> None:
    assert describe(document("X", kind="good_practice"), "action_plans/x.md").kind is DocumentKind.GOOD_PRACTICE


def test_only_public_addresses_whole_dates_and_language_codes_are_taken_over() -> None:
    good = describe(document("X", sources="https://a.example\n/home/me", date="2018-09", language="pt-PT"), "x.md")
    assert (good.sources, good.date, good.language) == (("https://a.example",), "2018-09", "pt")
    bad = describe(document("X", date="last spring", language="Dutch"), "x.md")
    assert (bad.sources, bad.date, bad.language) == ((), "", "")


def test_a_made_up_document_is_known_by_its_first_line() -> None:
    assert describe(document("Plan", "Synthetic example: nothing here is true."), "x.md").synthetic
    assert describe(document("Szintetikus terv"), "x.md").synthetic
    assert describe(document("Plan", synthetic="true"), "x.md").synthetic
    assert not describe(document("Plan", "Real.", "It names a synthetic material."), "x.md").synthetic
