"""The documents that ship with the bot: complete, sourced, true to what is public, plain about what is not known."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest
import yaml
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt

ROOT = Path(__file__).parents[2]
DOCUMENTS = ROOT / "knowledge" / "documents"
EXAMPLES = ROOT / "helium_bot" / "examples"
EXAMPLE_SOURCES = ROOT / "tools" / "examples"
ALIASES = ROOT / "knowledge" / "aliases.yaml"
QUESTIONS = ROOT / "tests" / "questions" / "own.jsonl"

REGIONS = {"eindhoven", "kempen", "liverpool", "norte", "hungary"}
LANGUAGES = {"en", "nl", "hu", "pt"}
KIND_OF_FOLDER = {
    "action_plans": {"action_plan"},
    "good_practices": {"good_practice"},
    "project": {"project", "glossary"},
}
SYNTHETIC_TITLE = re.compile(r"\((synthetic example|synthetisch voorbeeld|szintetikus példa|exemplo sintético)\)")
SYNTHETIC = {
    "en": "This document is synthetic",
    "nl": "Dit document is synthetisch",
    "hu": "Ez a dokumentum szintetikus",
    "pt": "Este documento é sintético",
}
EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w+")
PHONE = re.compile(r"(?:\+|\b00)\d{1,3}[\s()\d/.-]{7,}|\b(?:tel|phone|telefoon|telefone?)\b\W{0,3}\d", re.IGNORECASE)
EMPHASIS = re.compile(r"[*`]|(?<!\w)_|_(?!\w)")
SOURCE_KEY = re.compile(r"\[S\d|\bS\d{1,2}\b|\bIE14\b")

documents = pytest.mark.parametrize(
    "path", sorted(DOCUMENTS.rglob("*.md")), ids=lambda path: path.relative_to(DOCUMENTS).as_posix()
)
examples = pytest.mark.parametrize(
    "path",
    sorted(path for path in EXAMPLES.rglob("*.*") if path.suffix in {".md", ".docx", ".pdf", ".html"}),
    ids=lambda path: path.name,
)
example_sources = pytest.mark.parametrize("source", sorted(EXAMPLE_SOURCES.glob("*.md")), ids=lambda path: path.name)


@dataclass(frozen=True, slots=True)
class Shipped:
    """A Markdown file in two parts: what it states about itself, and its text."""

    facts: dict[str, Any]
    text: str


def shipped(path: Path) -> Shipped:
    opening, front_matter, text = path.read_text(encoding="utf-8").split("---\n", 2)
    assert opening == ""
    return Shipped(yaml.safe_load(front_matter), text)


def document(name: str) -> str:
    return shipped(DOCUMENTS / name).text


def example_lines(path: Path) -> list[str]:
    """The lines that a person sees in an example, menus and front matter left out."""
    match path.suffix:
        case ".md":
            text = shipped(path).text
        case ".docx":
            word = docx.Document(str(path))
            cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
            text = "\n".join([*(paragraph.text for paragraph in word.paragraphs), *cells])
        case ".pdf":
            text = "\n".join(pdf_pages(path))
        case _:
            main = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").main
            assert main is not None
            text = main.get_text()
    return [line.strip() for line in text.splitlines() if line.strip()]


def pdf_pages(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]


def example_language(path: Path) -> str:
    return {".md": "en", ".docx": "nl", ".pdf": "hu", ".html": "pt"}[path.suffix]


def example_made_from(source: Path) -> Path:
    return next(path for path in EXAMPLES.rglob(f"{source.stem}.*"))


def plain_runs(markdown: str) -> Iterator[str]:
    for token in MarkdownIt("commonmark").enable("table").parse(markdown):
        if token.type == "inline":
            yield token.content


def squeezed(text: str) -> str:
    return "".join(text.split())


@documents
def test_every_document_says_what_it_is_and_where_it_comes_from(path: Path) -> None:
    facts = shipped(path).facts
    assert facts["title"].strip()
    assert facts["kind"] in KIND_OF_FOLDER[path.parent.name]
    assert facts["language"] == "en"
    assert facts["date"].isoformat() == "2026-11-23"
    assert facts.get("region") in {None, *REGIONS}
    assert facts["sources"]
    assert all(re.fullmatch(r"https?://[\w.-]+\.\w+/\S*", source) for source in facts["sources"])
    assert len(set(facts["sources"])) == len(facts["sources"])


@documents
def test_a_document_opens_with_its_title_and_every_section_has_a_heading_of_its_own(path: Path) -> None:
    document_ = shipped(path)
    headings = re.findall(r"^(#+) (.+)$", document_.text, re.MULTILINE)
    assert headings[0] == ("#", document_.facts["title"])
    assert Counter(headings).most_common(1)[0][1] == 1


def test_no_two_documents_share_a_title() -> None:
    titles = Counter(shipped(path).facts["title"] for path in DOCUMENTS.rglob("*.md"))
    assert titles.most_common(1)[0][1] == 1


@documents
def test_no_document_shows_contact_data_source_keys_or_markup_inside_a_sentence(path: Path) -> None:
    text = shipped(path).text
    assert not EMAIL.search(text)
    assert not PHONE.search(text)
    assert not SOURCE_KEY.search(text)
    assert not EMPHASIS.search(text)
    assert "synthetic" not in text


@documents
def test_every_paragraph_stands_on_one_line_so_that_a_quote_is_whole(path: Path) -> None:
    for earlier, later in zip(shipped(path).text.splitlines(), shipped(path).text.splitlines()[1:], strict=False):
        assert not (earlier and later) or later.startswith("- ")


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("project/helium.md", "HELIUM stands for Health Innovation Experimental Landscape through Policy Improvement."),
        ("project/helium.md", "The programme id of HELIUM is PGI01462"),
        ("project/helium.md", "The total budget of HELIUM is EUR 1,982,862.00."),
        (
            "project/helium.md",
            "The ERDF grant of HELIUM is EUR 1,685,432.70, which is exactly 85 %",
        ),
        ("project/helium.md", "ÁEEK received an ERDF grant of EUR 134,208.20 (85 %), with 15 % national co-financing"),
        ("project/helium.md", "The lead partner of HELIUM is Brainport Development N.V."),
        ("project/helium.md", "its final dissemination event on 23 September 2020"),
        ("project/phases.md", "Phase 2 of HELIUM started in October 2018."),
        ("project/regional_action_plans.md", "Eindhoven, Hungary, Liverpool and Porto/Norte."),
        ("action_plans/eindhoven.md", "Roadmap Health Eindhoven"),
        ("action_plans/hungary.md", "unanimously on 26 September 2018"),
        ("action_plans/hungary.md", "by a letter of 8 November 2018"),
        ("action_plans/liverpool.md", "The Liverpool plan was finished in September 2018."),
        ("action_plans/norte.md", "the first living lab for active and healthy ageing in Portugal, located in Porto"),
        (
            "good_practices/crosscare.md",
            "EUR 10,091,625.55, of which EUR 4,999,353.18 (49.54 %)",
        ),
        ("good_practices/crosscare.md", "over 160 applications in 4 calls and funded 19 of them"),
        ("good_practices/liverpool.md", "Liverpool submitted ten good practices to HELIUM: Acorn Cofoundery"),
        ("project/glossary.md", "GINOP is the Hungarian abbreviation of EDIOP"),
    ],
)
def test_what_is_public_is_stated_in_a_sentence_that_stands_alone(name: str, sentence: str) -> None:
    assert sentence in document(name)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("project/phases.md", "these dates are inferred from the rules of the programme's first call"),
        ("project/phases.md", "The exact dates of both phases were not found in public sources."),
        (
            "project/policy_instruments.md",
            "The fifth policy instrument addressed by HELIUM was not found",
        ),
        ("project/partners.md", "It is inferred, not stated in a public source"),
        ("project/indicators.md", "The indicator figures achieved by HELIUM were not found in public sources."),
        ("project/regional_action_plans.md", "fifth HELIUM Regional Action Plan was not identified in public sources"),
        ("action_plans/norte.md", "The text of the Porto / Norte plan was not found in public sources."),
        ("good_practices/norte.md", "whether Norte formally submitted them as good practices was not found"),
        ("good_practices/hungary.md", "formally submitted as good practices was not found in public sources"),
        ("good_practices/kempen.md", "was not found in public sources, except for CrossCare"),
    ],
)
def test_what_is_inferred_or_not_found_is_said_to_be_so(name: str, sentence: str) -> None:
    assert sentence in document(name)


@pytest.mark.parametrize("name", ["eindhoven", "hungary", "liverpool", "norte", "fifth_plan"])
def test_a_plan_without_its_actions_says_so_and_where_to_put_the_plan(name: str) -> None:
    text = document(f"action_plans/{name}.md")
    assert "are not included here" in text
    assert "HELIUM_DOCUMENTS_DIR" in text
    assert "send the file to the coordinator" in text


def test_all_ten_practices_of_liverpool_and_all_seven_of_norte_have_a_line_of_their_own() -> None:
    assert len(re.findall("^- .+ submitted by Liverpool", document("good_practices/liverpool.md"), re.MULTILINE)) == 10
    assert len(re.findall("^- .+ visited by HELIUM in Norte", document("good_practices/norte.md"), re.MULTILINE)) == 7


def test_an_alias_means_one_thing_only() -> None:
    lists = yaml.safe_load(ALIASES.read_text(encoding="utf-8"))
    assert set(lists) == {"names", "words"}
    meanings: Counter[str] = Counter()
    for group in (*lists["names"], *lists["words"]):
        assert set(group) <= LANGUAGES | {"any", "unverified"}
        names = [name for language, listed in group.items() if language != "unverified" for name in listed]
        assert all(isinstance(name, str) and name == name.strip() and name for name in names)
        assert set(group.get("unverified", [])) <= set(names)
        distinct = {name.casefold() for name in names}
        assert len(distinct) > 1
        meanings.update(distinct)
    assert [name for name, groups in meanings.items() if groups > 1] == []


@pytest.mark.parametrize(
    "alias", ["GINOP", "EFRO", "FEDER", "ERFA", "RMG", "OKFŐ", "LJMU", "klankbordgroep", "actieplan"]
)
def test_a_programme_word_of_another_language_leads_to_its_english_name(alias: str) -> None:
    groups = yaml.safe_load(ALIASES.read_text(encoding="utf-8"))["names"]
    (group,) = [group for group in groups if any(alias in listed for listed in group.values())]
    assert group["en"]


def test_there_is_a_plan_and_a_practice_in_each_language() -> None:
    found = {(path.parent.name, example_language(path)) for path in EXAMPLES.rglob("*.*") if path.parent != EXAMPLES}
    assert found == {(folder, language) for folder in ("action_plans", "good_practices") for language in LANGUAGES}


@examples
def test_an_example_says_in_its_first_line_and_in_its_title_that_it_is_made_up(path: Path) -> None:
    lines = example_lines(path)
    assert lines[0].startswith(SYNTHETIC[example_language(path)])
    assert SYNTHETIC_TITLE.search(" ".join(lines[:5]))


@examples
def test_an_example_holds_no_contact_data_and_stays_small(path: Path) -> None:
    text = "\n".join(example_lines(path))
    assert not EMAIL.search(text)
    assert not PHONE.search(text)
    assert path.stat().st_size < 150_000


@examples
def test_amounts_in_examples_are_plainly_fake(path: Path) -> None:
    amounts = re.findall(r"EUR (\d[\d.,]*\d)|(\d[\d ]*,\d\d) EUR", "\n".join(example_lines(path)))
    digits = [set(re.sub(r"\D", "", re.sub(r"[.,]\d\d$", "", left or right))) for left, right in amounts]
    assert digits
    assert all(len(set_) <= 3 for set_ in digits)


@example_sources
def test_a_made_example_holds_every_word_of_its_source(source: Path) -> None:
    made = squeezed(" ".join(example_lines(example_made_from(source))))
    assert [run for run in plain_runs(shipped(source).text) if squeezed(run) not in made] == []


@example_sources
def test_the_source_of_a_made_example_is_marked_synthetic(source: Path) -> None:
    facts = shipped(source).facts
    assert facts["synthetic"] is True
    assert facts["language"] == example_language(example_made_from(source))
    assert SYNTHETIC_TITLE.search(facts["title"])


def test_the_hungarian_plan_has_several_pages_and_an_outline() -> None:
    path = EXAMPLES / "action_plans" / "peldavaros.pdf"
    assert len(pdf_pages(path)) >= 3
    with pypdfium2.PdfDocument(path) as pdf:
        outline = [entry.get_title() for entry in pdf.get_toc()]
    assert "1. intézkedés: Telemedicina-mentorok a háziorvosi rendelőkben" in outline


def questions() -> list[dict[str, Any]]:
    return [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]


def test_the_question_set_covers_four_languages_and_questions_without_an_answer() -> None:
    asked = questions()
    assert len({question["id"] for question in asked}) == len(asked)
    assert min(Counter(question["lang"] for question in asked).values()) >= 15
    assert {question["lang"] for question in asked} == LANGUAGES
    assert 0.2 < sum(not question["answerable"] for question in asked) / len(asked) < 0.35


@pytest.mark.parametrize("question", questions(), ids=lambda question: question["id"])
def test_a_question_has_its_answer_word_for_word_in_the_documents_or_has_none(question: dict[str, Any]) -> None:
    texts = [document(name) for name in question["gold"]]
    if question["answerable"]:
        assert texts
        assert question["answers"]
        assert all(any(answer in text for answer in question["answers"]) for text in texts)
    else:
        assert question["answers"] == []
