"""What a person reads for each kind of answer."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helium_bot.answering.answer import Answer, Citation, Claim, Notice, Objection, Outcome
from helium_bot.answering.wording import MAX_CHARACTERS, plain, shortened, worded
from helium_bot.locale import LANGUAGES, phrases

QUOTE = "As of October 2018, the project has moved into its 2nd Phase."
EN, NL, HU, PT = (phrases(language) for language in LANGUAGES)


def citation(n: int = 1, quote: str = QUOTE, **other: object) -> Citation:
    known = Citation(n, "d", "project/phases.md", "The HELIUM project", "Phases", 4, quote, "en", f"p{n}")
    return replace(known, **other)  # type: ignore[arg-type]


def quoted(*quotes: str, **other: object) -> Answer:
    citations = tuple(citation(n, quote) for n, quote in enumerate(quotes, 1))
    claims = tuple(Claim(cited.quote, (cited.n,)) for cited in citations)
    answer = Answer("When?", "en", Outcome.ANSWERED, claims, citations)
    return replace(answer, **other)  # type: ignore[arg-type]


def written(text: str, *citations: Citation) -> Answer:
    claims = (Claim(text, tuple(cited.n for cited in citations)),)
    return Answer("When?", "en", Outcome.ANSWERED, claims, citations, quoted=False)


def test_a_quoted_answer_shows_the_sentence_once_and_where_it_stands() -> None:
    text = plain(quoted(QUOTE), EN)
    assert text == f"The documents say:\n“{QUOTE}” [1]\n\nSources\n[1] The HELIUM project, Phases, page 4"


def test_the_frame_is_in_the_askers_language_and_the_quote_in_the_sources() -> None:
    text = plain(quoted(QUOTE, language="hu"), HU)
    assert text == (
        f"A dokumentumokban ez áll:\n„{QUOTE}” [1]\n\nForrások\n[1] The HELIUM project, Phases, 4. oldal, angol"
    )


def test_a_written_answer_shows_each_sources_exact_words() -> None:
    text = plain(written("It began in October 2018.", citation(1), citation(2, "In October.", page=None)), EN)
    assert text == (
        "It began in October 2018. [1][2]\n\nSources\n"
        f"[1] The HELIUM project, Phases, page 4: “{QUOTE}”\n"
        "[2] The HELIUM project, Phases: “In October.”"
    )


def test_a_sentence_cut_from_a_longer_quote_shows_the_quote_too() -> None:
    answer = replace(quoted(QUOTE), claims=(Claim("As of October 2018", (1,)),))
    assert plain(answer, EN).count(QUOTE) == 1


def test_a_quote_that_only_another_sentence_shows_is_printed_for_its_own_number() -> None:
    citations = (citation(1), citation(2))
    answer = replace(written("It began in October.", citations[1]), citations=citations[1:])
    answer = replace(answer, claims=(Claim(QUOTE, (1,)), *answer.claims), citations=citations)
    assert plain(answer, EN).endswith(f"[2] The HELIUM project, Phases, page 4: “{QUOTE}”")


def test_what_was_not_found_is_named() -> None:
    answer = quoted(QUOTE, outcome=Outcome.PARTLY, missing=("the budget", "the partners"))
    assert "Not found in the documents: the budget; the partners" in plain(answer, EN)


def test_no_answer_says_so_and_offers_the_closest_passages() -> None:
    answer = Answer("Who won the cup?", "nl", Outcome.NOT_IN_DOCUMENTS, nearest=(citation(),))
    lines = plain(answer, NL).splitlines()
    assert lines[0] == "Dit staat niet in de documenten."
    assert lines[-1] == f"– The HELIUM project, Phases, pagina 4, Engels: “{QUOTE}”"


def test_no_answer_and_nothing_close_still_helps() -> None:
    text = plain(Answer("Who won the cup?", "pt", Outcome.NOT_IN_DOCUMENTS), PT)
    assert text == "Isto não está nos documentos.\n\nTalvez ajudem outras palavras, ou um nome que os documentos usem."


@pytest.mark.parametrize("question", ["Ποιες περιοχές έγραψαν σχέδιο;", "ما هي الخطة؟", "哪些地区制定了行动计划？"])
def test_a_question_in_another_script_hears_which_languages_i_know(question: str) -> None:
    text = plain(Answer(question, "und", Outcome.NOT_IN_DOCUMENTS, nearest=(citation(),)), EN)
    assert "English, Dutch, Hungarian or Portuguese" in text


@pytest.mark.parametrize("objection", Objection)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_objection_is_one_helpful_message(objection: Objection, language: str) -> None:
    answer = Answer("🙂", language, Outcome.NOT_IN_DOCUMENTS, objection=objection)
    text = plain(answer, phrases(language))
    assert 20 < len(text) < 300
    assert "{" not in text


@pytest.mark.parametrize("notice", Notice)
def test_a_failing_model_is_told_in_one_sentence_before_the_answer(notice: Notice) -> None:
    first, second, *_ = plain(quoted(QUOTE, notice=notice), EN).split("\n\n")
    assert first.endswith("so this reply uses only the documents' own words.")
    assert second.startswith("The documents say:")


def test_a_heading_that_repeats_the_title_is_not_said_twice() -> None:
    answer = quoted(QUOTE)
    repeated = replace(answer.citations[0], section="The HELIUM project > Phases > Second")
    source = worded(replace(answer, citations=(repeated,)), EN).sources[0]
    assert source.place == ("Phases > Second", "page 4")


def test_a_document_without_a_title_goes_by_its_path() -> None:
    answer = replace(quoted(QUOTE), citations=(citation(title="", section="", page=None),))
    assert plain(answer, EN).endswith("[1] project/phases.md")


def test_eight_long_quotes_fit_into_the_limit_with_every_source_named() -> None:
    cited = [citation(n, f"{n} " + "word " * 199) for n in range(1, 9)]
    text = plain(written("Short sentence.", *cited), EN)
    assert len(text) <= MAX_CHARACTERS
    assert all(f"\n[{n}] The HELIUM project, Phases, page 4" in text for n in range(1, 9))
    assert "…”" in text


TEXTS = st.text(max_size=3000)


@given(title=TEXTS, section=TEXTS, quote=TEXTS, claim=TEXTS, missing=TEXTS, count=st.integers(1, 8), own=st.booleans())
def test_no_answer_is_ever_longer_than_the_limit(
    title: str, section: str, quote: str, claim: str, missing: str, count: int, own: bool
) -> None:
    cited = tuple(citation(n, quote, title=title, section=section) for n in range(1, count + 1))
    claims = tuple(Claim(claim, (known.n,)) for known in cited)
    answer = Answer("?", "en", Outcome.PARTLY, claims, cited, missing=(missing,), quoted=own)
    assert 0 < len(plain(answer, EN)) <= MAX_CHARACTERS
    nothing = Answer("?", "en", Outcome.NOT_IN_DOCUMENTS, nearest=cited)
    assert 0 < len(plain(nothing, EN)) <= MAX_CHARACTERS


@given(st.text(max_size=300), st.integers(1, 200))
def test_a_shortened_text_keeps_its_beginning_and_shows_the_cut(text: str, limit: int) -> None:
    cut = shortened(text, limit)
    assert len(cut) <= limit
    assert cut == text or (cut.endswith("…") and text.startswith(cut[:-1]))
