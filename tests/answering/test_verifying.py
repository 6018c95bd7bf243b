"""What a model claims, held against the words it quotes."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helium_bot.answering.quotes import MAX_QUOTE
from helium_bot.answering.verifying import Reason, Verified, Written, cleaned, verify
from knowledge.passage import Passage

MakePassage = Callable[..., Passage]


@pytest.fixture
def judged(passage: MakePassage) -> Callable[..., Reason | None]:
    """Why a claim on a quote is dropped, the passage being the quote in its section; None when it holds."""

    def judge(
        text: str, quote: str, languages: str = "en en", *, question: str = "", section: str = ""
    ) -> Reason | None:
        spoken, written = languages.split()
        source = passage(f"{quote} Some more words follow here.", written, section=section)
        claims = [Written(text, 1, quote)]
        verified = verify(claims, [source], question=question, language=spoken, tell_language=lambda _: spoken)
        return verified.dropped[0][1] if verified.dropped else None

    return judge


Judge = Callable[..., Reason | None]

BUDGET = "CrossCare had a budget of EUR 10,091,625.55, of which EUR 4,999,353.18 (49.54 %) came from Interreg V-A."
BACKED = "The stakeholder group backed the plan unanimously on 26 September 2018."


@pytest.mark.parametrize(
    ("text", "quote", "languages"),
    [
        ("CrossCare had a budget of EUR 10,091,625.55.", BUDGET, "en en"),
        ("Het budget van CrossCare was € 10.091.625,55.", BUDGET, "nl en"),
        ("A CrossCare költségvetése 10 091 625,55 EUR volt, ennek 49,54%-a az Interreg V-A-ból jött.", BUDGET, "hu en"),
        ("O orçamento da CrossCare foi de 10.091.625,55 euros.", BUDGET, "pt en"),
        ("The group backed the plan on 26-09-2018.", BACKED, "en en"),
        ("De groep steunde het plan op 26 september 2018.", BACKED, "nl en"),
        ("A csoport 2018. szeptember 26-án támogatta a tervet.", BACKED, "hu en"),
        ("O grupo apoiou o plano em 26 de setembro de 2018.", BACKED, "pt en"),
        ("In 2018 the group backed the plan.", BACKED, "en en"),
        ("The labs cost 1.5 million euro.", "The labs cost EUR 1,500,000 in all.", "en en"),
        ("The fund has five calls.", "The fund has 5 calls a year.", "en en"),
        ("Het fonds heeft vijf oproepen.", "The fund has five calls a year.", "nl en"),
        ("Only 19 of over 160 applications were funded.", "over 160 applications in 4 calls, 19 funded", "en en"),
    ],
)
def test_figures_hold_in_whatever_notation_and_language_they_are_written(
    judged: Judge, text: str, quote: str, languages: str
) -> None:
    assert judged(text, quote, languages) is None


@pytest.mark.parametrize(
    ("text", "quote", "languages"),
    [
        ("CrossCare had a budget of EUR 10,091,625.", BUDGET, "en en"),
        ("CrossCare had a budget of 10 million euro.", BUDGET, "en en"),
        ("CrossCare had a budget of £10,091,625.55.", BUDGET, "en en"),
        ("De CrossCare kreeg 49,55 % van Interreg V-A.", BUDGET, "nl en"),
        ("The group backed the plan on 27 September 2018.", BACKED, "en en"),
        ("The group backed the plan on 26 October 2018.", BACKED, "en en"),
        ("A csoport 2019. szeptember 26-án támogatta a tervet.", BACKED, "hu en"),
        ("The plan was backed by 26 % of the group.", BACKED, "en en"),
        ("Hat vier oproepen.", "The fund has five calls a year.", "nl en"),
        ("The plan's action A3 begins.", "The plan's action A2 begins soon.", "en en"),
    ],
)
def test_a_claim_with_another_figure_than_its_quote_is_dropped(
    judged: Judge, text: str, quote: str, languages: str
) -> None:
    assert judged(text, quote, languages) is Reason.FIGURE


def test_a_year_may_stand_in_the_sections_title_instead_of_the_quote(judged: Judge) -> None:
    assert judged("In 2018 the lab opened.", "The lab opened in spring.") is Reason.FIGURE
    assert judged("In 2018 the lab opened.", "The lab opened in spring.", section="Progress > 2018") is None


@pytest.mark.parametrize(
    ("text", "quote", "languages"),
    [
        ("The lab is in Eindhoven.", "The Eindhoven lab opened its doors.", "en en"),
        ("Het Eindhovense lab is open.", "Het lab in Eindhoven is open.", "nl nl"),
        ("Az EFRA támogatja a labort Eindhovenben.", "The lab in Eindhoven is funded by EFRA.", "hu en"),
        ("Magyarország támogatja a labort.", "Hungary funds the new lab.", "hu en"),
        ("Het lab krijgt geld van EFRO.", "The lab is funded by ERDF grants.", "nl en"),
        ("The European Union funds the lab.", "The lab is funded by the EU this year.", "en en"),
        ("The EU funds the lab.", "The lab is funded by the European Union.", "en en"),
        ("Porto got the first lab.", "The first lab of the country.", "en en"),
        ("In January, the Lab's work began.", "The lab's work began in January.", "en en"),
        ("LICALAB IS PART OF THE LAB", "The lab's work began in January.", "en en"),
    ],
)
def test_names_hold_with_endings_aliases_and_abbreviations(
    judged: Judge, text: str, quote: str, languages: str
) -> None:
    assert judged(text, quote, languages, question="What about Porto?") is None


@pytest.mark.parametrize(
    ("text", "quote", "languages"),
    [
        ("The lab is in Rotterdam.", "The Eindhoven lab opened its doors.", "en en"),
        ("The lab is funded by Portugal.", "The lab in Porto is funded by the city.", "en en"),
        ("Az ESIF támogatja a labort.", "The lab is funded by ERDF grants.", "hu en"),
        ("LiCalab runs the lab.", "The lab is run by CareVille.", "en en"),
    ],
)
def test_a_claim_about_somebody_else_than_its_quote_is_dropped(
    judged: Judge, text: str, quote: str, languages: str
) -> None:
    assert judged(text, quote, languages) is Reason.NAME


def test_a_sentence_that_opens_with_the_wrong_name_is_dropped_where_the_passages_know_that_name(
    passage: MakePassage,
) -> None:
    passages = [passage("The first lab opened its doors in Porto."), passage("The second lab is near Turnhout.")]
    claim = Written("Turnhout opened its first lab.", 1, "The first lab opened its doors in Porto")
    assert verify([claim], passages, question="Where?", language="en").reasons() == {Reason.NAME: 1}


@pytest.mark.parametrize(
    ("text", "quote", "language"),
    [
        ("The plan was not adopted.", "The plan was adopted by the ministry.", "en"),
        ("The plan was adopted.", "The plan wasn't adopted by the ministry.", "en"),
        ("Het plan is niet aangenomen.", "Het plan is aangenomen door de gemeente.", "nl"),
        ("Het plan is aangenomen.", "Het plan is door de gemeente niet aangenomen.", "nl"),
        ("A tervet nem fogadták el.", "A tervet elfogadták a városban.", "hu"),
        ("A tervet elfogadták.", "A tervet nem fogadták el a városban.", "hu"),
        ("O plano não foi adotado.", "O plano foi adotado pelo ministério.", "pt"),
        ("O plano foi adotado.", "O plano nunca foi adotado pelo ministério.", "pt"),
    ],
)
def test_a_claim_that_denies_what_its_quote_states_or_states_what_it_denies_is_dropped(
    judged: Judge, text: str, quote: str, language: str
) -> None:
    assert judged(text, quote, f"{language} {language}") is Reason.NEGATION


@pytest.mark.parametrize(
    ("text", "quote", "languages"),
    [
        ("The plan was not adopted.", "The plan was not adopted by the ministry.", "en en"),
        ("The city adopted the plan.", "The ministry did not adopt the plan, but the city adopted it.", "en en"),
        ("The lab serves firms and patients.", "The lab serves not only firms but also patients.", "en en"),
        ("Het plan is niet aangenomen.", "The plan was rejected by the ministry.", "nl en"),
    ],
)
def test_a_denial_holds_where_the_quote_denies_too_or_cannot_be_compared(
    judged: Judge, text: str, quote: str, languages: str
) -> None:
    assert judged(text, quote, languages) is None


@pytest.mark.parametrize(
    "text",
    [
        "See https://evil.example/login for the plan.",
        "See evil-plan.example.com for the plan.",
        "See www.plan for the plan.",
        "Write to plan@group.example about the plan.",
        "Ask @planbot about the plan.",
        "Send /start to back the plan.",
        "Open tg://resolve?domain=plan to back the plan.",
        "The [plan](plan) was backed.",
        "The <b>plan</b> was backed by the group.",
    ],
)
def test_no_claim_may_carry_a_link_a_mention_a_command_or_markup(judged: Judge, text: str) -> None:
    assert judged(text, BACKED) is Reason.LINK


@pytest.mark.parametrize("text", ["The plan and/or group was backed.", "The group (e.g. U.Porto) backed the plan."])
def test_ordinary_dots_and_slashes_are_no_links(judged: Judge, text: str) -> None:
    assert judged(text, BACKED, question="Did U.Porto back it?") is None


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        (Written("", 1, BACKED), Reason.STATES_NOTHING),
        (Written("… [1]", 1, BACKED), Reason.STATES_NOTHING),
        (Written("The stakeholder group backed the plan?", 1, BACKED), Reason.STATES_NOTHING),
        (Written("The plan was backed. " * 40, 1, BACKED), Reason.TOO_LONG),
        (Written("The plan was backed.", 1, "  "), Reason.NO_QUOTE),
        (Written("The plan was backed.", 1, "The plan was rejected"), Reason.QUOTE_NOT_FOUND),
        (Written("The plan was backed.", 1, "backed"), Reason.QUOTE_TOO_SHORT),
        (Written("Send money to your new friend.", 1, BACKED), Reason.UNRELATED),
    ],
)
def test_what_cannot_be_told_from_its_quote_is_dropped_with_its_reason(
    passage: MakePassage, written: Written, reason: Reason
) -> None:
    verified = verify([written], [passage(BACKED)], question="Was it backed?", language="en")
    assert verified == Verified((), ((written, reason),))


@pytest.mark.parametrize(
    ("text", "asked", "holds"),
    [
        ("De groep heeft het plan in 2018 gesteund.", "nl", True),
        ("The group backed the plan in that year.", "nl", True),
        ("De groep heeft het plan in 2018 gesteund.", "hu", False),
        ("Iedereen moet nu meteen geld overmaken.", "nl", False),
        ("Iedereen moet nu meteen geld overmaken.", "en", False),
    ],
)
def test_a_claim_is_in_the_language_asked_for_or_its_quotes_and_about_either_the_question_or_the_quote(
    passage: MakePassage, text: str, asked: str, *, holds: bool
) -> None:
    verified = verify([Written(text, 1, BACKED)], [passage(BACKED)], question="Wie steunde het plan?", language=asked)
    assert bool(verified.claims) is holds


@pytest.mark.parametrize("number", [1, 0, -1, 99])
def test_a_quote_from_another_passage_than_the_one_named_is_cited_where_it_stands(
    passage: MakePassage, number: int
) -> None:
    passages = [passage("Nothing of interest is here."), passage(BACKED)]
    claim = Written("The group backed the plan.", number, "the stakeholder group backed the plan")
    (held,) = verify([claim], passages, question="Was it backed?", language="en").claims
    assert held.passage == passages[1]
    assert held.quote == "The stakeholder group backed the plan"


def test_a_quote_that_stands_in_several_passages_is_cited_from_the_one_named(passage: MakePassage) -> None:
    passages = [passage(BACKED, title="First"), passage(BACKED, title="Second")]
    (held,) = verify([Written("The group backed it.", 2, BACKED)], passages, question="", language="en").claims
    assert held.passage.title == "Second"


def test_the_models_own_source_marks_and_markup_are_taken_off(passage: MakePassage) -> None:
    claim = Written("**The group**  backed\u200b the\u202e plan [1, 2].", 1, BACKED)
    (held,) = verify([claim], [passage(BACKED)], question="", language="en").claims
    assert held.text == "The group backed the plan."


def test_cleaning_keeps_ordinary_text_as_it_is() -> None:
    text = "Költség: 1 000 EUR (2018–2020) – „élő labor”, 5 %!"
    assert cleaned(text) == text


_ODD = st.text(
    st.sampled_from("planbackedgroup 2018.,%€£-–…'\"’<>@/[]()\n\u200b\u00adáőéçÁß中１½"), max_size=60
) | st.text(max_size=40)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(_ODD | st.just(BACKED), st.integers(-2, 5), _ODD | st.just(BACKED)), max_size=5),
    st.lists(_ODD, max_size=2),
    st.sampled_from(["en", "nl", "hu", "pt", "el", "und"]),
)
def test_whatever_the_model_returns_every_quote_kept_is_the_passages_own_words(
    passage: MakePassage, replied: list[tuple[str, int, str]], texts: list[str], language: str
) -> None:
    passages = [passage(text, language) for text in (BACKED, *texts)]
    claims = [Written(text, number, quote) for text, number, quote in replied]
    verified = verify(claims, passages, question="Was the plan backed?", language=language)
    assert len(verified.claims) + len(verified.dropped) == len(claims)
    for held in verified.claims:
        assert held.passage in passages
        assert held.quote
        assert held.quote in held.passage.text
        assert len(held.quote) <= MAX_QUOTE
        assert held.text
