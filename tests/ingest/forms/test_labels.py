"""Field names are known however they are numbered, accented, remarked upon or doubled."""

from collections import defaultdict
from importlib.resources import files

import pytest
import yaml

from ingest.forms.labels import PlanLabel, PracticeLabel, plan_vocabulary, practice_vocabulary
from ingest.forms.lines import Span


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("5. Costs (if relevant)", PlanLabel.COSTS),
        ("COSTS", PlanLabel.COSTS),
        ("The costs of action 2", PlanLabel.COSTS),
        ("Kosten van de actie:", PlanLabel.COSTS),
        ("Az 1. intézkedés költségei", PlanLabel.COSTS),
        ("Koltsegek", PlanLabel.COSTS),
        ("Custos da ação 3", PlanLabel.COSTS),
        ("1. The background (please describe the lessons learnt", PlanLabel.BACKGROUND),
        ("b) Nature of the action", PlanLabel.ACTIVITIES),
        ("Players / stakeholders involved", PlanLabel.STAKEHOLDERS),
        ("Stakeholders and their roles", PlanLabel.STAKEHOLDERS),
        ("Timeframe / Zeitplan", PlanLabel.TIMEFRAME),
        ("Partner organisation(s)", PlanLabel.PARTNERS),
        ("III.2 Calendário", PlanLabel.TIMEFRAME),
    ],
)
def test_a_name_is_known_in_many_shapes(text: str, label: PlanLabel) -> None:
    name = plan_vocabulary().find(text)
    assert name is not None
    assert name.labels == (label,)


@pytest.mark.parametrize(
    "text", ["Costs are a problem of many regions", "", "(if relevant)", "Timeframe / Costs", "5.", "Costs" + "s" * 900]
)
def test_other_words_are_no_names(text: str) -> None:
    assert plan_vocabulary().find(text) is None


def test_the_name_and_the_value_beside_it_are_told_apart() -> None:
    divided = plan_vocabulary().divide(Span("2. Costs (indicative: EUR): 5 000, of which: rent", 100))
    assert divided is not None
    name, words, value = divided
    assert (name.labels, name.language, name.number) == ((PlanLabel.COSTS,), "en", 2)
    assert words == Span("2. Costs (indicative: EUR)", 100)
    assert value == Span("5 000, of which: rent", 128)


def test_a_name_for_two_fields_heads_both() -> None:
    name = plan_vocabulary().find("Costs and funding sources")
    assert name is not None
    assert name.labels == (PlanLabel.COSTS, PlanLabel.FUNDING)


def test_every_field_has_a_name_in_every_language_and_only_costs_and_funding_share_one() -> None:
    forms = yaml.safe_load(files("ingest.forms").joinpath("labels.yaml").read_text(encoding="utf-8"))
    made_by_rule = {PlanLabel.NUMBERED_ACTION, PlanLabel.PART_TWO}
    assert set(forms["action_plan"]) == set(PlanLabel) - made_by_rule
    assert set(forms["good_practice"]) == set(PracticeLabel)
    for form, vocabulary in (("action_plan", plan_vocabulary()), ("good_practice", practice_vocabulary())):
        shared: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for label, languages in forms[form].items():
            assert {"en", "nl", "hu", "pt"} <= set(languages)
            for name in (name for names in languages.values() for name in names):
                found = vocabulary.find(name)
                assert found is not None, name
                assert label in found.labels
                if len(found.labels) > 1:
                    shared[found.labels].append(name)
        assert set(shared) <= {(PlanLabel.COSTS, PlanLabel.FUNDING)}, shared
