"""The programme's forms are read field by field, in whatever shape they come, and nothing is made up."""

from dataclasses import replace
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.forms.action_plan import read_action_plan
from ingest.forms.good_practice import read_good_practice
from ingest.reading.document import Block, BlockKind, ReadDocument
from ingest.reading.formats import read as read_file
from ingest.redaction import redact
from ingest.splitting import extracted
from knowledge.plan import ActionPlan, GoodPractice
from tests.ingest.forms.examples import EXAMPLES
from tests.ingest.forms.fixtures import FIXTURES, Fixture
from tests.ingest.forms.scoring import Score, quotes, values

EVERY = (*EXAMPLES, *FIXTURES)
LEAST_F1 = 0.95
FACTS = Path(__file__).parents[3] / "knowledge" / "documents"


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, ReadDocument]:
    return {fixture.name: fixture.make(tmp_path_factory.mktemp("forms")) for fixture in EVERY}


def read(document: ReadDocument) -> tuple[ActionPlan | None, GoodPractice | None]:
    return read_action_plan(document, "synthetic"), read_good_practice(document, "synthetic")


def test_nearly_every_field_is_read_and_none_is_invented(documents: dict[str, ReadDocument]) -> None:
    score = Score()
    for fixture in EVERY:
        plan, practice = read(documents[fixture.name])
        score.add(fixture.name, fixture.plan or {}, plan)
        score.add(fixture.name, fixture.practice or {}, practice)
    figures = f"precision {score.precision:.3f}, recall {score.recall:.3f}, F1 {score.f1:.3f} over {score.right} fields"
    print(figures, *score.differences, sep="\n")
    assert score.f1 >= LEAST_F1, "\n".join((figures, *score.differences))
    assert not score.invented, "\n".join(score.invented)


@pytest.mark.parametrize("fixture", EVERY, ids=lambda fixture: fixture.name)
def test_a_document_is_taken_for_the_form_it_is(fixture: Fixture, documents: dict[str, ReadDocument]) -> None:
    plan, practice = read(documents[fixture.name])
    assert (plan is not None, practice is not None) == (fixture.plan is not None, fixture.practice is not None)


@pytest.mark.parametrize("fixture", EVERY, ids=lambda fixture: fixture.name)
def test_every_value_quotes_the_words_and_the_page_it_stands_on(
    fixture: Fixture, documents: dict[str, ReadDocument]
) -> None:
    document = documents[fixture.name]
    text = extracted(document)
    found = [quote for record in read(document) for quote in quotes(record)]
    assert bool(found) == bool(fixture.plan or fixture.practice)
    for quote in found:
        assert quote.document == "synthetic"
        assert quote.text == text[quote.start : quote.end] == quote.text.strip() != ""
        first_line = quote.text.split("\n")[0]
        assert any(first_line in block.text and block.page == quote.page for block in document.blocks)


@pytest.mark.parametrize("path", sorted(FACTS.rglob("*.md")), ids=lambda path: path.stem)
def test_a_fact_sheet_about_plans_and_practices_is_neither(path: Path) -> None:
    assert read(redact(read_file(path)).document) == (None, None)


def test_contact_persons_and_signatures_are_never_kept() -> None:
    names = ("Jane", "Doe", "mockshire.example", "123 45 67")
    blocks = (
        Block(BlockKind.HEADING, "Synthetic action plan", level=1),
        Block(BlockKind.HEADING, "Part I", level=2),
        Block(BlockKind.LIST_ITEM, "Partner organisation: Mockshire"),
        Block(BlockKind.LIST_ITEM, "Contact person: Jane Doe"),
        Block(BlockKind.TABLE_ROW, "Country | Mockland | Contact person | Jane Doe"),
        Block(BlockKind.TABLE_ROW, "E-mail | jane.doe@mockshire.example"),
        Block(BlockKind.HEADING, "Contact details", level=3),
        Block(BlockKind.PARAGRAPH, "Jane Doe\n+31 40 123 45 67"),
        Block(BlockKind.HEADING, "Part III", level=2),
        Block(BlockKind.HEADING, "Action 1: Trials", level=3),
        Block(BlockKind.PARAGRAPH, "Timeframe: March 2029"),
        Block(BlockKind.PARAGRAPH, "Name: Jane Doe"),
        Block(BlockKind.PARAGRAPH, "Costs: EUR 5,000"),
        Block(BlockKind.PARAGRAPH, "Date: 3 May 2028"),
        Block(BlockKind.PARAGRAPH, "Signature: Jane Doe"),
        Block(BlockKind.PARAGRAPH, "Jane Doe"),
    )
    plan = read_action_plan(ReadDocument(blocks))
    assert plan is not None
    assert (plan.signed_on and plan.signed_on.value, plan.country and plan.country.text) == ("2028-05-03", "Mockland")
    assert not [quote for quote in quotes(plan) if any(name in quote.text for name in names)]


@pytest.mark.parametrize(
    ("left_out", "paths"),
    [
        ("Ország:", {"country"}),
        ("NUTS 2", {"nuts2", "nuts2_code"}),
        ("A szakpolitikai eszköz", {"instrument"}),
        ("A program csak", {"policy_context"}),
        ("3. Érintettek", {"actions[0].stakeholders[0]"}),
        ("4. Ütemezés: 2029", {f"actions[0].timeframe.{part}" for part in ("text", "start", "end")}),
        ("5. Költségek: 33", {"actions[1].costs.text", "actions[1].costs.amounts[0]"}),
        ("Aláírás", {"signed_on"}),
    ],
)
def test_a_field_that_is_taken_out_of_a_form_is_absent_and_the_others_stay(
    left_out: str, paths: set[str], documents: dict[str, ReadDocument]
) -> None:
    whole = documents["Hungarian lines"]
    part = replace(whole, blocks=tuple(block for block in whole.blocks if not block.text.startswith(left_out)))
    assert len(part.blocks) < len(whole.blocks)
    before, after = (dict(values(read_action_plan(document))) for document in (whole, part))
    assert {path: value for path, value in before.items() if path not in paths} == after
    assert paths <= before.keys()


@given(st.data())
def test_any_jumble_of_lines_gives_only_words_that_stand_there(
    documents: dict[str, ReadDocument], data: st.DataObject
) -> None:
    blocks = [block for document in documents.values() for block in document.blocks]
    jumble = ReadDocument(tuple(data.draw(st.lists(st.sampled_from(blocks), max_size=40))))
    text = extracted(jumble)
    for quote in (quote for record in read(jumble) for quote in quotes(record)):
        assert quote.text == text[quote.start : quote.end] == quote.text.strip() != ""


def test_a_line_of_a_million_signs_is_read_in_a_moment() -> None:
    front = (
        Block(BlockKind.HEADING, "Synthetic action plan", level=1),
        Block(BlockKind.HEADING, "Part II: Policy context", level=2),
        Block(BlockKind.PARAGRAPH, "The action plan aims to impact it. " * 5_000),
        Block(BlockKind.HEADING, "Part III", level=2),
        Block(BlockKind.HEADING, "Action 1: Trials", level=3),
    )
    started = perf_counter()
    for line in (". " * 500_000 + ".", "Costs: " + "EUR 1,234 in March 2029 - " * 20_000, "a" * 1_000_000):
        plan = read_action_plan(ReadDocument((*front, Block(BlockKind.PARAGRAPH, line.strip()))))
        assert plan is not None
    assert perf_counter() - started < 15
