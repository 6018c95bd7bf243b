"""Where sentences end, in the languages of the documents."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.sentences import sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "expected",
    [
        [
            "The grant was EUR 1,685,432.70 (exactly 85 %).",
            "It ended in 2020.",
            "See e.g. Dr. Smith or no. 5 of J. Doe.",
        ],
        [
            "The U.S. Army came.",
            "The eHealth Cluster grew.",
            "eHealth is good.",
            "(See p. 5.)",
            "The answer is no.",
            "Yes!",
        ],
        ["De kosten zijn ca. 4.949.840 euro, d.w.z. veel.", "Zie bijv. art. 5.", "Dhr. J. Jansen belde.", "En nu?"],
        ["Brainport Development N.V. is partner.", "Dat is LiCalab B.V.", "De rest volgt enz.", "Klaar."],
        ["Az akciótervet 2018. szeptember 26-án fogadták el.", "A költség kb. 1 982 862,00 euró, pl. az ÁEEK része."],
        ["Lásd a 3. oldalt, ill. a 2. fejezetet!", "Ki vezeti?", "Az ÁEEK Nonprofit Kft.", "A többi jön."],
        [
            "O Sr. Silva (Univ. do Porto, S.A.) disse: «Não há dúvida.»",
            "A Dra. Ana concordou.",
            "Ver n.º 5 p. ex. hoje.",
        ],
        ["Am 26. September 2018 fand die 5. Sitzung statt.", "Der Preis beträgt z. B. 5 Euro.", "Dann kam Dr. Müller."],
        ["La Sra. García llegó.", "¿Qué pasó?", "¡Nada!", "Costó 5.000 euros, p. ej. hoy."],
        ["Art. 5 alin. 2 prevede asta.", "Prof. Ionescu a zis „Da.”", "Apoi a plecat."],
        ["Τι είναι αυτό;", "Ο κ. Παπαδόπουλος ήρθε.", "Είναι καλό."],
        ['Il sig. Rossi ha detto: "Basta."', "Poi è andato.", "Vedi fig. 3 e pag. 12.", "Davvero?"],
        ["Fase 2 begon op 1 okt. 2018.", "In 2018.", "The next came on 2018. 09. 26. in fact."],
    ],
)
def test_each_sentence_is_found_whole(expected: list[str]) -> None:
    assert cut(" ".join(expected)) == expected


def test_a_numbered_heading_keeps_its_number() -> None:
    assert cut("1. Background\nThe plan is old. It stays.\n2.1. Action") == [
        "1. Background",
        "The plan is old.",
        "It stays.",
        "2.1. Action",
    ]


def test_list_items_and_table_rows_are_sentences_of_their_own() -> None:
    assert cut("Item one\nItem two is longer\n- third\nName | Cost\nRent | 5.000") == [
        "Item one",
        "Item two is longer",
        "- third",
        "Name | Cost",
        "Rent | 5.000",
    ]


def test_a_line_wrapped_in_mid_sentence_does_not_end_it() -> None:
    wrapped = (
        "The partners met in the town hall of the city of Eindhoven and\n"
        "agreed that the living lab would open its doors before autumn.\n"
        "They went home."
    )
    assert cut(wrapped)[0].endswith("before autumn.")
    assert len(cut(wrapped)) == 2


def test_a_blank_line_always_ends_a_sentence() -> None:
    assert cut("without a stop\n\nand on") == ["without a stop", "and on"]


def test_nothing_gives_no_sentences() -> None:
    assert sentences("") == []
    assert sentences(" \n\n ") == []


@given(st.text(alphabet="aB. \n1?;|-\t", max_size=80))
def test_sentences_leave_out_nothing_but_white_space(text: str) -> None:
    spans = sentences(text)
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)
    assert "".join("".join(text[start:end] for start, end in spans).split()) == "".join(text.split())
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


@pytest.mark.parametrize("text", ["." * 1_000_000, " " * 1_000_000, "x" * 1_000_000, "\n " * 500_000], ids=repr)
@pytest.mark.timeout(20)
def test_an_endless_line_is_read_without_getting_stuck(text: str) -> None:
    assert len(sentences(text)) <= 1
