"""The programme's forms are read field by field, in whatever shape they come, and nothing is made up."""

from pathlib import Path

import pytest

from ingest.forms.action_plan import read_action_plan
from ingest.forms.good_practice import read_good_practice
from ingest.reading.document import ReadDocument
from ingest.splitting import extracted
from knowledge.plan import ActionPlan, GoodPractice
from tests.ingest.forms.examples import EXAMPLES
from tests.ingest.forms.fixtures import FIXTURES, Fixture
from tests.ingest.forms.scoring import Score, quotes

EVERY = (*EXAMPLES, *FIXTURES)
LEAST_F1 = 0.95


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


FACTS = Path(__file__).parents[3] / "knowledge" / "documents"
